package io.privnet.cli;

import java.io.IOException;
import java.util.List;

/** Rows for people: columns as wide as their widest cell, two spaces between. */
public final class TextTable {
  private TextTable() {}

  /**
   * Prints rows, the first of them the header.
   *
   * @param alignment l or r for each column
   */
  public static void print(Console console, List<String[]> rows, String alignment)
      throws IOException {
    int[] widths = new int[alignment.length()];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    boolean header = true;
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String fill = " ".repeat(widths[i] - row[i].length());
        line.append(i == 0 ? "" : "  ");
        line.append(alignment.charAt(i) == 'r' ? fill + row[i] : row[i] + fill);
      }
      String text = line.toString().stripTrailing();
      console.println(header ? console.style(Console.Style.BOLD, text) : text);
      header = false;
    }
  }
}
