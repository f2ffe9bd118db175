package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.geo.Area;
import io.privnet.geo.GeoJson;
import io.privnet.geo.Rectangle;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Points and areas as they are typed. */
final class Coordinates {
  private Coordinates() {}

  /**
   * Lets a point or an area begin with a minus sign: picocli would take it for an option. A blank
   * before it, which reading coordinates passes over, keeps it from that.
   */
  static final class Negative implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> arguments,
        CommandSpec command,
        ArgSpec argument,
        Map<String, Object> information) {
      arguments.replaceAll(a -> a.startsWith("-") && areNumbers(a) ? " " + a : a);
      return false;
    }
  }

  /** Whether a word is numbers with commas between them rather than a file name. */
  static boolean areNumbers(String word) {
    return word.indexOf(',') >= 0
        && word.chars().allMatch(c -> " +-.,0123456789eE".indexOf(c) >= 0);
  }

  /** Reads {@code SOUTH,WEST,NORTH,EAST}, or a GeoJSON file, {@code -} being standard input. */
  static Area area(String word, Console console) throws IOException {
    if (areNumbers(word)) {
      return Rectangle.parse(word);
    }
    try (InputStream in = console.open(word)) {
      return GeoJson.readArea(in, Console.nameOf(word));
    }
  }
}
