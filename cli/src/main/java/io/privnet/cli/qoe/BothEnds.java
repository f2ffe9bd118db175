package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.qoe.health.Passage;
import io.privnet.qoe.health.PathSummary;
import java.util.List;
import java.util.Locale;
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
   * @throws Failure when only one of them is, or a capture beside them, or standard input
   */
  boolean given(CaptureInput input) {
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
    if (user.contains("-") || instrument.contains("-")) {
      throw Failure.usage("--at-user and --at-instrument take files, not standard input (-)")
          .hint("each is read twice: to compare the clocks, then to match the packets");
    }
    return true;
  }

  CaptureInput.Session user() {
    return session(user);
  }

  CaptureInput.Session instrument() {
    return session(instrument);
  }

  private static CaptureInput.Session session(List<String> files) {
    return new CaptureInput.Session(String.join(", ", files), files);
  }

  /** Says what the result rests on, and what makes it doubtful. */
  static void report(Console console, PathSummary path) {
    CaptureInput.report(console, path.user());
    CaptureInput.report(console, path.instrument());
    if (path.uncountedPackets() > 0) {
      console.warn(
          path.uncountedPackets()
              + " packets of the session are in no figure: their headers do not tell what they"
              + " are");
    }
    if (path.abandonedPackets() > 0) {
      console.warn(
          path.abandonedPackets() + " packets were given up unmatched, for there were too many");
    }
    report(console, "to the instrument", path.forward());
    report(console, "to the user", path.reverse());
    boolean few = path.forward().packetShare() < 0.9 || path.reverse().packetShare() < 0.9;
    if (path.offloaded() > 0 && few) {
      console.warn(
          path.offloaded()
              + " segments are larger than an Ethernet frame, so the other side has others, and"
              + " they look lost");
      console.hint("capture with ethtool -K IF tso off gso off gro off lro off at both sides");
    }
  }

  private static void report(Console console, String way, Passage passage) {
    if (passage.unjudgedPackets() > 0) {
      console.detail(
          passage.unjudgedPackets()
              + " packets "
              + way
              + " are not judged: the other capture may not have been running when they came");
    }
    if (passage.strangePackets() > 0) {
      console.warn(
          passage.strangePackets()
              + " packets "
              + way
              + " are in the receiver's capture only: the sender's missed them, or they were"
              + " changed on the way");
    }
  }

  /** A share for people: {@code 98.7 %}. */
  static String share(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
