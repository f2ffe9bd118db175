package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.TextTable;
import io.privnet.qoe.capture.CaptureCensus;
import io.privnet.qoe.capture.CaptureInfo;
import io.privnet.qoe.capture.CaptureInterface;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Compression;
import io.privnet.qoe.capture.LinkType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Tells of each capture its format, packets, bytes and times, its interfaces with link type,"
            + " snapshot length and drops, whether it is complete and in order of time, and what of"
            + " it other commands do not look into.",
    footer = {
      "  privnet qoe info samples/captures/rtp6.pcapng",
      "  privnet qoe info --json samples/captures/*.pcap*"
    })
final class InfoCommand extends Command {
  @CommandLine.Mixin private CaptureInput input;

  @CommandLine.Option(names = "--json", description = "One JSON record a capture.")
  private boolean json;

  @CommandLine.Option(
      names = "--time",
      paramLabel = "FORM",
      description = "Times as iso or as epoch seconds (iso).")
  private Moment time = Moment.iso;

  private boolean printed;

  @Override
  protected int run(Console console) throws IOException {
    input.each(console, session -> tell(console, session));
    return Exit.DONE;
  }

  private void tell(Console console, CaptureInput.Session session) throws IOException {
    try (CaptureReader reader = session.open(console)) {
      CaptureInfo info = CaptureInfo.of(reader);
      if (json) {
        printRecord(console, session.name(), info, reader.census());
        return;
      }
      if (printed) {
        console.println("");
      }
      printed = true;
      printSheet(console, info, reader.census());
    }
  }

  private static String names(Iterable<?> values) {
    List<String> names = new ArrayList<>();
    values.forEach(value -> names.add(value.toString()));
    return String.join(", ", names);
  }

  // --- JSON

  private static void printRecord(
      Console console, String file, CaptureInfo info, CaptureCensus census) throws IOException {
    boolean timed = info.timedPackets() > 0;
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("file", file);
    record.put("file_type", names(info.formats()));
    record.put("compression", names(info.compressions()));
    record.put("packets", info.packets());
    record.put("bytes", info.bytes());
    record.put("captured_bytes", info.capturedBytes());
    record.put("cut_packets", info.cutPackets());
    record.put("first_epoch_s", timed ? seconds(info.firstNanos()) : null);
    record.put("last_epoch_s", timed ? seconds(info.lastNanos()) : null);
    record.put("duration_s", timed ? seconds(info.lastNanos() - info.firstNanos()) : null);
    record.put("in_order", info.inOrder());
    record.put("complete", census.earlyEnd().isEmpty());
    record.put("early_end", census.earlyEnd().orElse(null));
    record.put(
        "link_types",
        info.interfaces().stream().map(CaptureInterface::linkType).distinct().toList());
    record.put("interfaces", info.interfaces().stream().map(InfoCommand::interfaceRecord).toList());
    record.put("doubts", counts(census.doubts()));
    record.put("passed_over", counts(census.passedOver()));
    console.json(record);
  }

  private static Number seconds(long nanos) {
    return Decimal.number(Decimal.seconds(nanos));
  }

  private static Map<String, Object> interfaceRecord(CaptureInterface from) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("name", from.name().isEmpty() ? null : from.name());
    record.put("link_type", from.linkType());
    record.put("snaplen", from.snapLength() == 0 ? null : from.snapLength());
    record.put("packets", from.packets());
    record.put("received", known(from.received()));
    record.put("dropped", known(from.dropped()));
    return record;
  }

  private static Long known(long count) {
    return count == CaptureInterface.UNKNOWN ? null : count;
  }

  private static List<Map<String, Object>> counts(List<CaptureCensus.Count> counts) {
    return counts.stream()
        .map(
            count -> {
              Map<String, Object> record = new LinkedHashMap<>();
              record.put("what", count.what());
              record.put("count", count.count());
              return record;
            })
        .toList();
  }

  // --- for people

  private void printSheet(Console console, CaptureInfo info, CaptureCensus census)
      throws IOException {
    boolean timed = info.timedPackets() > 0;
    console.println(console.style(Console.Style.BOLD, TableText.printable(census.name())));
    String compressed =
        info.compressions().stream()
            .filter(compression -> compression != Compression.NONE)
            .map(Compression::toString)
            .collect(Collectors.joining(", "));
    line(
        console,
        "file type",
        names(info.formats()) + (compressed.isEmpty() ? "" : ", compressed with " + compressed));
    line(
        console,
        "packets",
        info.packets()
            + (info.cutPackets() > 0 ? ", of which " + info.cutPackets() + " are cut short" : ""));
    line(
        console,
        "bytes",
        info.bytes()
            + (info.capturedBytes() < info.bytes()
                ? ", of which " + info.capturedBytes() + " are captured"
                : ""));
    line(console, "first packet", timed ? time.write(info.firstNanos()) : "-");
    line(console, "last packet", timed ? time.write(info.lastNanos()) : "-");
    line(
        console,
        "duration",
        timed ? Decimal.seconds(info.lastNanos() - info.firstNanos()) + " s" : "-");
    line(console, "in order", info.inOrder() ? "yes" : "no, packets are earlier than those before");
    line(
        console,
        "complete",
        census.earlyEnd().map(end -> "no, " + TableText.printable(end)).orElse("yes"));
    for (CaptureCensus.Count doubt : census.doubts()) {
      line(console, "doubtful", doubt.count() + " " + doubt.what());
    }
    for (CaptureCensus.Count passed : census.passedOver()) {
      line(console, "passed over", passed.count() + " " + passed.what());
    }
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {"  interface", "link type", "snaplen", "packets", "received", "dropped"});
    int number = 0;
    for (CaptureInterface from : info.interfaces()) {
      rows.add(
          new String[] {
            "  " + number++ + (from.name().isEmpty() ? "" : " " + TableText.printable(from.name())),
            LinkType.describe(from.linkType()),
            from.snapLength() == 0 ? "none" : Long.toString(from.snapLength()),
            Long.toString(from.packets()),
            from.received() == CaptureInterface.UNKNOWN ? "-" : Long.toString(from.received()),
            from.dropped() == CaptureInterface.UNKNOWN ? "-" : Long.toString(from.dropped())
          });
    }
    TextTable.print(console, rows, "llrrrr");
  }

  private static void line(Console console, String what, String value) throws IOException {
    console.println("  " + what + " ".repeat(14 - what.length()) + value);
  }
}
