package io.privnet.cli.geo;

import io.privnet.geo.Code;
import io.privnet.geo.Rectangle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cell drawn in the terminal: on a map of the world, and below it step by step. Each step is a
 * cell of the chain from the world to this one, divided as six more bits divide it; the part in
 * which the chain goes on is filled, and the next step shows that part.
 */
final class CellMap {
  private static final int COLUMNS = 64;
  private static final int ROWS = 16;
  private static final int STEP_BITS = 6;
  private static final int STEPS_ABREAST = 4;

  // What a filled place, the sea, the land, and a cell smaller than a place look like.
  private final char filled;
  private final char point;
  private final boolean braille;

  private CellMap(boolean unicode) {
    filled = unicode ? '█' : '#';
    point = unicode ? '◉' : '@';
    braille = unicode;
  }

  /** Draws a cell in at most 76 columns. */
  static List<String> lines(Code code, boolean unicode) throws IOException {
    CellMap map = new CellMap(unicode);
    List<String> lines = new ArrayList<>(map.world(code.rectangle()));
    for (int from = 0; from < code.length(); from += STEPS_ABREAST * STEP_BITS) {
      lines.add("");
      lines.addAll(map.steps(code, from));
    }
    return lines;
  }

  /** The world, west to east and north to south, in even degrees, with the cell on it. */
  private List<String> world(Rectangle cell) throws IOException {
    List<String> land = land();
    double width = 360.0 / COLUMNS;
    double height = 180.0 / ROWS;
    int west = (int) Math.min(COLUMNS - 1, (cell.west() + 180) / width);
    int east = (int) Math.max(west, Math.ceil((cell.east() + 180) / width) - 1);
    int north = (int) Math.min(ROWS - 1, (90 - cell.north()) / height);
    int south = (int) Math.max(north, Math.ceil((90 - cell.south()) / height) - 1);
    // What is smaller than a place is marked rather than made to look as large as one.
    boolean small = cell.east() - cell.west() < width || cell.north() - cell.south() < height;
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < COLUMNS; column++) {
        boolean inside = west <= column && column <= east && north <= row && row <= south;
        line.append(inside ? small ? point : filled : place(land, column, row));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** Two by four dots of land. */
  private char place(List<String> land, int column, int row) {
    int dots = 0;
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 2; x++) {
        if (land.get(4 * row + y).charAt(2 * column + x) == '#') {
          // Braille counts its dots down the left column, then down the right, the lowest two last.
          dots |= y == 3 ? 0x40 << x : 1 << y + 3 * x;
        }
      }
    }
    if (braille) {
      return dots == 0 ? ' ' : (char) (0x2800 + dots);
    }
    return Integer.bitCount(dots) >= 4 ? '.' : ' ';
  }

  /**
   * The land, a character for 2.8125 by 2.8125 degrees: the 1:110 million land polygons of Natural
   * Earth, which are in the public domain, where they fill most of it.
   */
  private static List<String> land() throws IOException {
    try (InputStream in = CellMap.class.getResourceAsStream("land.txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return reader.readAllLines();
    }
  }

  /** Up to four steps beside each other, with the bits of each below it. */
  private List<String> steps(Code code, int from) {
    List<StringBuilder> lines = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      lines.add(new StringBuilder());
    }
    int to = Math.min(code.length(), from + STEPS_ABREAST * STEP_BITS);
    for (int length = from; length < to; length += STEP_BITS) {
      List<String> step = step(code, length);
      for (int i = 0; i < lines.size(); i++) {
        lines.get(i).append(length == from ? "" : " ").append(step.get(i));
      }
    }
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private List<String> step(Code code, int length) {
    boolean[][] on = new boolean[8][8];
    Code whole = code.prefix(length);
    List<Code> parts = List.of(whole);
    for (int bit = 0; bit < STEP_BITS && whole.length() + bit < 64; bit++) {
      parts = parts.stream().flatMap(part -> Stream.of(part.child(0), part.child(1))).toList();
    }
    double[] norths =
        parts.stream().mapToDouble(p -> -p.rectangle().north()).distinct().sorted().toArray();
    double[] wests =
        parts.stream().mapToDouble(p -> p.rectangle().west()).distinct().sorted().toArray();
    Code next = code.prefix(Math.min(code.length(), length + STEP_BITS));
    for (Code part : parts) {
      if (next.contains(part)) {
        int row = Arrays.binarySearch(norths, -part.rectangle().north());
        int column = Arrays.binarySearch(wests, part.rectangle().west());
        // The last step of a code of 64 bits has fewer and larger parts.
        for (int y = row * 8 / norths.length; y < (row + 1) * 8 / norths.length; y++) {
          for (int x = column * 8 / wests.length; x < (column + 1) * 8 / wests.length; x++) {
            on[y][x] = true;
          }
        }
      }
    }
    String border = braille ? "┌────────────────┐" : "+----------------+";
    String side = braille ? "│" : "|";
    List<String> lines = new ArrayList<>();
    lines.add(border);
    for (boolean[] row : on) {
      StringBuilder line = new StringBuilder(side);
      for (boolean part : row) {
        line.append(part ? ("" + filled).repeat(2) : braille ? "· " : ". ");
      }
      lines.add(line.append(side).toString());
    }
    lines.add(braille ? "└────────────────┘" : border);
    lines.add(String.format("  %-16s", next.toString().substring(length)));
    return lines;
  }
}
