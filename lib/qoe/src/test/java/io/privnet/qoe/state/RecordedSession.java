package io.privnet.qoe.state;

import io.privnet.qoe.health.HealthBin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A recorded session: its intervals of one second, and what its user went through.
 *
 * <p>The user was a program that looked at its own screen. When 0.2 s after a key press the picture
 * had not changed, the expert wrote {@code retry-start} and tried again until it changed ({@code
 * retry-end}) or gave up after 4 s ({@code abort}, to {@code resume}); the novice wrote {@code
 * wait} after 0.5 s, and waited. A picture cannot change before media come, so that its wait lasted
 * at least to the next {@code media} after it, taken from the capture.
 */
record RecordedSession(
    String name,
    List<HealthBin> bins,
    List<Stretch> unanswered,
    List<Stretch> unknown,
    List<Stretch> resting) {
  static final Duration INTERVAL = Duration.ofSeconds(1);

  static final String COLUMNS =
      "index,start_ns,full,demand_bytes,supply_bytes,control_segments,control_retransmitted,"
          + "rtt_s,zero_windows,oldest_unacked_s,unanswered_s";

  /** Who waits less than this for an answer is not stalled. */
  static final double STALL_SECONDS = 0.5;

  private static final double EXPERT_PATIENCE_SECONDS = 0.2;
  private static final double NOVICE_PATIENCE_SECONDS = 0.5;

  /** A stretch of time, in seconds since 1970. */
  record Stretch(double start, double end) {
    boolean overlaps(double otherStart, double otherEnd) {
      return start < otherEnd && otherStart < end;
    }
  }

  /** What an interval truly was. */
  enum Truth {
    ANSWERED,
    STALLED,
    /** Nobody looked: the user had given up. */
    UNKNOWN
  }

  static RecordedSession read(Path folder, String name) throws IOException {
    List<HealthBin> bins = new ArrayList<>();
    for (String line : rows(folder.resolve(name + ".bins.csv"))) {
      String[] cell = line.split(",", -1);
      bins.add(
          new HealthBin(
              Long.parseLong(cell[0]),
              Long.parseLong(cell[1]),
              Boolean.parseBoolean(cell[2]),
              Long.parseLong(cell[3]),
              Long.parseLong(cell[4]),
              Long.parseLong(cell[5]),
              Long.parseLong(cell[6]),
              0,
              0,
              cell[7].isEmpty() ? Double.NaN : Double.parseDouble(cell[7]),
              Long.parseLong(cell[8]),
              Double.parseDouble(cell[9]),
              Double.parseDouble(cell[10]),
              Double.NaN,
              Double.NaN,
              Double.NaN,
              Double.NaN));
    }
    List<Stretch> unanswered = new ArrayList<>();
    List<Stretch> unknown = new ArrayList<>();
    List<Stretch> resting = new ArrayList<>();
    double rested = Double.NaN;
    double began = Double.NaN;
    double gaveUp = Double.NaN;
    double resumed = Double.NaN;
    double last = 0;
    for (String line : rows(folder.resolve(name + ".labels.csv"))) {
      double time = Double.parseDouble(line.substring(0, line.indexOf(',')));
      last = time;
      switch (line.substring(line.indexOf(',') + 1)) {
        case "retry-start" -> {
          began = time - EXPERT_PATIENCE_SECONDS;
          // Still without a picture at the first try afterwards: it had been frozen all the while.
          if (began - resumed < 1) {
            unknown.add(new Stretch(resumed, began));
          }
        }
        case "wait" -> began = time - NOVICE_PATIENCE_SECONDS;
        case "retry-end", "wait-end", "media" -> {
          unanswered.add(new Stretch(began, time));
          began = Double.NaN;
        }
        case "abort" -> {
          unanswered.add(new Stretch(began, time));
          began = Double.NaN;
          gaveUp = time;
        }
        case "resume" -> {
          unknown.add(new Stretch(gaveUp, time));
          resumed = time;
        }
        case "idle", "think" -> rested = time;
        case "task", "end" -> resting.add(new Stretch(rested, time));
        default -> {}
      }
    }
    if (!Double.isNaN(began)) {
      unanswered.add(new Stretch(began, last));
    }
    unanswered.removeIf(stretch -> stretch.end() - stretch.start() < STALL_SECONDS);
    return new RecordedSession(name, bins, unanswered, unknown, resting);
  }

  private static List<String> rows(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.subList(1, lines.size());
  }

  /**
   * Whether at some moment of the interval the user had waited {@value #STALL_SECONDS} s or more.
   */
  Truth truth(HealthBin bin) {
    double start = start(bin);
    double end = end(bin);
    if (unanswered.stream()
        .anyMatch(s -> new Stretch(s.start() + STALL_SECONDS, s.end()).overlaps(start, end))) {
      return Truth.STALLED;
    }
    return unknown.stream().anyMatch(s -> s.overlaps(start, end)) ? Truth.UNKNOWN : Truth.ANSWERED;
  }

  /** Whether the user did nothing throughout the interval, of his own will. */
  boolean rests(HealthBin bin) {
    return resting.stream().anyMatch(s -> s.start() <= start(bin) && end(bin) <= s.end());
  }

  /** In seconds since 1970. */
  static double start(HealthBin bin) {
    return bin.startNanos() / 1e9;
  }

  /** In seconds since 1970. */
  static double end(HealthBin bin) {
    return (bin.startNanos() + INTERVAL.toNanos()) / 1e9;
  }

  /** The session through the state machine, with thresholds of its own. */
  SessionStates states() {
    return SessionStates.of(INTERVAL, Thresholds.OPEN, bins);
  }

  /** The sessions of a folder, by name. */
  static List<RecordedSession> readAll(Path folder) throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".bins.csv"))
              .map(name -> name.substring(0, name.length() - ".bins.csv".length()))
              .sorted()
              .toList();
    }
    List<RecordedSession> sessions = new ArrayList<>();
    for (String name : names) {
      sessions.add(read(folder, name));
    }
    return sessions;
  }
}
