package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.geo.anonymity.Announcement;
import io.privnet.geo.anonymity.Announcer;
import java.util.Locale;

/** What announcements come to, for people. */
final class AnnouncementSummary {
  /** A group of more than so many times k makes messages in vain for many. */
  private static final int LARGE = 10;

  private final Announcer announcer;
  private int epochs;
  private long vehicles;
  private long reporting;
  private long groups;
  private long reportedBits;
  private int smallest = Integer.MAX_VALUE;
  private int largest;
  private int largestLength;
  private long changed;
  private long compared;

  AnnouncementSummary(Announcer announcer) {
    this.announcer = announcer;
  }

  void add(Announcement announcement, Announcement before, int present) {
    vehicles += present;
    groups += announcement.size();
    for (int rank = 0; rank < announcement.size(); rank++) {
      int group = announcement.reporters(rank);
      reporting += group;
      reportedBits += (long) group * announcement.length(rank);
      smallest = Math.min(smallest, group);
      if (group > largest) {
        largest = group;
        largestLength = announcement.length(rank);
      }
    }
    if (epochs++ > 0) {
      changed += announcement.changes(before);
      compared += announcement.size() + before.size();
    }
  }

  void tell(Console console) {
    String all = epochs == 1 ? "" : String.format(Locale.ROOT, "%d epochs, ", epochs);
    String each = epochs == 1 ? "" : " an epoch";
    if (groups == 0) {
      console.note(all + mean(vehicles) + " vehicles" + each + ", fewer than k: nobody may report");
      return;
    }
    console.note(
        String.format(
            Locale.ROOT,
            "%s%s vehicles in %s groups%s of %d to %d, %.1f on average",
            all,
            mean(vehicles),
            mean(groups),
            each,
            smallest,
            largest,
            (double) reporting / groups));
    console.note(
        String.format(
            Locale.ROOT,
            "%.1f bits reported on average; %s vehicles silent%s (%.2f %%)",
            (double) reportedBits / reporting,
            mean(vehicles - reporting),
            each,
            100.0 * (vehicles - reporting) / vehicles));
    if (epochs > 1) {
      console.note(
          String.format(
              Locale.ROOT,
              "%.1f %% of the prefixes change from an epoch to the next",
              100.0 * changed / Math.max(1, compared)));
    }
    if (largest > LARGE * (long) announcer.k()) {
      console.hint(advice());
    }
  }

  private String advice() {
    String group =
        "the largest group is "
            + largest / announcer.k()
            + " k, at "
            + largestLength
            + (largestLength == 1 ? " bit" : " bits");
    if (largestLength == announcer.maxBits() && largestLength < 64) {
      return group + ": a higher --max-bits would divide it";
    }
    if (announcer.algorithm() == Announcer.Algorithm.PARTITION) {
      return group + ": --algorithm merge makes smaller groups";
    }
    return group + ": that many vehicles report one place, or --hysteresis is high";
  }

  /** A count an epoch, without decimals if there is one epoch only. */
  private String mean(long total) {
    return epochs == 1
        ? Long.toString(total)
        : String.format(Locale.ROOT, "%.1f", (double) total / epochs);
  }
}
