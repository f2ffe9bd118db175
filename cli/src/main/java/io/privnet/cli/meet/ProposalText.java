package io.privnet.cli.meet;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Weekdays;
import io.privnet.meeting.identity.KnownPeers;
import io.privnet.meeting.protocol.Protocol;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a person has to know of an invitation before answering it. */
final class ProposalText {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ROOT);

  // What "privnet: " and the label leave.
  private static final int FACT_COLUMNS = 80 - 9 - 12;

  private ProposalText() {}

  /**
   * Everything, a fact a line, aligned, for a terminal of 80 columns.
   *
   * @param self what the reader is called in the meeting
   * @param known whose keys the reader knows
   */
  static List<String> of(Invitation invitation, String self, KnownPeers known, ZoneId own) {
    Slots slots = Slots.of(invitation);
    List<String> lines = new ArrayList<>();
    add(lines, "who", who(invitation, self, known));
    String label = "when";
    for (String line : when(slots, own)) {
      add(lines, label, line);
      label = "";
    }
    invitation.grid().ifPresent(grid -> add(lines, "how long", spoken(grid.length())));
    add(lines, "protocol", protocol(invitation.protocol(), invitation.terms()));
    add(lines, "", protection(invitation, known));
    return lines;
  }

  /** A fact, on as many lines as it takes. */
  private static void add(List<String> lines, String name, String value) {
    String label = name;
    StringBuilder line = new StringBuilder();
    for (String word : value.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > FACT_COLUMNS) {
        lines.add(String.format("  %-8s  %s", label, line));
        label = "";
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(String.format("  %-8s  %s", label, line));
  }

  /** What the meeting is, in a few short lines. */
  static List<String> heading(Slots slots, String protocol, Terms terms) {
    List<String> lines = new ArrayList<>();
    slots
        .grid()
        .ifPresentOrElse(
            grid -> {
              lines.add(spoken(grid.length()) + ", " + span(slots, grid.zone()));
              lines.add(starts(slots));
            },
            () -> lines.add(numbered(slots)));
    lines.add("protocol " + protocol(protocol, terms));
    return lines;
  }

  /** When the meeting may be, also in the reader's own zone where that differs. */
  static List<String> when(Slots slots, ZoneId own) {
    if (slots.grid().isEmpty()) {
      return List.of(numbered(slots));
    }
    Grid grid = slots.grid().get();
    List<String> lines = new ArrayList<>(List.of(span(slots, grid.zone()), starts(slots)));
    if (!sameClock(grid.start(slots.firstShown()), own)
        || !sameClock(grid.end(slots.count() - 1), own)) {
      lines.add(1, span(slots, own) + ", your zone");
    }
    return lines;
  }

  private static String numbered(Slots slots) {
    return slots.first() == 0
        ? "one of " + slots.count() + " slots, counted from 0"
        : "one of the slots " + slots.first() + " to " + (slots.count() - 1);
  }

  private static boolean sameClock(ZonedDateTime time, ZoneId own) {
    return own.getRules().getOffset(time.toInstant()).equals(time.getOffset());
  }

  private static String span(Slots slots, ZoneId zone) {
    Grid grid = slots.grid().orElseThrow();
    return time(grid.start(slots.firstShown()).withZoneSameInstant(zone))
        + " to "
        + time(grid.end(slots.count() - 1).withZoneSameInstant(zone))
        + " "
        + zone;
  }

  private static String starts(Slots slots) {
    Grid grid = slots.grid().orElseThrow();
    int left = slots.count() - slots.first();
    return (grid.days().equals(Weekdays.ALL) ? "" : days(grid.days()) + ", ")
        + grid.hours().map(hours -> hours + ", ").orElse("")
        + left
        + (left == 1 ? " possible start" : " possible starts")
        + ", every "
        + spoken(grid.granularity());
  }

  /** Days of the week, those in a row as {@code mon-fri}. */
  private static String days(Weekdays days) {
    List<DayOfWeek> in = Arrays.stream(DayOfWeek.values()).filter(days::contains).toList();
    boolean inARow = in.getLast().ordinal() - in.getFirst().ordinal() == in.size() - 1;
    String all = days.toString();
    return inARow && in.size() > 2
        ? all.substring(0, all.indexOf(',')) + "-" + all.substring(all.lastIndexOf(',') + 1)
        : all;
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

  /** The names, with whose keys are known and who runs dummies. */
  static String who(Invitation invitation, String self, KnownPeers known) {
    List<Introduction> others = others(invitation, self, known);
    boolean anyFamiliar = others.stream().anyMatch(Introduction::isFamiliar);
    List<String> names = new ArrayList<>();
    for (Party party : invitation.parties()) {
      String remark =
          party.name().equals(self)
              ? "you"
              : party
                  .runBy()
                  .map(by -> "a dummy run by " + by)
                  .orElse(anyFamiliar ? new Introduction(party, known).standing() : "");
      names.add(party.name() + (remark.isEmpty() ? "" : " (" + remark + ")"));
    }
    return String.join(", ", names) + (anyFamiliar ? "" : "; you know none of their keys");
  }

  /** Those of an invitation who speak for themselves, the reader not among them. */
  static List<Introduction> others(Invitation invitation, String self, KnownPeers known) {
    return invitation.parties().stream()
        .filter(party -> !party.name().equals(self) && party.runBy().isEmpty())
        .map(party -> new Introduction(party, known))
        .toList();
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
  private static String protection(Invitation invitation, KnownPeers known) {
    return switch (invitation.protocol()) {
      case "veto" ->
          "all others together learn no more of your agenda than whether all are free at the slots"
              + " tried; who breaks the rules is found out and named";
      case "sdc" ->
          "your agenda is hidden from those who follow the rules, but not from whoever made the"
              + " setup; that is a dealer whom all trust, or "
              + invitation.initiator().name();
      case "xor" ->
          "among five or more who follow the rules it is seen how many are busy at a slot, not who;"
              + " those who tell each other what they see learn more"
              + (invitation.parties().size() < Protocol.named("xor").advisedParties()
                  ? "; you are only " + invitation.parties().size() + ", so it can leak who is busy"
                  : "");
      case "ttp" ->
          "the third party"
              + invitation
                  .thirdParty()
                  .flatMap(party -> known.name(party.key().fingerprint()))
                  .map(name -> ", known as " + name + ",")
                  .orElse("")
              + invitation.thirdParty().flatMap(Party::address).map(a -> " at " + a).orElse("")
              + " learns your agenda, the others nothing but the result";
      default -> "";
    };
  }
}
