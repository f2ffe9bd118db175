package io.privnet.meeting.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules beside lib-recur and python-dateutil, two other implementations of RFC 5545. */
class RecurrenceRuleTest {
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
  private static final LocalDateTime END = LocalDateTime.of(2031, 1, 1, 0, 0);

  @Provide
  Arbitrary<LocalDateTime> starts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 800), Arbitraries.integers().between(0, 47))
        .as(
            (day, half) ->
                LocalDateTime.of(2024, 1, 1, 0, 0).plusDays(day).plusMinutes(30L * half));
  }

  private static Arbitrary<String> part(String name, String... values) {
    return Arbitraries.of(values)
        .map(v -> ";" + name + "=" + v)
        .injectDuplicates(0.1)
        .optional(0.35)
        .map(v -> v.orElse(""));
  }

  private static Arbitrary<String> join(List<Arbitrary<String>> parts) {
    return Combinators.combine(parts).as(all -> String.join("", all));
  }

  private static Arbitrary<String> ends() {
    return Arbitraries.oneOf(
        Arbitraries.just(""),
        Arbitraries.integers().between(1, 30).map(n -> ";COUNT=" + n),
        Arbitraries.integers()
            .between(1, 9)
            .map(n -> ";UNTIL=202" + (n % 4 + 6) + "0" + n + "15T103000"));
  }

  @Provide
  Arbitrary<String> rules() {
    Arbitrary<String> interval = part("INTERVAL", "1", "2", "3", "4", "7");
    Arbitrary<String> weekStart = part("WKST", "MO", "SU", "TH");
    Arbitrary<String> months = part("BYMONTH", "1", "2", "3,6", "11,12", "2,10", "12,1");
    Arbitrary<String> monthDays = part("BYMONTHDAY", "1", "29", "31", "-1", "13,-3", "28,29,30,31");
    Arbitrary<String> plainDays = part("BYDAY", "MO", "TU,TH", "MO,TU,WE,TH,FR", "SU", "SA,SU");
    Arbitrary<String> anyDays =
        part("BYDAY", "MO", "TU,TH", "1MO", "-1FR", "2WE,-2SU", "SA", "5TH", "-5TU,FR");
    Arbitrary<String> hours = part("BYHOUR", "9", "9,14", "23,0");
    Arbitrary<String> minutes = part("BYMINUTE", "0", "15,45");
    Arbitrary<String> position = part("BYSETPOS", "1", "-1", "2", "1,-1", "-3");
    Arbitrary<String> end = ends();
    return Arbitraries.oneOf(
            join(
                List.of(
                    Arbitraries.just("FREQ=DAILY"),
                    interval,
                    months,
                    monthDays,
                    plainDays,
                    hours,
                    minutes,
                    end)),
            join(
                List.of(
                    Arbitraries.just("FREQ=WEEKLY"),
                    interval,
                    months,
                    plainDays,
                    hours,
                    minutes,
                    weekStart,
                    position,
                    end)),
            join(
                List.of(
                    Arbitraries.just("FREQ=MONTHLY"),
                    interval,
                    months,
                    monthDays,
                    anyDays,
                    hours,
                    position,
                    end)),
            join(
                List.of(
                    Arbitraries.just("FREQ=YEARLY"),
                    interval,
                    months,
                    monthDays,
                    anyDays,
                    hours,
                    position,
                    end)),
            join(
                List.of(
                    Arbitraries.just("FREQ=YEARLY"),
                    interval,
                    part("BYYEARDAY", "1,100,200", "-1", "366", "60"),
                    plainDays,
                    end)),
            join(
                List.of(
                    Arbitraries.just("FREQ=YEARLY"),
                    part("BYWEEKNO", "1", "20", "52", "-1", "5,30"),
                    plainDays,
                    weekStart,
                    end)))
        .filter(rule -> !rule.contains("BYSETPOS") || rule.replace("BYSETPOS", "").contains("BY"));
  }

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  void randomRule_givesTheOccurrencesOfAnotherLibrary(
      @ForAll("rules") String rule, @ForAll("starts") LocalDateTime start) {
    // lib-recur takes DTSTART's month here, where by the table of §3.3.10 BYMONTHDAY expands the
    // year.
    Assume.that(
        !(rule.startsWith("FREQ=YEARLY")
            && rule.contains("BYMONTHDAY")
            && !rule.contains("BYMONTH=")));
    // lib-recur counts positions of the first period from DTSTART on.
    Assume.that(!rule.contains("BYSETPOS"));
    List<LocalDateTime> expected = libRecur(rule, start);
    Assume.that(expected != null);
    assertThat(expand(rule, start, LocalDateTime.MIN, END))
        .as(rule + " from " + start)
        .isEqualTo(expected);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void laterWindow_givesTheSameOccurrencesAsAnEarlyOne(
      @ForAll("rules") String rule, @ForAll("starts") LocalDateTime start) {
    LocalDateTime from = LocalDateTime.of(2028, 2, 29, 10, 0);
    List<LocalDateTime> all = expand(rule, start, LocalDateTime.MIN, END);
    assertThat(expand(rule, start, from, END))
        .as(rule + " from " + start)
        .isEqualTo(all.stream().filter(t -> !t.isBefore(from)).toList());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleOfTheRfc_givesTheDatesListedThere(String example) {
    String[] fields = example.split(" \\| ");
    List<LocalDateTime> expected = new ArrayList<>();
    String year = "";
    for (String word : fields[2].split(" ")) {
      if (word.endsWith(":")) {
        year = word.substring(0, 4);
      } else if (!word.equals("...")) {
        String time = word.length() == 4 ? "T090000" : word.substring(4) + "00";
        expected.add(LocalDateTime.parse(year + word.substring(0, 4) + time, FORMAT));
      }
    }
    LocalDateTime to =
        fields[2].endsWith("...")
            ? expected.getLast().plusSeconds(1)
            : LocalDateTime.of(2030, 1, 1, 0, 0);
    LocalDateTime start = LocalDateTime.parse(fields[0], FORMAT);
    // The examples are in New York, whose offset none of the ends in UTC is near to.
    String rule = fields[1].replaceFirst("(UNTIL=[^;]*)Z", "$1");
    assertThat(expand(rule, start, LocalDateTime.MIN, to)).isEqualTo(expected);
  }

  static List<String> examples() throws IOException {
    List<String> examples = lines("rfc5545-3.8.5.3.txt");
    assertThat(examples).hasSize(39);
    return examples;
  }

  private static List<String> lines(String resource) throws IOException {
    try (var in = RecurrenceRuleTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  /** Occurrences by python-dateutil, which counts DTSTART only where the rule gives it. */
  @Test
  void vectors_giveTheOccurrencesOfDateutil() throws Exception {
    List<String> vectors = lines("recurrences.txt");
    assertThat(vectors).hasSize(600);
    for (String line : vectors) {
      String[] fields = line.split(" ");
      LocalDateTime start = LocalDateTime.parse(fields[1], FORMAT);
      List<LocalDateTime> expected =
          Stream.of(fields[2].split(",")).map(t -> LocalDateTime.parse(t, FORMAT)).toList();
      LocalDateTime to =
          expected.size() == 8
              ? expected.getLast().plusSeconds(1)
              : LocalDateTime.of(2041, 1, 1, 0, 0);
      List<LocalDateTime> found = expand(fields[0], start, LocalDateTime.MIN, to);
      if (!expected.getFirst().equals(start)) {
        assertThat(found.removeFirst()).isEqualTo(start);
      }
      assertThat(found).as(line).isEqualTo(expected);
    }
  }

  /** Occurrences before the window are counted, too, and the budget pays for each. */
  @Test
  void countedRuleOfLongAgo_endsWhenTheBudgetIsSpent() {
    LocalDateTime start = LocalDateTime.of(1, 1, 1, 0, 0);
    RecurrenceRule rule = RecurrenceRule.parse("FREQ=SECONDLY;COUNT=2147483647");
    assertThatExceptionOfType(RecurrenceRule.TooMany.class)
        .isThrownBy(
            () ->
                rule.expand(
                    start,
                    false,
                    LocalDateTime.MAX,
                    END,
                    END.plusDays(1),
                    new RecurrenceRule.Budget(100_000),
                    occurrence -> {}));
  }

  static List<LocalDateTime> expand(
      String text, LocalDateTime start, LocalDateTime from, LocalDateTime to) {
    RecurrenceRule rule = RecurrenceRule.parse(text);
    LocalDateTime last =
        rule.until() == null
            ? LocalDateTime.MAX
            : LocalDateTime.parse(
                rule.until().replaceFirst("(....)(..)(..)T(..)(..)(..)", "$1-$2-$3T$4:$5:$6"));
    List<LocalDateTime> found = new ArrayList<>();
    rule.expand(start, false, last, from, to, new RecurrenceRule.Budget(10_000_000), found::add);
    return found;
  }

  /** DTSTART and the occurrences of the rule, among which lib-recur does not count DTSTART. */
  private static List<LocalDateTime> libRecur(String text, LocalDateTime start) {
    List<LocalDateTime> found = new ArrayList<>(List.of(start));
    try {
      var rule =
          new org.dmfs.rfc5545.recur.RecurrenceRule(
              text, org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode.RFC5545_STRICT);
      Integer count = rule.getCount();
      RecurrenceRuleIterator it =
          rule.iterator(
              new DateTime(
                  (TimeZone) null,
                  start.getYear(),
                  start.getMonthValue() - 1,
                  start.getDayOfMonth(),
                  start.getHour(),
                  start.getMinute(),
                  0));
      while (it.hasNext() && (count == null || found.size() < count)) {
        DateTime next = it.nextDateTime();
        LocalDateTime time =
            LocalDateTime.of(
                next.getYear(),
                next.getMonth() + 1,
                next.getDayOfMonth(),
                next.getHours(),
                next.getMinutes());
        if (!time.isBefore(END)) {
          break;
        }
        if (!time.equals(start)) {
          found.add(time);
        }
      }
      return found;
    } catch (InvalidRecurrenceRuleException e) {
      return null;
    } catch (IllegalArgumentException | IllegalStateException e) {
      // lib-recur gives up on rules that hardly ever match.
      return null;
    }
  }
}
