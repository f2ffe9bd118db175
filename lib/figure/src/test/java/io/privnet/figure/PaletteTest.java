package io.privnet.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaletteTest {
  /** In a grey copy; a tenth of the way from black to white is seen side by side. */
  private static final double SEEN = 0.1;

  @Test
  void the_first_four_colours_differ_in_lightness() {
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(Math.abs(lightness(Palette.series(i)) - lightness(Palette.series(j))))
            .isGreaterThan(SEEN);
      }
    }
  }

  /** The luma of ITU-R BT.601, as image programs take it for a grey copy. */
  private static double lightness(int rgb) {
    return Palette.lightness(rgb);
  }
}
