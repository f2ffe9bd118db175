package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.qoe.QoeDataException;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.figure.SessionFigure;
import io.privnet.qoe.figure.StatePath;
import io.privnet.qoe.figure.Trace;
import io.privnet.qoe.health.HealthMeter;
import io.privnet.qoe.health.HealthSettings;
import io.privnet.qoe.health.HealthSummary;
import io.privnet.qoe.mos.Session;
import io.privnet.qoe.mos.SessionTable;
import io.privnet.qoe.mos.TaskWindow;
import io.privnet.qoe.series.InputCounter;
import io.privnet.qoe.series.SeriesMeter;
import io.privnet.qoe.series.SeriesSettings;
import io.privnet.qoe.series.SeriesTotals;
import io.privnet.qoe.series.Window;
import io.privnet.qoe.state.SessionStates;
import io.privnet.qoe.state.Thresholds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session whose captures, made at the user, are to be drawn.
 *
 * @param row its row of the session table, where one names it
 */
record CapturedSession(CaptureInput.Session captures, String name, Optional<Session> row) {
  /**
   * A session with its states.
   *
   * @param demand what counts as demand
   */
  record Measured(
      CapturedSession session,
      SeriesTotals totals,
      Trace trace,
      StatePath path,
      Thresholds thresholds,
      String demand) {
    /** As it is drawn over time, with its tasks. */
    SessionFigure.Session figure() {
      List<SessionFigure.Task> tasks = new ArrayList<>();
      for (TaskWindow task : session.row.map(Session::tasks).orElse(List.of())) {
        Window window = task.window();
        long zero = trace.zeroNanos();
        long from = window.sinceFirstFrame() ? totals.firstFrameNanos() : 0;
        tasks.add(
            new SessionFigure.Task(
                task.task(),
                (from + window.startNanos() - zero) / 1e9,
                (from + window.endNanos() - zero) / 1e9));
      }
      return new SessionFigure.Session(
          session.name, trace, totals.meanInBps(), tasks, path.stays());
    }
  }

  /** Those of a table that have captures. */
  static List<CapturedSession> of(String file, SessionTable table) throws QoeDataException {
    List<CapturedSession> all = new ArrayList<>();
    for (Session row : table.sessions()) {
      if (!row.captures().isEmpty()) {
        all.add(
            new CapturedSession(
                SessionMeasurements.captures(file, row), row.name(), Optional.of(row)));
      }
    }
    return all;
  }

  /**
   * Those of captures that are named, with what a table tells of them.
   *
   * @param join whether the captures are one session
   * @param file the table, or null without one
   * @param table the sessions in it
   */
  static List<CapturedSession> named(
      Console console,
      List<String> inputs,
      boolean join,
      String file,
      List<CapturedSession> table) {
    List<CapturedSession> named = new ArrayList<>();
    for (CaptureInput.Session captures : CaptureInput.sessions(inputs, join)) {
      Optional<CapturedSession> row =
          table.stream().filter(s -> s.isOf(captures.files().getFirst())).findFirst();
      if (row.isEmpty() && file != null) {
        console.warn(file + " does not name " + captures.name() + ": its tasks are not known");
      }
      named.add(
          row.orElse(
              new CapturedSession(captures, Console.nameOf(captures.name()), Optional.empty())));
    }
    return named;
  }

  private boolean isOf(String capture) {
    Path wanted = Path.of(capture).toAbsolutePath().normalize();
    return captures.files().stream()
        .anyMatch(file -> Path.of(file).toAbsolutePath().normalize().equals(wanted));
  }

  /** Reads it once, for its rates and its health; its states follow from the latter. */
  Measured measure(Console console, SeriesSettings series, HealthSettings health, Thresholds given)
      throws IOException {
    Trace trace = new Trace(series.interval());
    HealthBins bins = new HealthBins(name);
    SeriesMeter rates = SeriesMeter.whole(series, trace);
    HealthMeter quality = HealthMeter.whole(health, bins);
    try (CaptureReader reader = captures.open(console)) {
      while (reader.next()) {
        rates.add(reader.packet());
        quality.add(reader.packet());
      }
      SeriesTotals totals = rates.finish();
      HealthSummary summary = quality.finish();
      CaptureInput.report(console, reader.census());
      SeriesCommand.report(console, name, totals);
      if (totals.inPackets() + totals.outPackets() == 0) {
        throw Failure.data(name + ": no packet between the user and the instrument as given")
            .hint("privnet qoe flows " + captures.files().getFirst() + " shows who talks to whom");
      }
      boolean rfb = summary.demand().control() == InputCounter.Control.RFB;
      if (rfb) {
        SeriesCommand.report(console, name, summary.demand());
      }
      SessionStates states = SessionStates.of(series.interval(), given, bins.all());
      StatePath path = new StatePath(series.interval());
      states.bins().forEach(path::take);
      return new Measured(
          this, totals, trace, path, states.thresholds(), rfb ? "input" : "payload");
    }
  }
}
