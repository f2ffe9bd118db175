package io.privnet.cli;

import io.privnet.figure.Figure;
import io.privnet.figure.MissingFontsException;
import io.privnet.figure.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import picocli.CommandLine;

/**
 * Where a figure is written, as what, and how large. A command {@linkplain #check checks} them
 * before its work and {@linkplain #write writes} after it.
 */
public final class FigureOptions {
  @CommandLine.Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the figure to a file, .svg or .png; - is standard output.")
  private String output;

  @CommandLine.Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "svg or png, where the file's name does not tell (svg).")
  private String format;

  @CommandLine.Option(
      names = "--width",
      paramLabel = "PIXELS",
      description = "Width; text and lines grow with it (800).")
  private Integer width;

  @CommandLine.Option(
      names = "--height",
      paramLabel = "PIXELS",
      description = "Height (what suits the figure).")
  private Integer height;

  /** Whether a figure is to be written. */
  public boolean given() {
    return output != null;
  }

  /** Whether it goes to standard output, where then nothing else may go. */
  public boolean toStandardOutput() {
    return "-".equals(output);
  }

  /** How large the figure is to be. */
  public Size size() {
    return new Size(width == null ? 800 : width, height == null ? 0 : height);
  }

  /**
   * Refuses to write several things to standard output.
   *
   * @throws Failure if more than one of the formats and the figure is to go there
   */
  public void requireOneOutput(boolean json, boolean csv, boolean plot) {
    if ((json ? 1 : 0) + (csv ? 1 : 0) + (plot ? 1 : 0) + (toStandardOutput() ? 1 : 0) > 1) {
      throw Failure.usage("only one of --json, --csv, --plot and -o - can be chosen");
    }
  }

  /**
   * Refuses options that no figure can be written with.
   *
   * @throws Failure for an unknown format, and for a PNG to a terminal
   * @throws IllegalArgumentException for a size that no figure can be drawn in
   */
  public void check(Console console) {
    size();
    if (!given()) {
      String unused =
          format != null
              ? "--format"
              : width != null ? "--width" : height != null ? "--height" : "";
      if (!unused.isEmpty()) {
        throw Failure.usage(unused + " needs -o").hint("-o - writes to standard output");
      }
      return;
    }
    String kind = kind();
    if (kind.equals("png") && toStandardOutput() && console.outputIsTerminal()) {
      throw Failure.usage("a PNG is no text for a terminal").hint("write it to a file with -o");
    }
    if (!kind.equals("svg") && !kind.equals("png")) {
      throw Failure.usage(
              format != null
                  ? "--format is svg or png, not " + format
                  : "a figure is written as .svg or .png, not as " + output)
          .hint(format != null ? null : "--format svg or --format png says which");
    }
  }

  private String kind() {
    return format != null
        ? format
        : toStandardOutput()
            ? "svg"
            : output.substring(output.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * Writes a figure where the options say.
   *
   * @param inputs the files that the command reads, none of which may be the output
   * @throws Failure when it cannot be written
   */
  public void write(Console console, Figure figure, Iterable<String> inputs) throws IOException {
    if (toStandardOutput()) {
      write(figure, console.data());
      return;
    }
    try (OutputFile file = console.create(output, inputs)) {
      write(figure, file.stream());
      file.commit();
    }
  }

  private void write(Figure figure, OutputStream out) throws IOException {
    if (kind().equals("svg")) {
      figure.writeSvg(out);
      return;
    }
    // Else the JDK would look for a display, which it does not need to draw a file.
    System.setProperty("java.awt.headless", "true");
    try {
      figure.writePng(out);
    } catch (MissingFontsException e) {
      throw Failure.data("cannot draw a PNG: " + e.getMessage())
          .hint(
              "write SVG, which needs none (-o figure.svg), or install fonts (on Debian: apt"
                  + " install fontconfig fonts-dejavu-core)")
          .because(e);
    }
  }
}
