package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.Span;
import io.privnet.geo.anonymity.Announcement;
import io.privnet.geo.anonymity.AnnouncementReader;
import io.privnet.geo.anonymity.AnnouncementWriter;
import io.privnet.geo.anonymity.AnonymitySets;
import io.privnet.geo.anonymity.Census;
import io.privnet.geo.anonymity.EpochStart;
import io.privnet.geo.trace.SightingReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = {
      "Lets every vehicle report the longest announced prefix of its code and counts who reports"
          + " what, whatever counts the announcement states. Prefixes that some report, but fewer"
          + " than K, are printed with their numbers of reporters, and the exit code is 1.",
      "With times every epoch is checked against the announcement in force when it begins: the last"
          + " whose own epoch does not begin later. K is promised for the positions that an"
          + " announcement was made from; --lag shows how far it holds for those of a later time."
    },
    footer = {
      "  privnet geo announce samples/positions/two-cities.csv --k 5 > announced",
      "  privnet geo check announced samples/positions/two-cities.csv --k 5",
      "  privnet geo check announced samples/positions/two-cities.csv --k 3 --lag 60s"
    })
final class Check extends Command {
  @Parameters(
      paramLabel = "ANNOUNCEMENT",
      description = "What announce prints, as text or JSON Lines; - is standard input.")
  private String file;

  @Parameters(paramLabel = "POSITIONS", description = Positions.DESCRIPTION)
  private String positions;

  @Option(
      names = "--k",
      paramLabel = "K",
      required = true,
      description = "The least number of vehicles that have to report a prefix.")
  private int k;

  @Mixin private EpochOption epoch;

  @Option(
      names = "--lag",
      paramLabel = "TIME",
      description =
          "Take the announcement in force so long before each epoch begins, such as 60s (none).")
  private String lag;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  private long vehicles;
  private long early;
  private long silent;
  private long exposed;
  private double reportedBits;
  private long groups;
  private long violations;
  private long announced;
  private long differing;
  private int smallest = Integer.MAX_VALUE;
  private int largest;

  @Override
  protected int run(Console console) throws IOException {
    if (k < 1) {
      throw Failure.usage("--k has to be at least 1, not " + k);
    }
    long lagMillis = lag == null ? 0 : Span.parse("--lag", lag).toMillis();
    try (AnnouncementReader announcements =
            new AnnouncementReader(console.open(file), Console.nameOf(file));
        SightingReader sightings = Positions.open(positions, console);
        Census census = new Census(sightings, epoch.length(sightings), announcements.scheme())) {
      while (census.next()) {
        if (!inForce(announcements, census.start(), lagMillis)) {
          early += census.vehicles().size();
          continue;
        }
        AnonymitySets sets = new AnonymitySets(announcements.announcement());
        sets.add(census.vehicles());
        count(sets);
        print(sets, census.start(), console);
      }
      EpochOption.warn(sightings, console);
    }
    if (vehicles == 0) {
      throw Failure.data(
              "nothing to check: no positions of a time at which an announcement is in force")
          .hint(early + " vehicles are of epochs before the first announcement");
    }
    tell(console);
    return violations == 0 ? Exit.DONE : Exit.NO;
  }

  private boolean inForce(
      AnnouncementReader announcements, Optional<EpochStart> start, long lagMillis)
      throws IOException {
    if (start.isEmpty()) {
      announcements.next();
      if (announcements.isLast()) {
        return true;
      }
      throw Failure.data("positions without times, and an announcement for each of several epochs");
    }
    boolean inForce = announcements.moveTo(start.get().millis() - lagMillis);
    announcements.start().ifPresent(announced -> requireSameClock(announced, start.get()));
    return inForce;
  }

  private void requireSameClock(EpochStart announced, EpochStart seen) {
    if (announced.since1970() != seen.since1970()) {
      throw Failure.data(
              "the times of "
                  + Console.nameOf(file)
                  + " and of "
                  + Console.nameOf(positions)
                  + " are of different clocks")
          .hint("an epoch of the one begins at " + announced + ", of the other at " + seen);
    }
  }

  private void count(AnonymitySets sets) {
    Announcement announcement = sets.announcement();
    vehicles += sets.vehicles();
    silent += sets.silent();
    exposed += sets.exposed(k);
    violations += sets.violations(k);
    for (int rank = 0; rank < announcement.size(); rank++) {
      int size = sets.size(rank);
      announced++;
      differing += size != announcement.reporters(rank) ? 1 : 0;
      if (size > 0) {
        reportedBits += (double) size * announcement.length(rank);
        groups++;
        smallest = Math.min(smallest, size);
        largest = Math.max(largest, size);
      }
    }
  }

  private void print(AnonymitySets sets, Optional<EpochStart> start, Console console)
      throws IOException {
    Announcement announcement = sets.announcement();
    for (int rank = 0; rank < announcement.size(); rank++) {
      int size = sets.size(rank);
      if (size == 0 || size >= k) {
        continue;
      }
      if (json) {
        Map<String, Object> record = new LinkedHashMap<>();
        start.ifPresent(s -> EpochOption.put(s, record));
        record.put("scheme", announcement.scheme());
        record.put("prefix", announcement.prefix(rank));
        record.put("length_bits", announcement.length(rank));
        record.put("announced_reporters", announcement.reporters(rank));
        record.put("reporters", size);
        console.json(record);
      } else {
        console.println(
            start.map(s -> s + "\t").orElse("")
                + AnnouncementWriter.name(announcement.prefix(rank))
                + "\t"
                + size);
      }
    }
  }

  private void tell(Console console) {
    if (early > 0) {
      console.note(early + " vehicles left out, of epochs before the first announcement");
    }
    String what =
        groups == 0
            ? "nobody reports"
            : String.format(
                Locale.ROOT,
                "%d %s of %d to %d vehicles",
                groups,
                groups == 1 ? "group" : "groups",
                smallest,
                largest);
    console.note(
        violations == 0
            ? "k = " + k + " holds: " + what
            : String.format(
                Locale.ROOT,
                "k = %d does not hold: %s; %d too small, which expose %d of %d vehicles (%.2f %%)",
                k,
                what,
                violations,
                exposed,
                vehicles,
                100.0 * exposed / vehicles));
    console.note(
        String.format(
            Locale.ROOT,
            "%d of %d vehicles report (%.2f %%)%s",
            vehicles - silent,
            vehicles,
            100.0 * (vehicles - silent) / vehicles,
            groups == 0
                ? ""
                : String.format(
                    Locale.ROOT, ", %.1f bits on average", reportedBits / (vehicles - silent))));
    if (differing > 0) {
      console.note(
          "prefixes with more or fewer reporters than announced: "
              + differing
              + " of "
              + announced);
    }
  }
}
