package io.privnet.cli.qoe;

import io.privnet.cli.Failure;
import java.util.List;
import picocli.CommandLine;

/** The options that name two captures of one session, one made at each side. */
final class BothEnds {
  @CommandLine.Option(
      names = "--at-user",
      paramLabel = "FILE",
      description =
          "Capture made at the user, with --at-instrument instead of CAPTURE; again for the rotated"
              + " files of one.")
  private List<String> user;

  @CommandLine.Option(
      names = "--at-instrument",
      paramLabel = "FILE",
      description = "Capture of the same session made at the instrument, likewise.")
  private List<String> instrument;

  /**
   * Whether they are given.
   *
   * @param at the side of a single capture, null if not said
   * @throws Failure when only one of them is, or something of a single capture beside them, or
   *     standard input
   */
  boolean given(CaptureInput input, SeriesCommand.Side at) {
    if (user == null && instrument == null) {
      return false;
    }
    if (user == null || instrument == null) {
      throw Failure.usage("--at-user and --at-instrument go together: two captures of one session");
    }
    if (input.files != null) {
      throw Failure.usage(
          "--at-user and --at-instrument stand instead of " + input.files.getFirst());
    }
    if (at != null) {
      throw Failure.usage("--at is said of one capture, not of --at-user and --at-instrument");
    }
    if (input.join) {
      throw Failure.usage("--join joins CAPTUREs; give --at-user and --at-instrument once a file");
    }
    if (user.contains("-") || instrument.contains("-")) {
      throw Failure.usage("--at-user and --at-instrument take files, not standard input (-)")
          .hint("each is read twice: to compare the clocks, then to match the packets");
    }
    return true;
  }

  CaptureInput.Session user() {
    return CaptureInput.Session.of(user);
  }

  CaptureInput.Session instrument() {
    return CaptureInput.Session.of(instrument);
  }
}
