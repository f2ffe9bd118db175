package io.privnet.cli.meet;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.Progress;
import io.privnet.cli.Span;
import io.privnet.cli.TextTable;
import io.privnet.meeting.Invitation;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.protocol.LocalNegotiation;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Phase;
import io.privnet.meeting.protocol.Progress.Event.Trying;
import io.privnet.meeting.protocol.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = {
      "Prints the messages that each protocol takes when only the last slot is common, which is"
          + " the most there can be, and when none is: the n (n-1) messages in which all compare"
          + " their results then fall away. Each stands with the formula of n parties and l slots"
          + " that gives it.",
      "With --measure such negotiations are run, all parties in this process, and what they took"
          + " stands beside it: messages, rounds, bytes and CPU time for each party, to 10 ms, and"
          + " the time from start to end."
    },
    footer = {
      "  privnet meet cost --protocol veto --open all --parties 5 --slots 24 --measure",
      "  privnet meet cost --parties 5,10 --slots 24",
      "  privnet meet cost --parties 5 --slots 24 --rtt 100ms --json"
    })
final class Cost extends Command {
  private static final Duration LONGEST_RTT = Duration.ofHours(1);

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

  @Option(
      names = "--open",
      paramLabel = "COUNT",
      description = "veto: open so many slots in a round, or all (1).")
  private String open;

  @Option(names = "--batch", description = "sdc: evaluate all slots in the same rounds.")
  private boolean batch;

  @Option(names = "--measure", description = "Run the negotiations and count.")
  private boolean measure;

  @Option(
      names = "--rtt",
      paramLabel = "TIME",
      description =
          "Measure, with every message half this time on its way, such as 100ms, and so also how"
              + " long it takes across a network.")
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
  private record Case(Protocol protocol, Terms terms, int parties, int slots) {
    long messages(boolean found) {
      long sum = 0;
      for (Phase phase : Phase.values()) {
        sum += messages(phase, found);
      }
      return sum;
    }

    long messages(Phase phase, boolean found) {
      return protocol.messages(phase, terms, parties, slots, found);
    }

    int rounds() {
      return protocol.rounds(terms, parties, slots, true);
    }

    String formula() {
      return protocol.formula(terms, parties, slots);
    }
  }

  @Override
  protected int run(Console console) throws Exception {
    List<Case> cases = cases();
    Optional<Duration> roundTrip = Optional.ofNullable(rtt).map(Cost::roundTrip);
    List<String> head = head();
    List<String[]> rows = new ArrayList<>();
    rows.add(head.toArray(String[]::new));
    for (Case one : cases) {
      Optional<Measured> measured =
          measure || rtt != null
              ? Optional.of(measured(console, one, roundTrip))
              : Optional.empty();
      if (json) {
        console.json(record(one, measured, roundTrip));
      } else {
        rows.add(row(one, measured).toArray(String[]::new));
      }
    }
    console.endProgress();
    if (!json) {
      TextTable.print(console, rows, "l" + "r".repeat(head.size() - 2) + "l");
    }
    return Exit.DONE;
  }

  private List<Case> cases() {
    List<Protocol> protocols = names.stream().map(ProtocolOptions::named).toList();
    checkFor("--open", open != null, "veto", protocols);
    checkFor("--batch", batch, "sdc", protocols);
    parties.forEach(n -> check("--parties", n, 2, Invitation.MAX_PARTIES));
    slots.forEach(l -> check("--slots", l, 1, Grid.MAX_SLOTS));
    List<Case> cases = new ArrayList<>();
    for (Protocol protocol : protocols) {
      slots.forEach(l -> check("--slots with " + protocol.name(), l, 1, protocol.mostSlots()));
      for (int n : parties) {
        slots.forEach(l -> cases.add(new Case(protocol, terms(protocol), n, l)));
      }
    }
    return cases;
  }

  private static Duration roundTrip(String text) {
    Duration time = Span.parse("--rtt", text);
    if (time.compareTo(LONGEST_RTT) > 0) {
      throw Failure.usage("--rtt: at most 1h, not " + text);
    }
    return time;
  }

  private static void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw Failure.usage(option + ": " + least + " to " + most + ", not " + value);
    }
  }

  private static void checkFor(
      String option, boolean given, String protocol, List<Protocol> protocols) {
    if (given && protocols.stream().noneMatch(p -> p.name().equals(protocol))) {
      throw Failure.usage(option + " is for protocol " + protocol);
    }
  }

  /** How a protocol is run here, even among few. */
  private Terms terms(Protocol protocol) {
    Terms terms = protocol.terms().evenIfInsecure();
    return switch (protocol.name()) {
      case "veto" -> open == null ? terms : terms.opening(ProtocolOptions.open(open));
      case "sdc" -> batch ? terms.batched() : terms;
      default -> terms;
    };
  }

  private static Measured measured(Console console, Case one, Optional<Duration> roundTrip)
      throws InterruptedException {
    LocalNegotiation negotiation =
        new LocalNegotiation(one.protocol.name(), onlyLastCommon(one.parties, one.slots))
            .under(one.terms);
    roundTrip
        .map(time -> time.dividedBy(2))
        .ifPresent(
            oneWay ->
                // A party that waits for the others' rounds is not silent for that.
                negotiation
                    .delayedBy(oneWay)
                    .silence(LocalNegotiation.SILENCE.plus(oneWay.multipliedBy(4L * one.parties))));
    Progress progress =
        console.progress(
            one.protocol.name() + " with " + one.parties + " parties, slots tried of " + one.slots);
    AtomicInteger tried = new AtomicInteger();
    negotiation
        .observedBy(
            event -> {
              if (event instanceof Trying trying) {
                tried.set(trying.slot());
              }
            })
        .loggedBy(party -> frame -> progress.at(tried.get(), 0));
    Duration before = cpu();
    try {
      Outcome outcome = negotiation.run();
      return new Measured(outcome, cpu().minus(before).dividedBy(one.parties));
    } catch (NegotiationException e) {
      throw Failure.peer(e.getMessage(), e);
    }
  }

  /** At each slot but the last one party is busy, in turn. */
  private static LinkedHashMap<String, Availability> onlyLastCommon(int n, int l) {
    LinkedHashMap<String, Availability> agendas = new LinkedHashMap<>();
    for (int party = 0; party < n; party++) {
      BitSet free = new BitSet(l);
      free.set(0, l);
      for (int slot = party; slot < l - 1; slot += n) {
        free.clear(slot);
      }
      agendas.put("party" + (party + 1), new Availability(l, free));
    }
    return agendas;
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static Map<String, Object> record(
      Case one, Optional<Measured> measured, Optional<Duration> roundTrip) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("protocol", one.protocol.name());
    record.put("parties", one.parties);
    record.put("slots", one.slots);
    record.put("open", one.terms.open() == 0 ? one.slots : one.terms.open());
    record.put("batch", one.terms.batch());
    record.put("formula", one.formula());
    record.put("messages", one.messages(true));
    record.put("messages_by_phase", Run.byPhase(phase -> one.messages(phase, true)));
    record.put("messages_if_none", one.messages(false));
    record.put("rounds", one.rounds());
    if (measured.isPresent()) {
      Outcome outcome = measured.get().outcome;
      record.put("measured_messages", outcome.sent().messages());
      record.put("measured_messages_by_phase", Run.byPhase(outcome.sent()::messages));
      record.put("measured_rounds", outcome.rounds());
      record.put("bytes", outcome.sent().bytes());
      record.put("bytes_per_party", outcome.sent().bytes() / one.parties);
      record.put("cpu_per_party_s", Run.seconds(measured.get().cpu));
      roundTrip.ifPresent(time -> record.put("rtt_s", Run.seconds(time)));
      record.put("elapsed_s", Run.seconds(outcome.elapsed()));
    }
    return record;
  }

  private List<String> head() {
    List<String> head =
        new ArrayList<>(List.of("protocol", "parties", "slots", "messages", "if none", "rounds"));
    if (measure || rtt != null) {
      head.addAll(List.of("measured", "in rounds", "bytes a party", "CPU s a party", "elapsed s"));
    }
    head.add("formula");
    return head;
  }

  private static List<String> row(Case one, Optional<Measured> measured) {
    List<String> row = new ArrayList<>();
    row.add(one.protocol.name());
    for (long count :
        new long[] {
          one.parties, one.slots, one.messages(true), one.messages(false), one.rounds()
        }) {
      row.add(Long.toString(count));
    }
    if (measured.isPresent()) {
      Outcome outcome = measured.get().outcome;
      row.add(Long.toString(outcome.sent().messages()));
      row.add(Integer.toString(outcome.rounds()));
      row.add(Long.toString(outcome.sent().bytes() / one.parties));
      row.add(String.format(Locale.ROOT, "%.3f", Run.seconds(measured.get().cpu)));
      row.add(String.format(Locale.ROOT, "%.3f", Run.seconds(outcome.elapsed())));
    }
    row.add(one.formula());
    return row;
  }
}
