package io.privnet.cli.agenda;

import io.privnet.cli.Failure;
import io.privnet.meeting.agenda.DailyHours;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Weekdays;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that fix a grid, the same for every command that needs one. */
public final class GridOptions {
  @Option(
      names = "--window",
      paramLabel = "START/END",
      description =
          "When the meeting may be: two dates (whole days, both included) or two times, local or"
              + " with offset.")
  private String window;

  @Option(
      names = "--length",
      paramLabel = "DURATION",
      description = "Length of the meeting, ISO 8601 (PT1H).")
  private String length;

  @Option(
      names = "--granularity",
      paramLabel = "DURATION",
      description = "From one start to the next, ISO 8601 (PT30M).")
  private String granularity;

  @Option(
      names = "--hours",
      paramLabel = "FROM-TO",
      description = "Hours of the day, such as 09:00-17:00 (any).")
  private String hours;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "Days of the week it has to lie on, such as mon-fri or mon,wed (any).")
  private String days;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Time zone of the grid, such as Europe/Vienna (that of the system).")
  private String zone;

  /** Whether any of these options stands on the command line. */
  public boolean given() {
    return window != null
        || length != null
        || granularity != null
        || hours != null
        || days != null
        || zone != null;
  }

  /**
   * The grid that the options fix.
   *
   * @throws Failure when {@code --window} is missing, or an option cannot be understood
   * @throws IllegalArgumentException when they give no grid
   */
  public Grid grid() {
    if (window == null) {
      throw Failure.usage("--window is missing, which says when the meeting may be")
          .hint("for instance --window 2026-11-23/2026-11-27 --hours 09:00-17:00 --days mon-fri");
    }
    ZoneId in = zone == null ? ZoneId.systemDefault() : zone(zone);
    return new Grid(
        Grid.window(window, in),
        in,
        duration("--granularity", granularity, "PT30M"),
        duration("--length", length, "PT1H"),
        Optional.ofNullable(hours).map(DailyHours::parse),
        days == null ? Weekdays.ALL : Weekdays.parse(days));
  }

  /** The zone of a {@code --zone} option. */
  static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Failure.usage("--zone: unknown time zone '" + name + "'")
          .hint("zones are named like Europe/Vienna")
          .because(e);
    }
  }

  private static Duration duration(String option, String text, String otherwise) {
    try {
      return Duration.parse(text == null ? otherwise : text);
    } catch (DateTimeParseException e) {
      throw Failure.usage(option + ": not an ISO 8601 duration such as PT1H: '" + text + "'")
          .because(e);
    }
  }
}
