package io.privnet.cli.meet;

import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.OutputFile;
import io.privnet.meeting.Appointment;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.protocol.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a meeting between processes ended, as each of them prints it. Standard output is the same on
 * every side.
 *
 * @param least number of parties below which the protocol is not run
 */
record MeetingResult(Outcome outcome, Slots slots, String protocol, int least) {
  /** Prints it, and says what it took. */
  int print(Console console, boolean json, boolean calendar) throws IOException {
    if (json) {
      console.json(record());
    } else if (calendar && outcome.slot().isPresent()) {
      console.print(calendar());
    } else if (outcome.slot().isPresent()) {
      console.println(slots.span(outcome.slot().getAsInt()));
    }
    console.detail(cost());
    if (outcome.slot().isEmpty()) {
      console.note(none());
      if (outcome.negotiators().size() == 2 && least > 2) {
        console.hint("two can use --protocol veto");
      }
      return Exit.NO;
    }
    inOwnZone(outcome.slot().getAsInt()).ifPresent(console::note);
    return Exit.DONE;
  }

  private Optional<String> inOwnZone(int slot) {
    ZoneId own = ZoneId.systemDefault();
    return slots
        .grid()
        .filter(
            grid ->
                !own.getRules()
                    .getOffset(grid.start(slot).toInstant())
                    .equals(grid.start(slot).getOffset()))
        .map(
            grid ->
                "in your zone, "
                    + own
                    + ": "
                    + ProposalText.time(grid.start(slot).withZoneSameInstant(own)));
  }

  private String none() {
    if (outcome.negotiators().size() == 1) {
      return "no meeting: nobody else accepts";
    }
    if (outcome.negotiators().size() < least) {
      return "no meeting: only "
          + String.join(", ", outcome.negotiators())
          + " left, too few for protocol "
          + protocol;
    }
    return outcome.slotsTried() == 0
        ? "no meeting: there is no slot left to try"
        : "no common slot among the " + outcome.slotsTried() + " tried";
  }

  private String cost() {
    long covered = outcome.sent().coverBytes();
    return String.format(
        Locale.ROOT,
        "protocol %s, %d parties, %d slots tried; sent %d messages, %d bytes%s; %d rounds, %.3f s",
        protocol,
        outcome.negotiators().size(),
        outcome.slotsTried(),
        outcome.sent().messages(),
        outcome.sent().bytes(),
        covered == 0 ? "" : " in " + covered + " bytes of cover",
        outcome.rounds(),
        outcome.elapsed().toNanos() / 1e9);
  }

  /** What is the same for all; what a party sent and how long that took is not in it. */
  private Map<String, Object> record() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("result", outcome.slot().isPresent() ? "slot" : "none");
    Integer slot = outcome.slot().isPresent() ? outcome.slot().getAsInt() : null;
    Optional<Grid> grid = slots.grid().filter(_ -> slot != null);
    record.put("slot", slot);
    record.put("start", grid.map(g -> g.start(slot).toOffsetDateTime().toString()).orElse(null));
    record.put("end", grid.map(g -> g.end(slot).toOffsetDateTime().toString()).orElse(null));
    record.put("protocol", protocol);
    record.put("negotiators", outcome.negotiators());
    record.put("declined", outcome.declined());
    record.put("slots", slots.count());
    record.put("slots_tried", outcome.slotsTried());
    return record;
  }

  /** The meeting for a calendar program. */
  String calendar() {
    int slot = outcome.slot().orElseThrow();
    Grid grid = slots.grid().orElseThrow();
    return new Appointment(
            grid.start(slot).toInstant(),
            grid.end(slot).toInstant(),
            "Meeting",
            outcome.negotiators())
        .toICalendar(Instant.now());
  }

  /** Keeps the meeting as a calendar file, if there is both. */
  void keep(OutputFile file) throws IOException {
    if (file != null && outcome.slot().isPresent()) {
      file.stream().write(calendar().getBytes(StandardCharsets.UTF_8));
      file.commit();
    }
  }
}
