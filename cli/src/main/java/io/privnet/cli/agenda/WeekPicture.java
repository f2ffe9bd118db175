package io.privnet.cli.agenda;

import io.privnet.cli.Console;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.DailyHours;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Interval;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An agenda over a grid, drawn week by week: days as columns, times of day as rows. */
final class WeekPicture {
  private static final int MOST_ROWS = 48;
  private static final int LABEL = 7;

  private enum Cell {
    OUTSIDE(' ', ' ', Console.Style.DIM),
    FREE('·', '.', Console.Style.DIM),
    START('○', 'o', Console.Style.GREEN),
    BUSY('█', '#', Console.Style.RED),
    UNKNOWN('░', '-', Console.Style.DIM);

    final char mark;
    final char ascii;
    final Console.Style style;

    Cell(char mark, char ascii, Console.Style style) {
      this.mark = mark;
      this.ascii = ascii;
      this.style = style;
    }
  }

  private final Console console;
  private final Grid grid;
  private final Availability bits;
  private final Optional<List<Interval>> busy;
  private final Map<LocalDateTime, Integer> slots = new HashMap<>();
  private final int from;
  private final int to;
  private final int step;

  /**
   * @param busy where the agenda is busy, in order; empty when only the bits are known
   */
  WeekPicture(Console console, Grid grid, Availability bits, Optional<List<Interval>> busy) {
    this.console = console;
    this.grid = grid;
    this.bits = bits;
    this.busy = busy;
    for (int s = 0; s < grid.slots(); s++) {
      slots.put(grid.start(s).toLocalDateTime(), s);
    }
    this.from = grid.hours().map(DailyHours::start).orElse(LocalTime.MIDNIGHT).toSecondOfDay();
    LocalTime end = grid.hours().map(DailyHours::end).orElse(LocalTime.MIDNIGHT);
    this.to = end.equals(LocalTime.MIDNIGHT) ? 86_400 : end.toSecondOfDay();
    int granularity = (int) Math.min(86_400, grid.granularity().toSeconds());
    int rows = Math.ceilDiv(to - from, granularity);
    this.step = granularity * Math.ceilDiv(rows, MOST_ROWS);
  }

  void print() throws IOException {
    LocalDate day = grid.start(0).toLocalDate();
    LocalDate last = grid.start(grid.slots() - 1).toLocalDate();
    LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    for (; !monday.isAfter(last); monday = monday.plusWeeks(1)) {
      if (hasSlots(monday)) {
        week(monday);
        console.println("");
      }
    }
    legend();
  }

  private boolean hasSlots(LocalDate monday) {
    for (int d = 0; d < 7; d++) {
      if (hasSlot(monday.plusDays(d), from, to)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasSlot(LocalDate day, int first, int end) {
    int granularity = (int) Math.min(86_400, grid.granularity().toSeconds());
    for (int t = first; t < end; t += granularity) {
      if (slots.containsKey(day.atTime(LocalTime.ofSecondOfDay(t)))) {
        return true;
      }
    }
    return false;
  }

  private void week(LocalDate monday) throws IOException {
    int days =
        grid.days().contains(DayOfWeek.SATURDAY) || grid.days().contains(DayOfWeek.SUNDAY) ? 7 : 5;
    int width = Math.clamp((console.columns() - LABEL) / days - 1, 2, 9);
    StringBuilder head = new StringBuilder(" ".repeat(LABEL));
    for (int d = 0; d < days; d++) {
      LocalDate day = monday.plusDays(d);
      String name = day.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT);
      String number = "" + day.getDayOfMonth();
      String title = width < 6 ? number : name + " " + number;
      head.append(title).append(" ".repeat(Math.max(1, width + 1 - title.length())));
    }
    console.println(
        console.style(Console.Style.BOLD, monday.getYear() + "-" + two(monday.getMonthValue())));
    console.println(head.toString().stripTrailing());
    for (int t = from; t < to; t += step) {
      StringBuilder row = new StringBuilder(LocalTime.ofSecondOfDay(t).toString());
      row.append(" ".repeat(Math.max(1, LABEL - row.length())));
      for (int d = 0; d < days; d++) {
        row.append(cell(monday.plusDays(d), t, width)).append(d < days - 1 ? " " : "");
      }
      console.println(row.toString().stripTrailing());
    }
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : "" + number;
  }

  /**
   * What a row says of a day: a start counts more than free, and free parts less than busy ones.
   */
  private String cell(LocalDate day, int second, int width) {
    int end = Math.min(to, second + step);
    Cell fill = state(day, second, end);
    if (fill == Cell.OUTSIDE) {
      return " ".repeat(width);
    }
    boolean start = false;
    int granularity = (int) Math.min(86_400, grid.granularity().toSeconds());
    for (int t = second; t < end; t += granularity) {
      Integer slot = slots.get(day.atTime(LocalTime.ofSecondOfDay(t)));
      start |= slot != null && bits.isFree(slot);
    }
    return start
        ? text(Cell.START, 1) + text(fill == Cell.UNKNOWN ? Cell.FREE : fill, width - 1)
        : text(fill, width);
  }

  private Cell state(LocalDate day, int second, int end) {
    LocalDateTime local = day.atTime(LocalTime.ofSecondOfDay(second));
    if (!grid.days().contains(day.getDayOfWeek())
        || grid.zone().getRules().getValidOffsets(local).isEmpty()) {
      return Cell.OUTSIDE;
    }
    Instant start = local.atZone(grid.zone()).toInstant();
    Instant stop = start.plusSeconds(end - second);
    if (start.isBefore(grid.window().start()) || !start.isBefore(grid.window().end())) {
      return Cell.OUTSIDE;
    }
    if (busy.isEmpty()) {
      return Cell.UNKNOWN;
    }
    return overlapsBusy(new Interval(start, stop)) ? Cell.BUSY : Cell.FREE;
  }

  private boolean overlapsBusy(Interval cell) {
    List<Interval> intervals = busy.orElseThrow();
    int low = 0;
    int high = intervals.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (intervals.get(middle).end().isAfter(cell.start())) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < intervals.size() && intervals.get(low).overlaps(cell);
  }

  private String text(Cell cell, int width) {
    return console.style(cell.style, mark(cell).repeat(width));
  }

  private String mark(Cell cell) {
    return "" + (console.unicode() ? cell.mark : cell.ascii);
  }

  private void legend() throws IOException {
    String length = grid.length().toString();
    console.println(
        (busy.isPresent()
                ? text(Cell.BUSY, 1) + " busy   " + text(Cell.FREE, 1) + " free   "
                : text(Cell.UNKNOWN, 1) + " no start   ")
            + text(Cell.START, 1)
            + " a meeting of "
            + length
            + " can start");
    console.println(bits.free() + " of " + bits.slots() + " slots free, " + grid.zone());
  }
}
