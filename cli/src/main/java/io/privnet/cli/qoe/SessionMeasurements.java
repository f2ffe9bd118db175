package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.qoe.QoeDataException;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.health.PathMeter;
import io.privnet.qoe.health.PathSettings;
import io.privnet.qoe.mos.RatedSession;
import io.privnet.qoe.mos.ScoreTable;
import io.privnet.qoe.mos.Session;
import io.privnet.qoe.mos.SessionFeatures;
import io.privnet.qoe.mos.SessionTable;
import io.privnet.qoe.mos.TaskWindow;
import io.privnet.qoe.series.Roles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the captures of a session table show. */
final class SessionMeasurements {
  private final Console console;
  private final SessionRoles roles;
  private final BinSettings bins;

  /**
   * @param roles for the sessions of which the table does not tell them
   * @param bins what to count, and in which bins
   */
  SessionMeasurements(Console console, SessionRoles roles, BinSettings bins) {
    this.console = console;
    this.roles = roles;
    this.bins = bins;
  }

  /**
   * Sessions with their scores and features.
   *
   * @param raters names of the raters; none when the table gives means
   * @param failed how many sessions' captures could not be measured, each said on standard error
   */
  record Rated(List<RatedSession> sessions, List<String> raters, int failed) {}

  /**
   * Reads a table and measures its captures.
   *
   * @param scores file of ratings in long form, or null
   */
  Rated of(String table, String scores) throws IOException {
    SessionTable sessions = read(table, scores);
    sessions.remarks().forEach(remark -> console.note(Console.nameOf(table) + ": " + remark));
    List<RatedSession> rated = new ArrayList<>();
    int failed = 0;
    for (Session session : sessions.sessions()) {
      RatedSession measured = session.unmeasured();
      if (!session.captures().isEmpty() && !session.standsAlone()) {
        try {
          measured = session.measured(measure(table, session));
        } catch (QoeDataException e) {
          console.error(e.getMessage());
          failed++;
        } catch (Failure e) {
          if (!e.concernsInput()) {
            throw e;
          }
          console.error(place(table, session) + e.getMessage());
          failed++;
        }
      } else if (!session.tasks().isEmpty()) {
        console.warn(place(table, session) + "no capture is read, so its tasks have no figures");
      }
      if (session.scores().isEmpty()) {
        console.warn(place(table, session) + "not rated, so left out of every statistic");
      }
      rated.add(measured);
    }
    return new Rated(List.copyOf(rated), sessions.raters(), failed);
  }

  /** Measures a single capture, whose roles the options tell. */
  SessionFeatures of(String capture) throws IOException {
    CaptureInput.Session session = CaptureInput.Session.of(List.of(capture));
    return measure(session, roles.resolve(console, session), List.of());
  }

  /** Reads a table, with ratings in long form or null. */
  SessionTable read(String table, String scores) throws IOException {
    if (scores == null) {
      try (InputStream in = console.open(table)) {
        return SessionTable.read(in, Console.nameOf(table));
      }
    }
    ScoreTable ratings;
    try (InputStream in = console.open(scores)) {
      ratings = ScoreTable.read(in, Console.nameOf(scores));
    }
    try (InputStream in = console.open(table)) {
      return SessionTable.read(in, Console.nameOf(table), ratings);
    }
  }

  private static String place(String table, Session session) {
    return Console.nameOf(table) + ":" + session.line() + ": ";
  }

  private SessionFeatures measure(String table, Session session) throws IOException {
    CaptureInput.Session input = captures(table, session);
    Roles resolved = resolve(table, session, input);
    SessionFeatures features = measure(input, resolved, session.tasks());
    if (session.instrumentCaptures().isEmpty()) {
      return features;
    }
    CaptureInput.Session instrument = input(table, session, session.instrumentCaptures());
    return features.with(
        PathMeter.measure(
            new PathSettings(
                resolved,
                resolved,
                bins.measure(),
                bins.interval(),
                bins.maxGap(),
                bins.alignment()),
            () -> input.open(console),
            () -> instrument.open(console),
            bin -> {}));
  }

  /**
   * The captures of a row, which lie beside the table.
   *
   * @throws QoeDataException when it names standard input
   */
  static CaptureInput.Session captures(String table, Session session) throws QoeDataException {
    return input(table, session, session.captures());
  }

  private static CaptureInput.Session input(String table, Session session, List<String> captures)
      throws QoeDataException {
    Path beside = table.equals("-") ? null : Path.of(table).getParent();
    List<String> files = new ArrayList<>();
    for (String capture : captures) {
      if (capture.equals("-")) {
        throw new QoeDataException(
            place(table, session) + "a table cannot name standard input (-)");
      }
      files.add(beside == null ? capture : beside.resolve(capture).toString());
    }
    return CaptureInput.Session.of(files);
  }

  /** Who is who in a row's captures, by the row or else by the options. */
  Roles resolve(String table, Session session, CaptureInput.Session input) throws IOException {
    String user = role("user", table, session, session.user().orElse(roles.user));
    String instrument =
        role("instrument", table, session, session.instrument().orElse(roles.instrument));
    try {
      return SessionRoles.resolve(console, user, instrument, input);
    } catch (IllegalArgumentException e) {
      if (session.user().isEmpty() && session.instrument().isEmpty()) {
        throw e;
      }
      throw new QoeDataException(place(table, session) + e.getMessage(), e);
    }
  }

  private static String role(String name, String table, Session session, String addresses) {
    if (addresses == null) {
      throw Failure.usage(place(table, session) + "the session has no " + name)
          .hint("add a column " + name + " to the table, or --" + name + " for all sessions");
    }
    return addresses;
  }

  private SessionFeatures measure(
      CaptureInput.Session session, Roles resolved, List<TaskWindow> tasks) throws IOException {
    try (CaptureReader reader = session.open(console)) {
      SessionFeatures features = SessionFeatures.of(reader, bins.of(resolved), tasks);
      CaptureInput.report(console, reader.census());
      SeriesCommand.report(console, session.name(), features.totals());
      if (features.totals().inPackets() + features.totals().outPackets() == 0) {
        console.warn(session.name() + ": no packet between the user and the instrument as given");
      }
      for (SessionFeatures.Task task : features.tasks()) {
        if (task.coveredSeconds() == 0) {
          console.warn(session.name() + ": task " + task.number() + " lies outside the capture");
        }
      }
      return features;
    }
  }
}
