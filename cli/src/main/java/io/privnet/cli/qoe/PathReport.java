package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.health.ClockOffset;
import io.privnet.qoe.health.Passage;
import io.privnet.qoe.health.PathSummary;
import java.io.IOException;
import java.util.Map;

/** What two captures of one session tell of the path between them, in words and as a record. */
final class PathReport {
  private PathReport() {}

  /** How far the clocks are apart. */
  static String clocks(ClockOffset clock) {
    return "the instrument's minus the user's is "
        + Decimal.seconds(clock.nanos())
        + " s, from "
        + clock.forwardPackets()
        + " and "
        + clock.reversePackets()
        + " packets; wrong by at most "
        + Decimal.seconds(clock.roundTripNanos() / 2)
        + " s if the path takes longer one way";
  }

  /** What arrived of what was sent one way, and when. */
  static String passage(Passage passage) {
    return passage.deliveredPackets()
        + " of "
        + passage.sentPackets()
        + " packets arrived ("
        + Decimal.percent(passage.packetShare())
        + "), delay "
        + Decimal.peopleSeconds(passage.delays().min())
        + " to "
        + Decimal.peopleSeconds(passage.delays().max())
        + ", median "
        + Decimal.peopleSeconds(passage.delays().p50());
  }

  /** Prints it below a table or a picture, each line after a prefix. */
  static void foot(Console console, String prefix, PathSummary path) throws IOException {
    console.println(prefix + "clocks: " + clocks(path.clock()));
    foot(console, prefix + "psi_f, user to instrument", path.forward());
    foot(console, prefix + "psi_r, instrument to user", path.reverse());
  }

  private static void foot(Console console, String way, Passage passage) throws IOException {
    Number psi = Decimal.millionths(passage.psi());
    console.println(way + ": " + (psi == null ? "-" : psi) + "; " + passage(passage));
  }

  /** Adds it all to a record. */
  static void put(Map<String, Object> record, PathSummary path) {
    record.put("clock_offset_s", Decimal.number(Decimal.seconds(path.clock().nanos())));
    record.put("round_trip_s", Decimal.number(Decimal.seconds(path.clock().roundTripNanos())));
    record.put("common_first_epoch_s", epoch(path.common().firstNanos()));
    record.put("common_last_epoch_s", epoch(path.common().lastNanos()));
    put(record, "forward", "psi_f", path.forward());
    put(record, "reverse", "psi_r", path.reverse());
  }

  private static Number epoch(long nanos) {
    return Decimal.number(Decimal.seconds(nanos));
  }

  private static void put(Map<String, Object> record, String way, String psi, Passage passage) {
    record.put(psi, Decimal.millionths(passage.psi()));
    record.put(way + "_packets_sent", passage.sentPackets());
    record.put(way + "_packets_delivered", passage.deliveredPackets());
    record.put(way + "_bytes_sent", passage.sentBytes());
    record.put(way + "_bytes_delivered", passage.deliveredBytes());
    record.put(way + "_packets_not_judged", passage.unjudgedPackets());
    record.put(way + "_packets_strange", passage.strangePackets());
    record.put(way + "_delay_min_s", Decimal.nanoseconds(passage.delays().min()));
    record.put(way + "_delay_median_s", Decimal.nanoseconds(passage.delays().p50()));
    record.put(way + "_delay_p90_s", Decimal.nanoseconds(passage.delays().p90()));
    record.put(way + "_delay_max_s", Decimal.nanoseconds(passage.delays().max()));
  }

  /** Says what the result rests on, and what makes it doubtful. */
  static void warn(Console console, PathSummary path) {
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
    warn(console, "to the instrument", path.forward());
    warn(console, "to the user", path.reverse());
    boolean few = path.forward().packetShare() < 0.9 || path.reverse().packetShare() < 0.9;
    if (path.offloaded() > 0 && few) {
      console.warn(
          path.offloaded()
              + " segments are larger than an Ethernet frame, so the other side has others, and"
              + " they look lost");
      console.hint("capture with ethtool -K IF tso off gso off gro off lro off at both sides");
    }
  }

  private static void warn(Console console, String way, Passage passage) {
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
}
