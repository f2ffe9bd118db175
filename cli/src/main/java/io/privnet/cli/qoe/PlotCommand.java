package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.OutputFile;
import io.privnet.qoe.figure.CellFigure;
import io.privnet.qoe.figure.Figure;
import io.privnet.qoe.figure.MissingFontsException;
import io.privnet.qoe.figure.PlaneFigure;
import io.privnet.qoe.figure.SessionFigure;
import io.privnet.qoe.figure.Size;
import io.privnet.qoe.mos.Cell;
import io.privnet.qoe.mos.Session;
import io.privnet.qoe.mos.SessionFeatures;
import io.privnet.qoe.mos.SessionTable;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.state.Thresholds;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Draws the paper's figures for your own sessions. From a session table: mos (or 7), opinion"
            + " scores by connection and user class; media (10), Δb_out likewise. From captures:"
            + " control (8, 9), b_in over time with tasks and states, several sessions one above"
            + " the other; plane (5), demand and supply with the threshold point and the way"
            + " through the states. With -o as SVG or PNG, else in the terminal.",
    footer = {
      "  privnet qoe plot mos samples/sessions.csv -o mos.svg",
      "  privnet qoe plot control day.pcap --user auto --instrument auto",
      "  privnet qoe plot control --sessions samples/sessions.csv -o control.png"
    })
final class PlotCommand extends Command {
  @CommandLine.Parameters(
      paramLabel = "FIGURE",
      description = "mos or 7, control or 8 or 9, media or 10, plane or 5.")
  private String figure;

  @CommandLine.Parameters(
      paramLabel = "INPUT",
      arity = "0..*",
      description =
          "For mos and media a session table, otherwise captures, by default all those of"
              + " --sessions; - is standard input.")
  private List<String> inputs = new ArrayList<>();

  @CommandLine.Mixin private SessionRoles roleOptions;

  @CommandLine.Option(
      names = "--sessions",
      paramLabel = "TABLE",
      description = "Session table that tells roles and tasks of the captures.")
  private String sessions;

  @CommandLine.Option(
      names = "--join",
      description = "The captures are rotated files of one session, to be read as one.")
  private boolean join;

  @CommandLine.Option(
      names = "--scores",
      paramLabel = "FILE",
      description = "Ratings of mos in long form, a CSV with session, rater and score.")
  private String scores;

  @CommandLine.Mixin private BinOptions binOptions;

  @CommandLine.Mixin private ThresholdOptions thresholdOptions;

  @CommandLine.Option(
      names = "--log",
      description = "Logarithmic axes of rates in control and plane, for bursts.")
  private boolean log;

  @CommandLine.Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to a file, .svg or .png; - is standard output.")
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
  private int width = 800;

  @CommandLine.Option(
      names = "--height",
      paramLabel = "PIXELS",
      description = "Height (what suits the figure).")
  private int height;

  private enum Format {
    SVG,
    PNG,
    TERMINAL
  }

  /** What to draw, and how. */
  private record Request(
      Format format,
      Size size,
      BinSettings bins,
      Thresholds given,
      SessionMeasurements measurements) {
    String counted() {
      return BinOptions.name(bins.measure());
    }
  }

  @Override
  protected int run(Console console) throws IOException {
    String name = figure.toLowerCase(Locale.ROOT);
    BinSettings bins = binOptions.settings();
    Request request =
        new Request(
            format(console),
            new Size(width, height),
            bins,
            thresholdOptions.given(),
            new SessionMeasurements(console, roleOptions, bins));
    switch (name) {
      case "mos", "7" -> mos(console, request);
      case "media", "10" -> media(console, request);
      case "control", "8", "9" -> control(console, request);
      case "plane", "5" -> plane(console, request);
      default ->
          throw Failure.usage("no such figure: " + figure)
              .hint("mos (7), control (8, 9), media (10) or plane (5)");
    }
    return Exit.DONE;
  }

  private Format format(Console console) {
    if (output == null) {
      if (format != null) {
        throw Failure.usage("--format needs -o").hint("-o - writes to standard output");
      }
      return Format.TERMINAL;
    }
    String ending = output.substring(output.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String wanted = format != null ? format : output.equals("-") ? "svg" : ending;
    return switch (wanted) {
      case "svg" -> Format.SVG;
      case "png" -> {
        if (output.equals("-") && console.outputIsTerminal()) {
          throw Failure.usage("a PNG is no text for a terminal")
              .hint("write it to a file with -o, or leave -o out for a picture of characters");
        }
        yield Format.PNG;
      }
      default ->
          throw Failure.usage(
                  format != null
                      ? "--format is svg or png, not " + format
                      : "a figure is written as .svg or .png, not as " + output)
              .hint(format != null ? null : "--format svg or --format png says which");
    };
  }

  // --- figures of session tables

  private void mos(Console console, Request request) throws IOException {
    String file = onlyInput();
    SessionTable table = request.measurements.read(file, scores);
    List<Cell> cells = Cell.of(table.sessions().stream().map(Session::unmeasured).toList());
    if (cells.stream().allMatch(cell -> cell.mos().n() == 0)) {
      throw Failure.data(Console.nameOf(file) + ": no session is rated")
          .hint("add a column mos or columns rater_... to the table, or --scores FILE");
    }
    if (request.format == Format.TERMINAL) {
      CellPicture.mos(console, cells);
    } else {
      write(console, request, CellFigure.mos(cells, request.size));
    }
  }

  private void media(Console console, Request request) throws IOException {
    String file = onlyInput();
    SessionMeasurements.Rated rated = request.measurements.of(file, scores);
    if (rated.failed() > 0) {
      throw Failure.data(
          Console.nameOf(file)
              + ": "
              + rated.failed()
              + " of "
              + rated.sessions().size()
              + " sessions could not be measured");
    }
    List<Cell> cells = Cell.of(rated.sessions());
    if (cells.stream().allMatch(cell -> cell.feature(SessionFeatures.MEAN_OUT).n() == 0)) {
      throw Failure.data(
          Console.nameOf(file) + ": no session has a capture or a column delta_b_out_bps");
    }
    if (request.format == Format.TERMINAL) {
      CellPicture.media(console, cells, request.counted());
    } else {
      write(console, request, CellFigure.media(cells, request.counted(), request.size));
    }
  }

  private String onlyInput() {
    if (inputs.size() != 1) {
      throw Failure.usage(figure + " takes one session table")
          .hint("for instance privnet qoe plot " + figure + " sessions.csv");
    }
    return inputs.getFirst();
  }

  // --- figures of captures

  private void control(Console console, Request request) throws IOException {
    List<SessionFigure.Session> drawn = new ArrayList<>();
    List<CapturedSession> captured = captured(console, request);
    if (captured.size() > SessionFigure.MAX_SESSIONS) {
      throw Failure.usage(
              "at most "
                  + SessionFigure.MAX_SESSIONS
                  + " sessions fit into a figure, not "
                  + captured.size())
          .hint("name the captures to be drawn");
    }
    for (CapturedSession session : captured) {
      drawn.add(measured(console, request, session).figure());
    }
    if (request.format == Format.TERMINAL) {
      for (SessionFigure.Session session : drawn) {
        ControlPicture.draw(console, session, request.counted());
      }
    } else {
      write(console, request, SessionFigure.control(drawn, request.counted(), log, request.size));
    }
  }

  private void plane(Console console, Request request) throws IOException {
    List<CapturedSession> captured = captured(console, request);
    if (captured.size() > 1) {
      throw Failure.usage("plane draws one session, not " + captured.size())
          .hint("name the capture to be drawn; --join makes one of rotated files");
    }
    CapturedSession session = captured.getFirst();
    CapturedSession.Measured measured = measured(console, request, session);
    double demandLimit = measured.thresholds().demandBps();
    if (!log && measured.path().demandScale(measured.thresholds(), false).to() > 10 * demandLimit) {
      console.hint("bursts push most of the session to the axis; --log spreads it");
    }
    if (request.format == Format.TERMINAL) {
      PlanePicture.draw(
          console, session.name(), measured.path(), measured.thresholds(), measured.demand(), log);
    } else {
      write(
          console,
          request,
          PlaneFigure.draw(
              session.name(),
              measured.path(),
              measured.thresholds(),
              measured.demand(),
              log,
              request.size));
    }
  }

  /** The sessions to be drawn: the captures named, or all those of the table. */
  private List<CapturedSession> captured(Console console, Request request) throws IOException {
    List<CapturedSession> all =
        sessions == null
            ? List.of()
            : CapturedSession.of(sessions, request.measurements.read(sessions, null));
    if (!inputs.isEmpty()) {
      return CapturedSession.named(console, inputs, join, sessions, all);
    }
    if (all.isEmpty()) {
      throw Failure.usage(figure + " takes captures, or --sessions with some")
          .hint(
              "for instance privnet qoe plot "
                  + figure
                  + " day.pcap --user auto --instrument auto");
    }
    return all;
  }

  private CapturedSession.Measured measured(
      Console console, Request request, CapturedSession session) throws IOException {
    Roles roles =
        session.row().isPresent()
            ? request.measurements.resolve(sessions, session.row().get(), session.captures())
            : roleOptions.resolve(console, session.captures());
    return session.measure(
        console, request.bins.of(roles), binOptions.atUser(roles), request.given);
  }

  // --- writing

  private void write(Console console, Request request, Figure drawn) throws IOException {
    if (output.equals("-")) {
      write(request, drawn, console.data());
      return;
    }
    List<String> read = new ArrayList<>(inputs);
    if (sessions != null) {
      read.add(sessions);
    }
    try (OutputFile file = console.create(output, read)) {
      write(request, drawn, file.stream());
      file.commit();
    }
  }

  private void write(Request request, Figure drawn, OutputStream out) throws IOException {
    if (request.format == Format.SVG) {
      drawn.writeSvg(out);
      return;
    }
    // Else the JDK would look for a display, which it does not need to draw a file.
    System.setProperty("java.awt.headless", "true");
    try {
      drawn.writePng(out);
    } catch (MissingFontsException e) {
      throw Failure.data("cannot draw a PNG: " + e.getMessage())
          .hint(
              "write SVG, which needs none (-o figure.svg), or install fonts (on Debian: apt"
                  + " install fontconfig fonts-dejavu-core)")
          .because(e);
    }
  }
}
