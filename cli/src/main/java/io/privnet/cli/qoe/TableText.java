package io.privnet.cli.qoe;

/** Names from outside, of files and in captures, as they may stand in tables. */
final class TableText {
  private TableText() {}

  /** A cell of CSV; one that begins as a comment does is quoted. */
  static String cell(String text) {
    boolean quoted =
        text.indexOf(',') >= 0
            || text.indexOf('"') >= 0
            || text.indexOf('\n') >= 0
            || text.indexOf('\r') >= 0
            || text.startsWith("#");
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /** Without what would break the line or reach the terminal as a control character. */
  static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
