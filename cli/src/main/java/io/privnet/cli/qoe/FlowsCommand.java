package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.TextTable;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.series.Flow;
import io.privnet.qoe.series.Flows;
import io.privnet.qoe.series.RoleGuess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Lists the conversations of a capture, the heaviest first, with packets and frame bytes"
            + " each way, and guesses which side is the user and which the instrument. A is who"
            + " opened a TCP connection, otherwise who was seen first.",
    footer = {
      "  privnet qoe flows samples/captures/direct-novice.pcap",
      "  privnet qoe flows --json samples/captures/rtp4.pcap | head -1"
    })
final class FlowsCommand extends Command {
  @CommandLine.Mixin private CaptureInput input;

  @CommandLine.Option(names = "--json", description = "One JSON record a flow, then the guess.")
  private boolean json;

  @CommandLine.Option(
      names = "--time",
      paramLabel = "FORM",
      description = "Times as iso or as epoch seconds (iso).")
  private Moment time = Moment.iso;

  @Override
  protected int run(Console console) throws IOException {
    List<CaptureInput.Session> sessions = input.sessions();
    input.each(
        console,
        session -> {
          if (sessions.size() > 1 && !json) {
            console.println((session == sessions.getFirst() ? "" : "\n") + session.name());
          }
          list(console, session);
        });
    return Exit.DONE;
  }

  private void list(Console console, CaptureInput.Session session) throws IOException {
    String capture = session.name();
    Flows flows;
    try (CaptureReader reader = session.open(console)) {
      flows = Flows.of(reader);
      CaptureInput.report(console, reader.census());
    }
    Optional<RoleGuess> guess = RoleGuess.of(flows);
    if (json) {
      printRecords(console, capture, flows, guess);
    } else {
      printTable(console, flows, guess);
    }
    if (flows.otherPackets() > 0) {
      console.warn(
          capture
              + ": more than "
              + Flows.MAX_FLOWS
              + " flows: "
              + flows.otherPackets()
              + " packets, "
              + flows.otherBytes()
              + " bytes, of later ones are not listed");
    }
  }

  private static void printRecords(
      Console console, String capture, Flows flows, Optional<RoleGuess> guess) throws IOException {
    for (Flow flow : flows.flows()) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("capture", capture);
      record.put("protocol", protocol(flow.protocol()));
      record.put("a", flow.a());
      record.put("b", flow.b());
      record.put("a_to_b_packets", flow.packetsAb());
      record.put("a_to_b_bytes", flow.bytesAb());
      record.put("a_to_b_payload_bytes", flow.payloadAb());
      record.put("b_to_a_packets", flow.packetsBa());
      record.put("b_to_a_bytes", flow.bytesBa());
      record.put("b_to_a_payload_bytes", flow.payloadBa());
      record.put("first_epoch_s", Decimal.number(Decimal.seconds(flow.firstNanos())));
      record.put("last_epoch_s", Decimal.number(Decimal.seconds(flow.lastNanos())));
      console.json(record);
    }
    if (guess.isPresent()) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("capture", capture);
      record.put("user", guess.get().user());
      record.put("instrument", guess.get().instrument());
      record.put("reason", guess.get().reason());
      console.json(record);
    }
  }

  private void printTable(Console console, Flows flows, Optional<RoleGuess> guess)
      throws IOException {
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "protocol", "A", "B", "A>B packets", "bytes", "B>A packets", "bytes", "first", "last"
        });
    for (Flow flow : flows.flows()) {
      rows.add(
          new String[] {
            protocol(flow.protocol()),
            flow.a().toString(),
            flow.b().toString(),
            Long.toString(flow.packetsAb()),
            Long.toString(flow.bytesAb()),
            Long.toString(flow.packetsBa()),
            Long.toString(flow.bytesBa()),
            time.write(flow.firstNanos()),
            time.write(flow.lastNanos())
          });
    }
    TextTable.print(console, rows, "lllrrrrll");
    if (guess.isPresent()) {
      console.println("");
      console.println(
          "guess: --user " + guess.get().user() + " --instrument " + guess.get().instrument());
      console.println("reason: " + guess.get().reason());
    } else if (!flows.flows().isEmpty()) {
      console.note("no TCP connection, so no guess of user and instrument");
    }
  }

  private static String protocol(int number) {
    return switch (number) {
      case 1 -> "icmp";
      case 2 -> "igmp";
      case 6 -> "tcp";
      case 17 -> "udp";
      case 58 -> "icmpv6";
      case 132 -> "sctp";
      default -> Integer.toString(number);
    };
  }
}
