package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.FigureOptions;
import io.privnet.figure.Figure;
import io.privnet.qoe.figure.CellFigure;
import io.privnet.qoe.figure.PlaneFigure;
import io.privnet.qoe.figure.SessionFigure;
import io.privnet.qoe.mos.Cell;
import io.privnet.qoe.mos.Session;
import io.privnet.qoe.mos.SessionFeatures;
import io.privnet.qoe.mos.SessionTable;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.state.Thresholds;
import java.io.IOException;
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

  @CommandLine.Mixin private FigureOptions figureOptions;

  /** What to draw, and how. */
  private record Request(BinSettings bins, Thresholds given, SessionMeasurements measurements) {
    String counted() {
      return BinOptions.name(bins.measure());
    }
  }

  @Override
  protected int run(Console console) throws IOException {
    String name = figure.toLowerCase(Locale.ROOT);
    BinSettings bins = binOptions.settings();
    figureOptions.check(console);
    Request request =
        new Request(
            bins, thresholdOptions.given(), new SessionMeasurements(console, roleOptions, bins));
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

  // --- figures of session tables

  private void mos(Console console, Request request) throws IOException {
    String file = onlyInput();
    SessionTable table = request.measurements.read(file, scores);
    List<Cell> cells = Cell.of(table.sessions().stream().map(Session::unmeasured).toList());
    if (cells.stream().allMatch(cell -> cell.mos().n() == 0)) {
      throw Failure.data(Console.nameOf(file) + ": no session is rated")
          .hint("add a column mos or columns rater_... to the table, or --scores FILE");
    }
    if (!figureOptions.given()) {
      CellPicture.mos(console, cells);
    } else {
      write(console, CellFigure.mos(cells, figureOptions.size()));
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
    if (!figureOptions.given()) {
      CellPicture.media(console, cells, request.counted());
    } else {
      write(console, CellFigure.media(cells, request.counted(), figureOptions.size()));
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
    if (!figureOptions.given()) {
      for (SessionFigure.Session session : drawn) {
        ControlPicture.draw(console, session, request.counted());
      }
    } else {
      write(console, SessionFigure.control(drawn, request.counted(), log, figureOptions.size()));
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
    if (!figureOptions.given()) {
      PlanePicture.draw(
          console, session.name(), measured.path(), measured.thresholds(), measured.demand(), log);
    } else {
      write(
          console,
          PlaneFigure.draw(
              session.name(),
              measured.path(),
              measured.thresholds(),
              measured.demand(),
              log,
              figureOptions.size()));
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

  private void write(Console console, Figure drawn) throws IOException {
    List<String> read = new ArrayList<>(inputs);
    if (sessions != null) {
      read.add(sessions);
    }
    figureOptions.write(console, drawn, read);
  }
}
