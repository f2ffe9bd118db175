package io.privnet.cli.meet;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Weekdays;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person has to know of an invitation before answering it. */
final class ProposalText {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ROOT);

  private ProposalText() {}

  /** Everything, a fact a line, aligned. */
  static List<String> of(Invitation invitation, String self, ZoneId own) {
    List<String> lines = new ArrayList<>();
    add(lines, "who", List.of(who(invitation, self)));
    add(lines, "when", when(invitation.grid(), invitation.slots(), own));
    invitation.grid().ifPresent(grid -> add(lines, "how long", List.of(spoken(grid.length()))));
    add(lines, "protocol", List.of(protocol(invitation.protocol(), invitation.terms())));
    add(lines, "", protection(invitation));
    return lines;
  }

  private static void add(List<String> lines, String name, List<String> values) {
    String label = name;
    for (String value : values) {
      lines.add(String.format("  %-8s  %s", label, value));
      label = "";
    }
  }

  /** What the meeting is, in a few short lines. */
  static List<String> heading(Slots slots, String protocol, Terms terms) {
    List<String> lines = new ArrayList<>();
    slots
        .grid()
        .ifPresentOrElse(
            grid -> {
              lines.add(spoken(grid.length()) + ", " + span(grid, grid.zone()));
              lines.add(starts(grid));
            },
            () -> lines.add(numbered(slots.count())));
    lines.add("protocol " + protocol(protocol, terms));
    return lines;
  }

  /** When the meeting may be, also in the reader's own zone where that differs. */
  static List<String> when(Optional<Grid> grid, int slots, ZoneId own) {
    if (grid.isEmpty()) {
      return List.of(numbered(slots));
    }
    Grid g = grid.get();
    List<String> lines = new ArrayList<>(List.of(span(g, g.zone()), starts(g)));
    if (!sameClock(g.start(0), own) || !sameClock(g.end(slots - 1), own)) {
      lines.add(1, span(g, own) + ", your zone");
    }
    return lines;
  }

  private static String numbered(int slots) {
    return "one of " + slots + " slots, counted from 0";
  }

  private static boolean sameClock(ZonedDateTime time, ZoneId own) {
    return own.getRules().getOffset(time.toInstant()).equals(time.getOffset());
  }

  private static String span(Grid grid, ZoneId zone) {
    return time(grid.start(0).withZoneSameInstant(zone))
        + " to "
        + time(grid.end(grid.slots() - 1).withZoneSameInstant(zone))
        + " "
        + zone;
  }

  private static String starts(Grid grid) {
    return (grid.days().equals(Weekdays.ALL) ? "" : grid.days() + ", ")
        + grid.hours().map(hours -> hours + ", ").orElse("")
        + grid.slots()
        + (grid.slots() == 1 ? " possible start" : " possible starts")
        + ", every "
        + spoken(grid.granularity());
  }

  /** A time with its day of the week. */
  static String time(ZonedDateTime time) {
    return DAY_AND_TIME.format(time);
  }

  /** A duration such as {@code 1 h 30 min}. */
  static String spoken(Duration duration) {
    StringBuilder text = new StringBuilder();
    part(text, duration.toDays(), "d");
    part(text, duration.toHoursPart(), "h");
    part(text, duration.toMinutesPart(), "min");
    part(text, duration.toSecondsPart(), "s");
    return text.toString();
  }

  private static void part(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
    }
  }

  /** The names, with who runs dummies. */
  static String who(Invitation invitation, String self) {
    List<String> names = new ArrayList<>();
    for (Party party : invitation.parties()) {
      names.add(
          party.name()
              + (party.name().equals(self) ? " (you)" : "")
              + party.runBy().map(by -> " (a dummy run by " + by + ")").orElse(""));
    }
    return String.join(", ", names);
  }

  /** The protocol with its terms, in a few words. */
  static String protocol(String name, Terms terms) {
    String how =
        switch (name) {
          case "veto" ->
              terms.open() == 0
                  ? ", all slots at once"
                  : terms.open() == 1
                      ? ", one slot at a time"
                      : ", " + terms.open() + " slots at a time";
          case "sdc" -> terms.batch() ? ", all slots at once" : ", one slot at a time";
          default -> "";
        };
    return name
        + how
        + (terms.cover() == 0 ? "" : ", cover of " + terms.cover() + " cells a second");
  }

  /** Against whom the protocol hides an agenda and against whom it does not. */
  static List<String> protection(Invitation invitation) {
    String initiator = invitation.initiator().name();
    return switch (invitation.protocol()) {
      case "veto" ->
          List.of(
              "all others together learn no more of your agenda than whether all are free at the",
              "slots tried; who breaks the rules is found out and named");
      case "sdc" ->
          List.of(
              "your agenda stays hidden from those who follow the rules, if whoever made the setup",
              "kept no part of it; with a setup of its own, "
                  + initiator
                  + " can read all agendas");
      case "xor" ->
          List.of(
              "among five or more who follow the rules, how many are busy at a slot is seen, not",
              "who; those who tell each other what they see learn more");
      case "ttp" ->
          List.of(
              "the third party "
                  + invitation.thirdParty().map(Party::address).flatMap(a -> a).orElse("")
                  + " learns your agenda, the others nothing but the result");
      default -> List.of();
    };
  }
}
