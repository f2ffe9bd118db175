package io.privnet.cli.meet;

import io.privnet.cli.Console.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * A meeting while it is being arranged, as lines of a terminal: who takes part and where they are,
 * the phase, the slot being tried, what has been sent. Used by one thread at a time.
 */
final class MeetingPicture {
  /** Where a party is. */
  enum Stance {
    HERE("is here", Style.DIM),
    ASKED("to answer", Style.YELLOW),
    ACCEPTED("accepts", Style.GREEN),
    DECLINED("declines", Style.DIM),
    FAILED("failed", Style.RED);

    private final String text;
    private final Style style;

    Stance(String text, Style style) {
      this.text = text;
      this.style = style;
    }
  }

  /** Makes text stand out where colours are shown. */
  interface Painter {
    String paint(Style style, String text);
  }

  private record Row(Stance stance, String remark) {}

  private static final int LONGEST_NAME = 24;
  private static final int LONGEST_STANCE = "to answer".length();
  private static final int AROUND_PARTIES = 6;

  private final List<String> heading;
  private final Painter painter;
  private final boolean unicode;
  private final Map<String, Row> parties = new LinkedHashMap<>();
  private int missing;
  private String phase = "";
  private String checkWords = "";
  private int slotsDone;
  private int slots;
  private final Map<String, String> figures = new LinkedHashMap<>();

  /**
   * @param heading what the meeting is about, the first line its title
   * @param unicode whether more than ASCII can be shown
   */
  MeetingPicture(List<String> heading, Painter painter, boolean unicode) {
    this.heading = List.copyOf(heading);
    this.painter = painter;
    this.unicode = unicode;
  }

  /** A party is at {@code stance}; what was remarked of it stays. */
  void party(String name, Stance stance) {
    parties.compute(name, (_, row) -> new Row(stance, row == null ? "" : row.remark()));
  }

  /** What is to be known of a party, such as its check words. */
  void remark(String name, String remark) {
    parties.compute(name, (_, row) -> new Row(row == null ? Stance.HERE : row.stance(), remark));
  }

  /** A party is gone. */
  void remove(String name) {
    parties.remove(name);
  }

  /** So many are still awaited. */
  void missing(int count) {
    missing = count;
  }

  /** What is going on. */
  void phase(String text) {
    phase = text;
  }

  /** The words that all negotiators see when all have been told the same. */
  void checkWords(String words) {
    checkWords = words;
  }

  /** So many of all the slots that may be tried are through. */
  void progress(int done, int all) {
    slotsDone = done;
    slots = all;
  }

  /** A figure for the last line, such as the messages sent. */
  void figure(String name, String value) {
    figures.put(name, value);
  }

  /**
   * The lines, none wider than {@code columns}; with more parties than {@code rows} hold, those
   * come first that others wait for.
   */
  List<String> lines(int columns, int rows, Duration elapsed) {
    List<String> lines = new ArrayList<>();
    for (String line : heading) {
      lines.add(
          lines.isEmpty() ? painter.paint(Style.BOLD, cut(line, columns)) : cut(line, columns));
    }
    lines.add("");
    lines.addAll(partyLines(columns, Math.max(3, rows - heading.size() - AROUND_PARTIES)));
    lines.add("");
    lines.add(painter.paint(Style.CYAN, cut(phase, columns)));
    if (slots > 0) {
      lines.add(bar(Math.min(columns, 60)));
    }
    if (!checkWords.isEmpty()) {
      lines.add(cut("check words " + checkWords, columns));
    }
    lines.add(painter.paint(Style.DIM, cut(lastLine(elapsed), columns)));
    return lines;
  }

  private List<String> partyLines(int columns, int rows) {
    List<String> names = new ArrayList<>(parties.keySet());
    int hidden = 0;
    if (names.size() + (missing > 0 ? 1 : 0) > rows) {
      names.sort((a, b) -> Integer.compare(urgency(a), urgency(b)));
      int shown = Math.max(1, rows - 1 - (missing > 0 ? 1 : 0));
      hidden = names.size() - shown;
      names = names.subList(0, shown);
    }
    int width = 0;
    for (String name : names) {
      width = Math.max(width, width(cut(name, LONGEST_NAME)));
    }
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      Row row = parties.get(name);
      String shown = cut(name, LONGEST_NAME);
      String stance = row.stance().text;
      String before = "  " + shown + " ".repeat(width - width(shown)) + "  ";
      String after = " ".repeat(LONGEST_STANCE - stance.length() + 2) + row.remark();
      int room = Math.max(0, columns - width(before) - stance.length());
      lines.add(before + painter.paint(row.stance().style, stance) + cut(after, room));
    }
    if (hidden > 0) {
      lines.add("  and " + hidden + " more");
    }
    if (missing > 0) {
      lines.add(painter.paint(Style.DIM, "  " + missing + " more to join"));
    }
    return lines;
  }

  private int urgency(String name) {
    return switch (parties.get(name).stance()) {
      case FAILED -> 0;
      case ASKED -> 1;
      case DECLINED -> 2;
      case HERE -> 3;
      case ACCEPTED -> 4;
    };
  }

  private String bar(int columns) {
    String count = " " + slotsDone + " of " + slots + " slots";
    int width = Math.max(4, columns - count.length());
    int full = (int) ((long) width * slotsDone / slots);
    String done = (unicode ? "━" : "=").repeat(full);
    String left = (unicode ? "╌" : "-").repeat(width - full);
    return painter.paint(Style.CYAN, done) + painter.paint(Style.DIM, left) + count;
  }

  private String lastLine(Duration elapsed) {
    StringBuilder line = new StringBuilder();
    figures.forEach((name, value) -> line.append(name).append(' ').append(value).append(", "));
    return line.append(clock(elapsed)).toString();
  }

  private static String clock(Duration elapsed) {
    return elapsed.toHours() > 0
        ? String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            elapsed.toHours(),
            elapsed.toMinutesPart(),
            elapsed.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  private static int width(String text) {
    return new AttributedString(text).columnLength();
  }

  /** Text no wider than the columns, its end left out if it is longer. */
  private String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text.stripTrailing();
    }
    String end = unicode ? "…" : "...";
    if (columns <= end.length()) {
      return "";
    }
    return new AttributedStringBuilder()
        .append(new AttributedString(text).columnSubSequence(0, columns - end.length()))
        .append(end)
        .toString();
  }
}
