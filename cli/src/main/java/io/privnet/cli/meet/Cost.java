package io.privnet.cli.meet;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.Span;
import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.protocol.LocalNegotiation;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Phase;
import io.privnet.meeting.protocol.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description =
        "Prints the messages that each protocol takes when only the last slot is common, which is"
            + " the most there can be, and when none is. With --measure such negotiations are run,"
            + " and what they took stands beside it, in CPU time to 10 ms.",
    footer = {
      "  privnet meet cost --parties 5,10 --slots 24",
      "  privnet meet cost --parties 5 --slots 24 --rtt 100ms --json"
    })
final class Cost extends Command {
  @Option(
      names = "--parties",
      paramLabel = "N",
      split = ",",
      required = true,
      description = "Number of parties, one or several.")
  private List<Integer> parties;

  @Option(
      names = "--slots",
      paramLabel = "L",
      split = ",",
      required = true,
      description = "Number of slots, one or several.")
  private List<Integer> slots;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      split = ",",
      description = "Only these protocols (all).")
  private List<String> names = Protocol.all().stream().map(Protocol::name).toList();

  @Option(names = "--measure", description = "Run the negotiations and count.")
  private boolean measure;

  @Option(
      names = "--rtt",
      paramLabel = "TIME",
      description =
          "Also measure how long it takes when every message is half this time on its way, such as"
              + " 100ms; runs the negotiations, too.")
  private String rtt;

  @Option(names = "--json", description = "Print a JSON object for each line.")
  private boolean json;

  /**
   * What was measured.
   *
   * @param cpu of this process, for each party
   */
  private record Measured(Outcome outcome, Duration cpu) {}

  /** One line of the table. */
  private record Case(Protocol protocol, int parties, int slots, Optional<Measured> measured) {
    long messages(boolean found) {
      long sum = 0;
      for (Phase phase : Phase.values()) {
        sum += protocol.messages(phase, protocol.terms(), parties, slots, found);
      }
      return sum;
    }
  }

  @Override
  protected int run(Console console) throws Exception {
    List<Case> cases = new ArrayList<>();
    for (Protocol protocol : names.stream().map(Protocol::named).toList()) {
      for (int n : parties) {
        for (int l : slots) {
          check(n, l);
          cases.add(
              new Case(
                  protocol,
                  n,
                  l,
                  measure || rtt != null
                      ? Optional.of(onlyLastCommon(protocol, n, l))
                      : Optional.empty()));
        }
      }
    }
    if (json) {
      for (Case one : cases) {
        console.json(record(one));
      }
    } else {
      table(console, cases);
    }
    return Exit.DONE;
  }

  private static void check(int n, int l) {
    if (n < 2 || n > Invitation.MAX_PARTIES) {
      throw Failure.usage("--parties: 2 to " + Invitation.MAX_PARTIES + ", not " + n);
    }
    if (l < 1 || l > Grid.MAX_SLOTS) {
      throw Failure.usage("--slots: 1 to " + Grid.MAX_SLOTS + ", not " + l);
    }
  }

  /** At each slot but the last one party is busy, in turn. */
  private Measured onlyLastCommon(Protocol protocol, int n, int l) throws InterruptedException {
    LinkedHashMap<String, Availability> agendas = new LinkedHashMap<>();
    for (int party = 0; party < n; party++) {
      BitSet free = new BitSet(l);
      free.set(0, l);
      for (int slot = party; slot < l - 1; slot += n) {
        free.clear(slot);
      }
      agendas.put("party" + (party + 1), new Availability(l, free));
    }
    try {
      LocalNegotiation negotiation =
          new LocalNegotiation(protocol.name(), agendas).under(protocol.terms().evenIfInsecure());
      if (rtt != null) {
        Duration oneWay = Span.parse("--rtt", rtt).dividedBy(2);
        // A party that waits for the others' rounds is not silent for that.
        negotiation
            .delayedBy(oneWay)
            .silence(LocalNegotiation.SILENCE.plus(oneWay.multipliedBy(4L * n)));
      }
      Duration before = cpu();
      Outcome outcome = negotiation.run();
      return new Measured(outcome, cpu().minus(before).dividedBy(n));
    } catch (NegotiationException e) {
      throw Failure.peer(e.getMessage(), e);
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private Map<String, Object> record(Case one) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("protocol", one.protocol.name());
    record.put("parties", one.parties);
    record.put("slots", one.slots);
    record.put("formula", one.protocol.formula(one.protocol.terms()));
    record.put("messages", one.messages(true));
    record.put(
        "messages_by_phase",
        Run.byPhase(
            phase ->
                one.protocol.messages(phase, one.protocol.terms(), one.parties, one.slots, true)));
    record.put("messages_if_none", one.messages(false));
    record.put("rounds", one.protocol.rounds(one.protocol.terms(), one.parties, one.slots, true));
    one.measured.ifPresent(
        measured -> {
          Outcome outcome = measured.outcome;
          record.put("measured_messages", outcome.sent().messages());
          record.put("measured_messages_by_phase", Run.byPhase(outcome.sent()::messages));
          record.put("measured_rounds", outcome.rounds());
          record.put("bytes", outcome.sent().bytes());
          record.put("bytes_per_party", outcome.sent().bytes() / one.parties);
          record.put("cpu_per_party_s", Run.seconds(measured.cpu));
          if (rtt != null) {
            record.put("rtt_s", Run.seconds(Span.parse("--rtt", rtt)));
          }
          record.put("elapsed_s", Run.seconds(outcome.elapsed()));
        });
    return record;
  }

  private void table(Console console, List<Case> cases) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> head =
        new ArrayList<>(List.of("protocol", "parties", "slots", "messages", "if none", "rounds"));
    if (measure || rtt != null) {
      head.addAll(List.of("measured", "in rounds", "bytes a party", "CPU s a party", "elapsed s"));
    }
    head.add("formula");
    rows.add(head);
    for (Case one : cases) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  one.protocol.name(),
                  Integer.toString(one.parties),
                  Integer.toString(one.slots),
                  Long.toString(one.messages(true)),
                  Long.toString(one.messages(false)),
                  Integer.toString(
                      one.protocol.rounds(one.protocol.terms(), one.parties, one.slots, true))));
      one.measured.ifPresent(
          measured -> {
            Outcome outcome = measured.outcome;
            row.add(Long.toString(outcome.sent().messages()));
            row.add(Integer.toString(outcome.rounds()));
            row.add(Long.toString(outcome.sent().bytes() / one.parties));
            row.add(String.format(Locale.ROOT, "%.3f", Run.seconds(measured.cpu)));
            row.add(String.format(Locale.ROOT, "%.3f", Run.seconds(outcome.elapsed())));
          });
      row.add(one.protocol.formula(one.protocol.terms()));
      rows.add(row);
    }
    int[] widths = new int[head.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        boolean text = i == 0 || i == widths.length - 1;
        line.append(i == 0 ? "" : "  ").append(text ? row.get(i) + padding : padding + row.get(i));
      }
      console.println(line.toString().stripTrailing());
    }
  }
}
