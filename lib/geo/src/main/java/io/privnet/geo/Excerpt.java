package io.privnet.geo;

/** The beginning of somebody's text, fit to stand in a one-line message. */
final class Excerpt {
  private static final int LONGEST = 80;

  private Excerpt() {}

  static String of(String text) {
    StringBuilder excerpt = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char c = text.charAt(i);
      // Control characters could move the cursor or colour the terminal of whoever reads this.
      excerpt.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return text.length() > LONGEST ? excerpt + "…" : excerpt.toString();
  }
}
