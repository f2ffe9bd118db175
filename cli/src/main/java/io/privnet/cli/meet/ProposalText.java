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

  /** When the meeting may be, also in the reader's own zone where that differs. */
  static List<String> when(Optional<Grid> grid, int slots, ZoneId own) {
    if (grid.isEmpty()) {
      return List.of("one of " + slots + " slots, counted from 0");
    }
    Grid g = grid.get();
    ZonedDateTime from = g.start(0);
    ZonedDateTime to = g.end(slots - 1).withZoneSameInstant(g.zone());
    List<String> lines = new ArrayList<>();
    String days = g.days().equals(Weekdays.ALL) ? "" : ", " + g.days();
    lines.add(span(from, to) + days + g.hours().map(hours -> ", " + hours).orElse(""));
    ZonedDateTime ownFrom = from.withZoneSameInstant(own);
    ZonedDateTime ownTo = to.withZoneSameInstant(own);
    if (!ownFrom.toLocalDateTime().equals(from.toLocalDateTime())
        || !ownTo.toLocalDateTime().equals(to.toLocalDateTime())) {
      lines.add(span(ownFrom, ownTo) + ", your zone");
    }
    return lines;
  }

  private static String span(ZonedDateTime from, ZonedDateTime to) {
    return DAY_AND_TIME.format(from) + " to " + DAY_AND_TIME.format(to) + " " + from.getZone();
  }

  /** How long it takes and how often it may start. */
  static String length(Grid grid) {
    return spoken(grid.length())
        + ", "
        + grid.slots()
        + (grid.slots() == 1 ? " possible start" : " possible starts")
        + ", every "
        + spoken(grid.granularity());
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
    return name + how + (terms.cover() == 0 ? "" : ", cover of " + terms.cover() + " cells a second");
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
              "kept no part of it; with a setup of its own, " + initiator + " can read all agendas");
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
