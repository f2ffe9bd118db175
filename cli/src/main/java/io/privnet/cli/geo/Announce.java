package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.Histogram;
import io.privnet.geo.Scheme;
import io.privnet.geo.anonymity.Announcement;
import io.privnet.geo.anonymity.AnnouncementWriter;
import io.privnet.geo.anonymity.Announcer;
import io.privnet.geo.anonymity.Census;
import io.privnet.geo.anonymity.EpochStart;
import io.privnet.geo.trace.SightingReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = {
      "Prints the prefixes that vehicles may report, each with the number of its reporters, which"
          + " is at least K. A vehicle reports the longest of them that its code begins with, or"
          + " nothing.",
      "With times there is an announcement for each epoch, made from the last position of every"
          + " vehicle in it. A prefix that the epoch before had stays as long as it has K"
          + " reporters; a new one needs more (--hysteresis).",
      "K reporters are promised for the positions given, not for those at another time (see geo"
          + " check), and for reports that cannot be linked with each other (see geo track)."
    },
    footer = {
      "  privnet geo announce samples/positions/vienna-graz.csv --k 5",
      "  privnet geo announce samples/positions/two-cities.csv --k 5 --epoch 5min"
    })
final class Announce extends Command {
  @Mixin private Positions positions;

  @Option(
      names = "--k",
      paramLabel = "K",
      required = true,
      description = "The least number of vehicles that report a prefix.")
  private int k;

  @Mixin private AnnouncerOptions announcers;

  @Mixin private EpochOption epoch;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  @Option(names = "--geojson", description = "Print the cells as one GeoJSON document.")
  private boolean geojson;

  @Override
  protected int run(Console console) throws IOException {
    if (json && geojson) {
      throw Failure.usage("only one of --json and --geojson can be chosen");
    }
    Announcer announcer = announcers.announcer(k);
    Scheme scheme = announcer.scheme();
    AnnouncementSummary summary = new AnnouncementSummary(announcer);
    try (SightingReader sightings = positions.open(console);
        Census census = new Census(sightings, epoch.length(sightings), scheme)) {
      Printer printer =
          geojson
              ? new GeoJsonPrinter(console)
              : json ? new JsonPrinter(console) : new TextPrinter(scheme, console);
      Announcement before = announcer.announce(new Histogram());
      while (census.next()) {
        Announcement announcement = announcer.announce(census.vehicles(), before);
        printer.print(census.start(), announcement);
        summary.add(announcement, before, census.vehicles().size());
        before = announcement;
      }
      printer.end();
      EpochOption.warn(sightings, console);
    }
    summary.tell(console);
    return Exit.DONE;
  }

  /** Where announcements go, one after another. */
  private abstract static class Printer {
    abstract void print(Optional<EpochStart> start, Announcement announcement) throws IOException;

    void end() throws IOException {}
  }

  private static final class TextPrinter extends Printer {
    private final AnnouncementWriter writer;
    private final Console console;

    TextPrinter(Scheme scheme, Console console) throws IOException {
      writer = new AnnouncementWriter(console.data(), scheme);
      this.console = console;
    }

    @Override
    void print(Optional<EpochStart> start, Announcement announcement) throws IOException {
      writer.write(start, announcement);
      if (console.outputIsTerminal()) {
        console.flush();
      }
    }
  }

  private static final class JsonPrinter extends Printer {
    private final Console console;

    JsonPrinter(Console console) {
      this.console = console;
    }

    @Override
    void print(Optional<EpochStart> start, Announcement announcement) throws IOException {
      Map<String, Object> record = new LinkedHashMap<>();
      start.ifPresent(s -> EpochOption.put(s, record));
      record.put("scheme", announcement.scheme());
      if (announcement.size() == 0) {
        record.put("prefix", null);
        record.put("length_bits", null);
        record.put("reporters", 0);
        console.json(record);
      }
      for (int rank = 0; rank < announcement.size(); rank++) {
        record.put("prefix", announcement.prefix(rank));
        record.put("length_bits", announcement.length(rank));
        record.put("reporters", announcement.reporters(rank));
        console.json(record);
      }
    }
  }

  /** One document for all epochs, so they are kept until the end; their features are not. */
  private static final class GeoJsonPrinter extends Printer {
    private record Dated(Optional<EpochStart> start, Announcement announcement) {
      Stream<Map<String, Object>> features() {
        return IntStream.range(0, announcement.size()).mapToObj(this::feature);
      }

      private Map<String, Object> feature(int rank) {
        Map<String, Object> properties = new LinkedHashMap<>();
        start.ifPresent(s -> EpochOption.put(s, properties));
        properties.put("length_bits", announcement.length(rank));
        properties.put("reporters", announcement.reporters(rank));
        return Cells.feature(announcement.prefix(rank), CodeFormat.BITS, properties);
      }
    }

    private final Console console;
    private final List<Dated> all = new ArrayList<>();

    GeoJsonPrinter(Console console) {
      this.console = console;
    }

    @Override
    void print(Optional<EpochStart> start, Announcement announcement) {
      all.add(new Dated(start, announcement));
    }

    @Override
    void end() throws IOException {
      Iterable<Map<String, Object>> features =
          () -> all.stream().flatMap(Dated::features).iterator();
      console.json(Cells.collection(features));
    }
  }
}
