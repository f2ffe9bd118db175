package io.privnet.cli.meet;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.DailyHours;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Weekdays;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProposalTextTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
  private static final Grid WEEK = week("2026-11-23/2026-11-27");

  @Test
  void readerInTheSameZone_seesTheTimesOnce() {
    assertThat(ProposalText.when(all(WEEK), VIENNA))
        .containsExactly(
            "Mon 2026-11-23 09:00 to Fri 2026-11-27 17:00 Europe/Vienna",
            "mon-fri, 09:00-17:00, 75 possible starts, every 30 min");
  }

  @Test
  void readerInAnotherZone_seesTheTimesInBoth() {
    assertThat(ProposalText.when(all(WEEK), ZoneId.of("America/Los_Angeles")))
        .containsExactly(
            "Mon 2026-11-23 09:00 to Fri 2026-11-27 17:00 Europe/Vienna",
            "Mon 2026-11-23 00:00 to Fri 2026-11-27 08:00 America/Los_Angeles, your zone",
            "mon-fri, 09:00-17:00, 75 possible starts, every 30 min");
  }

  @Test
  void zonesThatDifferOnlyAfterAClockChange_areBothShown() {
    // Europe goes back an hour on 25 October 2026, South Africa stays.
    Grid acrossTheChange = week("2026-10-23/2026-10-26");
    assertThat(ProposalText.when(all(acrossTheChange), ZoneId.of("Africa/Johannesburg")))
        .contains("Fri 2026-10-23 09:00 to Mon 2026-10-26 18:00 Africa/Johannesburg, your zone");
  }

  @Test
  void meetingWithoutGrid_hasNumberedSlots() {
    assertThat(ProposalText.heading(new Slots(24, 0, Optional.empty()), "veto", Terms.DEFAULT))
        .containsExactly("one of 24 slots, counted from 0", "protocol veto, one slot at a time");
  }

  @Test
  void termsOfTheProtocol_areInItsLine() {
    assertThat(ProposalText.protocol("veto", Terms.DEFAULT.opening(0)))
        .isEqualTo("veto, all slots at once");
    assertThat(ProposalText.protocol("veto", Terms.DEFAULT.opening(4).covered(20)))
        .isEqualTo("veto, 4 slots at a time, cover of 20 cells a second");
    assertThat(ProposalText.protocol("sdc", Terms.DEFAULT.batched()))
        .isEqualTo("sdc, all slots at once");
    assertThat(ProposalText.protocol("ttp", Terms.DEFAULT)).isEqualTo("ttp");
  }

  @Test
  void durations_areSpokenInTheirParts() {
    assertThat(
            List.of("PT1H", "PT30M", "PT1H30M", "P1D", "PT45S").stream()
                .map(Duration::parse)
                .map(ProposalText::spoken))
        .containsExactly("1 h", "30 min", "1 h 30 min", "1 d", "45 s");
  }

  @Test
  void slotsTurnedDownBefore_areNotShown() {
    assertThat(ProposalText.when(new Slots(WEEK.slots(), 15, Optional.of(WEEK)), VIENNA))
        .containsExactly(
            "Tue 2026-11-24 09:00 to Fri 2026-11-27 17:00 Europe/Vienna",
            "mon-fri, 09:00-17:00, 60 possible starts, every 30 min");
  }

  private static Slots all(Grid grid) {
    return new Slots(grid.slots(), 0, Optional.of(grid));
  }

  private static Grid week(String window) {
    return new Grid(
        Grid.window(window, VIENNA),
        VIENNA,
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        Optional.of(DailyHours.parse("09:00-17:00")),
        Weekdays.parse("mon-fri"));
  }
}
