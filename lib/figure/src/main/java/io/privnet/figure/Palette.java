package io.privnet.figure;

/**
 * The colours of M. Okabe and K. Ito (Color Universal Design, 2002), which the common kinds of
 * colour-blindness keep apart, in an order whose first four differ in lightness too, so that a grey
 * copy keeps them apart as well.
 */
public final class Palette {
  public static final int PAPER = 0xffffff;
  public static final int INK = 0x000000;
  public static final int FAINT_INK = 0x555555;
  public static final int GRID = 0xdddddd;
  public static final int SHADE = 0xeeeeee;

  private static final int[] SERIES = {
    0x0072b2, 0xe69f00, 0xf0e442, 0x000000, 0x009e73, 0x56b4e9, 0xd55e00, 0xcc79a7
  };

  private Palette() {}

  /** How many things have a colour of their own. */
  public static int colours() {
    return SERIES.length;
  }

  /** The colour of the i-th of several things. */
  public static int series(int i) {
    return SERIES[i];
  }

  /** Black or white, whichever is better read on a colour. */
  public static int inkOn(int rgb) {
    return lightness(rgb) > 0.5 ? INK : PAPER;
  }

  /** How light a colour is in a grey copy, 0 to 1 (the luma of ITU-R BT.601). */
  public static double lightness(int rgb) {
    return (0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff)) / 255;
  }
}
