package io.privnet.cli.meet;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.OutputFile;
import io.privnet.cli.Progress;
import io.privnet.cli.agenda.AgendaOptions;
import io.privnet.cli.agenda.GridOptions;
import io.privnet.meeting.Appointment;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Agenda;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.protocol.LocalNegotiation;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Phase;
import io.privnet.meeting.protocol.Progress.Event.Trying;
import io.privnet.meeting.protocol.Protocol;
import io.privnet.meeting.protocol.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Finds the first slot at which all are free, without showing anybody's agenda to anybody:"
            + " every party is a thread of its own, and nothing passes between them but the"
            + " messages of the protocol. Prints the slot as START/END or, when all agendas are"
            + " .bits and no grid is given, its number, counted from 0. Exit 1 when there is none."
            + " What the protocols protect is said at privnet meet host.",
    footer = {
      "  privnet meet run samples/agendas/*.ics --window 2026-11-23/2026-11-27",
      "  privnet meet run samples/agendas/*.ics --window 2026-11-23/2026-11-27 \\",
      "      --hours 09:00-17:00 --days mon-fri --protocol xor --json"
    })
final class Run extends Command {
  @Parameters(
      paramLabel = "AGENDA",
      arity = "1..*",
      description =
          "An .ics, .csv or .bits file, or -, for each party, which is called like its file; the"
              + " first one invites.")
  private List<String> files;

  @Mixin private GridOptions gridOptions;
  @Mixin private AgendaOptions agendaOptions;

  @Mixin private ProtocolOptions protocolOptions;

  @Option(
      names = "--after",
      paramLabel = "SLOT|TIME",
      description =
          "Try only slots that start after this one (its number, from 0) or this time (ISO 8601),"
              + " because people turned it down.")
  private String after;

  @Option(
      names = "--ics",
      paramLabel = "FILE",
      description = "Write the agreed meeting as a calendar file; - prints it instead of the slot.")
  private String ics;

  @Option(names = "--json", description = "Print the outcome as a JSON object.")
  private boolean json;

  @Option(
      names = "--trace",
      description = "Show each message, as each party sees it, on standard error.")
  private boolean trace;

  @Option(
      names = "--decline",
      paramLabel = "NAME",
      split = ",",
      description = "Let these parties decline; the rest go on.")
  private Set<String> declining = Set.of();

  @Override
  protected int run(Console console) throws Exception {
    if (json && "-".equals(ics)) {
      throw Failure.usage("--json and --ics - exclude each other");
    }
    List<String> names = files.stream().map(AgendaOptions::name).toList();
    checkNames(names);
    protocolOptions.checkParties(names.size());
    int dummies = protocolOptions.dummies();
    Terms terms = protocolOptions.terms(console, ProtocolOptions.DefaultSetup.READY);
    List<Agenda> agendas = new ArrayList<>();
    for (String file : files) {
      agendas.add(AgendaOptions.read(console, file));
    }
    Optional<Grid> grid = grid(agendas);
    if (ics != null && grid.isEmpty()) {
      throw Failure.usage("--ics needs a grid, so that the meeting has a time")
          .hint("give the grid with --window and what else describes it");
    }
    LinkedHashMap<String, Availability> free = availabilities(names, agendas, grid);
    int slots = free.get(names.getFirst()).slots();
    int first = after == null ? 0 : new Turndown(after).firstAfter(slots, grid);
    LocalNegotiation negotiation =
        new LocalNegotiation(protocolOptions.protocol().name(), free)
            .under(terms)
            .from(first)
            .dummies(dummies)
            .declining(declining);
    grid.ifPresent(negotiation::over);
    if (trace) {
      negotiation.watchedBy(sighting -> console.trace(line(sighting)));
    }
    if (ics == null || ics.equals("-")) {
      return report(console, negotiate(console, negotiation, terms, first, slots), grid, slots);
    }
    try (OutputFile calendar = console.create(ics, files)) {
      Outcome outcome = negotiate(console, negotiation, terms, first, slots);
      if (outcome.slot().isPresent()) {
        calendar.stream()
            .write(appointment(outcome, grid.orElseThrow()).getBytes(StandardCharsets.UTF_8));
        calendar.commit();
      }
      return report(console, outcome, grid, slots);
    }
  }

  private void checkNames(List<String> names) {
    if (names.size() < 2) {
      throw Failure.usage("a meeting takes two agendas or more").hint("name a file for each party");
    }
    for (int i = 0; i < names.size(); i++) {
      int same = names.indexOf(names.get(i));
      if (same < i) {
        throw Failure.usage(
                files.get(same)
                    + " and "
                    + files.get(i)
                    + " give two parties the name '"
                    + names.get(i)
                    + "'")
            .hint("name the files differently");
      }
    }
  }

  private Optional<Grid> grid(List<Agenda> agendas) {
    boolean allBits = agendas.stream().allMatch(agenda -> agenda.bits().isPresent());
    return allBits && !gridOptions.given() ? Optional.empty() : Optional.of(gridOptions.grid());
  }

  private LinkedHashMap<String, Availability> availabilities(
      List<String> names, List<Agenda> agendas, Optional<Grid> grid) throws IOException {
    LinkedHashMap<String, Availability> free = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Availability bits =
          grid.isPresent()
              ? agendas.get(i).over(grid.get(), agendaOptions.tentative())
              : agendas.get(i).bits().orElseThrow();
      free.put(names.get(i), bits);
      int slots = free.get(names.getFirst()).slots();
      if (bits.slots() != slots) {
        throw Failure.data(
            files.get(i)
                + ": has "
                + bits.slots()
                + " slots, but "
                + files.getFirst()
                + " has "
                + slots);
      }
    }
    return free;
  }

  private Outcome negotiate(
      Console console, LocalNegotiation negotiation, Terms terms, int first, int slots)
      throws InterruptedException {
    protocolOptions.warnOfFew(console, files.size() - declining.size());
    negotiation.under(protocolOptions.dealt(console, terms));
    if (!trace) {
      showProgress(console, negotiation, first, slots);
    }
    try {
      return negotiation.run();
    } catch (NegotiationException e) {
      throw Failure.peer(e.getMessage(), e);
    } finally {
      console.endProgress();
    }
  }

  private static void showProgress(
      Console console, LocalNegotiation negotiation, int first, int slots) {
    Progress progress = console.progress("slots tried of " + (slots - first));
    AtomicInteger tried = new AtomicInteger();
    negotiation.observedBy(
        event -> {
          if (event instanceof Trying trying) {
            tried.set(trying.slot() - first);
          }
        });
    // Many slots may be tried together, and one may take long.
    negotiation.loggedBy(party -> frame -> progress.at(tried.get(), 0));
  }

  private static String appointment(Outcome outcome, Grid grid) {
    int slot = outcome.slot().getAsInt();
    return new Appointment(
            grid.start(slot).toInstant(),
            grid.end(slot).toInstant(),
            "Meeting",
            outcome.negotiators())
        .toICalendar(Instant.now());
  }

  private int report(Console console, Outcome outcome, Optional<Grid> grid, int slots)
      throws IOException {
    if (json) {
      console.json(record(outcome, grid, slots));
    } else if (outcome.slot().isPresent() && "-".equals(ics)) {
      console.print(appointment(outcome, grid.orElseThrow()));
    } else if (outcome.slot().isPresent()) {
      int slot = outcome.slot().getAsInt();
      console.println(
          grid.map(g -> time(g.start(slot)) + "/" + time(g.end(slot)))
              .orElse(Integer.toString(slot)));
    }
    console.detail(cost(outcome));
    if (outcome.slot().isPresent()) {
      return Exit.DONE;
    }
    console.note(none(outcome));
    return Exit.NO;
  }

  private String cost(Outcome outcome) {
    List<String> phases = new ArrayList<>();
    byPhase(outcome.sent()::messages).forEach((phase, n) -> phases.add(phase + " " + n));
    return String.format(
        Locale.ROOT,
        "protocol %s, %d parties, %d slots tried: %d messages (%s), %d bytes, %d rounds, %.3f s",
        protocolOptions.protocol().name(),
        outcome.negotiators().size(),
        outcome.slotsTried(),
        outcome.sent().messages(),
        String.join(", ", phases),
        outcome.sent().bytes(),
        outcome.rounds(),
        seconds(outcome.elapsed()));
  }

  private String none(Outcome outcome) {
    Protocol protocol = protocolOptions.protocol();
    if (outcome.negotiators().size() == 1) {
      return "no meeting: nobody else accepts";
    }
    if (outcome.negotiators().size() < protocolOptions.leastParties()) {
      return "no meeting: only "
          + String.join(", ", outcome.negotiators())
          + " left, too few for protocol "
          + protocol.name();
    }
    return outcome.slotsTried() == 0
        ? "no slot comes after " + after
        : "no common slot among the " + outcome.slotsTried() + " tried";
  }

  private static String time(ZonedDateTime time) {
    return time.toOffsetDateTime().toString();
  }

  private Map<String, Object> record(Outcome outcome, Optional<Grid> grid, int slots) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("result", outcome.slot().isPresent() ? "slot" : "none");
    Integer slot = outcome.slot().isPresent() ? outcome.slot().getAsInt() : null;
    record.put("slot", slot);
    record.put("start", slot == null ? null : grid.map(g -> time(g.start(slot))).orElse(null));
    record.put("end", slot == null ? null : grid.map(g -> time(g.end(slot))).orElse(null));
    record.put("protocol", protocolOptions.protocol().name());
    record.put("parties", outcome.negotiators().size());
    record.put("declined", outcome.declined());
    record.put("dummies", outcome.dummies().size());
    record.put("slots", slots);
    record.put("slots_tried", outcome.slotsTried());
    record.put("messages", outcome.sent().messages());
    record.put("messages_by_phase", byPhase(outcome.sent()::messages));
    record.put("bytes", outcome.sent().bytes());
    record.put("cover_bytes", outcome.sent().coverBytes());
    record.put("rounds", outcome.rounds());
    record.put("elapsed_s", seconds(outcome.elapsed()));
    return record;
  }

  static Map<String, Long> byPhase(ToLongFunction<Phase> messages) {
    Map<String, Long> byPhase = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      byPhase.put(phase.name().toLowerCase(Locale.ROOT), messages.applyAsLong(phase));
    }
    return byPhase;
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1000 / 1e6;
  }

  private static String line(Trace.Sighting sighting) {
    return String.format(
        Locale.ROOT,
        "%10.6f %s %s %s %d bytes %s",
        seconds(sighting.at()),
        sighting.party(),
        sighting.sent() ? "->" : "<-",
        sighting.peer(),
        sighting.bytes(),
        sighting.json());
  }
}
