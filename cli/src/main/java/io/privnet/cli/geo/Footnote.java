package io.privnet.cli.geo;

import io.privnet.cli.Console;
import java.io.IOException;

/** What is said below a table, in lines that fit the terminal. */
final class Footnote {
  private static final int WIDEST = 100;

  private Footnote() {}

  static void print(Console console, String text) throws IOException {
    int width = Math.min(WIDEST, console.columns());
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        console.println(line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    console.println(line);
  }
}
