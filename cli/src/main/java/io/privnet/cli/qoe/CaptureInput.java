package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.qoe.QoeDataException;
import io.privnet.qoe.capture.CaptureCensus;
import io.privnet.qoe.capture.CaptureReader;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine;

/** The captures named on the command line. */
final class CaptureInput {
  @CommandLine.Parameters(
      paramLabel = "CAPTURE",
      arity = "0..*",
      description =
          "pcap or pcapng files, perhaps compressed (gzip, zstd, lz4); - is standard input.")
  List<String> files;

  @CommandLine.Option(
      names = "--join",
      description = "The captures are rotated files of one session, to be read as one.")
  boolean join;

  /**
   * One capture of the command line, or all of them when they are one session.
   *
   * @param name for the user: the file, of several the first with how many follow
   */
  record Session(String name, List<String> files) {
    /** The session of which these are the capture, or the rotated files of it. */
    static Session of(List<String> files) {
      return new Session(
          files.size() == 1
              ? files.getFirst()
              : files.getFirst() + " and " + (files.size() - 1) + " more",
          files);
    }

    /** Opens it at its first packet. */
    CaptureReader open(Console console) throws IOException {
      return files.size() == 1
          ? CaptureInput.open(console, files.getFirst())
          : CaptureReader.joined(files, console::open);
    }

    /** Whether it may still be going on: it comes from standard input. */
    boolean live() {
      return files.contains("-");
    }
  }

  /**
   * What to measure one by one.
   *
   * @throws Failure when no capture is named, or standard input twice
   */
  List<Session> sessions() {
    if (files == null) {
      throw Failure.usage("missing required parameter: 'CAPTURE'")
          .hint("a pcap or pcapng file, or - for standard input");
    }
    return sessions(files, join);
  }

  /**
   * What to measure one by one.
   *
   * @param join whether the files are one session
   * @throws Failure when standard input is named twice, or is among several that are
   */
  static List<Session> sessions(List<String> files, boolean join) {
    if (Collections.frequency(files, "-") > 1) {
      throw Failure.usage("standard input (-) can be read only once");
    }
    if (!join || files.size() == 1) {
      return files.stream().map(file -> Session.of(List.of(file))).toList();
    }
    if (files.contains("-")) {
      throw Failure.usage("--join takes files, not standard input (-)")
          .hint("their first packets tell the order, so each is opened twice");
    }
    return List.of(Session.of(files));
  }

  /** What is done with a capture. */
  @FunctionalInterface
  interface Work {
    /** Does it. */
    void on(Session session) throws IOException;
  }

  /**
   * Does the same with one after the other; one that cannot be read does not stop the rest.
   *
   * @throws Failure when no capture is named, or at the end when one could not be read
   */
  void each(Console console, Work work) throws IOException {
    List<Session> sessions = sessions();
    boolean failed = false;
    for (Session session : sessions) {
      try {
        work.on(session);
      } catch (Failure | QoeDataException e) {
        if (sessions.size() == 1 || e instanceof Failure f && !f.concernsInput()) {
          throw e;
        }
        console.flush();
        console.error(e.getMessage());
        failed = true;
      }
    }
    if (failed) {
      throw Failure.data("not every capture could be read");
    }
  }

  /** Opens a file, or standard input for {@code -}. */
  static CaptureReader open(Console console, String file) throws IOException {
    return CaptureReader.of(console.open(file), Console.nameOf(file));
  }

  /** Says what of the capture was not read or not looked into. */
  static void report(Console console, CaptureCensus census) {
    census.earlyEnd().ifPresent(end -> console.warn(end + "; what stands before is counted"));
    for (CaptureCensus.Count doubt : census.doubts()) {
      console.warn(census.name() + ": " + doubt.count() + " " + doubt.what());
    }
    for (CaptureCensus.Count passed : census.passedOver()) {
      console.detail(census.name() + ": passed over " + passed.count() + " " + passed.what());
    }
    if (census.packets() == 0) {
      console.warn(census.name() + ": no packets");
    }
  }
}
