package io.privnet.meeting.protocol;

import static io.privnet.meeting.protocol.Meetings.firstCommon;
import static io.privnet.meeting.protocol.Meetings.negotiation;
import static io.privnet.meeting.protocol.Meetings.onlyCommon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.meeting.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {
  /** Those that many negotiations can be tried of; the others have tests of their own. */
  private static final List<Protocol> QUICK = List.of(Protocol.named("xor"), Protocol.named("ttp"));

  /** The figures of paper §2.5 and of the design: totals when the last slot alone is common. */
  @ParameterizedTest
  @CsvSource({"xor,5,24,1000,980", "xor,10,24,4500,4410", "ttp,5,24,50,30", "ttp,10,24,200,110"})
  void fiveAndTenParties_messagesAsInThePaper(
      String protocol, int parties, int slots, long found, long none) throws Exception {
    Outcome last = negotiation(protocol, 0, onlyCommon(parties, slots, slots - 1)).run();
    assertThat(last.slot()).hasValue(slots - 1);
    assertThat(last.slotsTried()).isEqualTo(slots);
    assertThat(last.sent().messages()).isEqualTo(found);

    Outcome never = negotiation(protocol, 0, onlyCommon(parties, slots, -1)).run();
    assertThat(never.slot()).isEmpty();
    assertThat(never.slotsTried()).isEqualTo(slots);
    assertThat(never.sent().messages()).isEqualTo(none);
  }

  /** C1 = n-1, C2 = (n-1)², C3 = 2n(n-1) a slot, C4 = n(n-1) (§2.5). */
  @Property(tries = 20)
  void anyCommonSlot_messagesByPhaseAsInThePaper(
      @ForAll @IntRange(min = 3, max = 8) int n,
      @ForAll @IntRange(min = 1, max = 12) int l,
      @ForAll @IntRange(min = 0, max = 12) int f)
      throws Exception {
    boolean found = f < l;
    Outcome outcome = negotiation("xor", 0, onlyCommon(n, l, found ? f : -1)).run();
    assertThat(outcome.slot()).isEqualTo(found ? OptionalInt.of(f) : OptionalInt.empty());
    long tried = found ? f + 1 : l;
    assertThat(outcome.sent().messages(Phase.INVITATION))
        .isEqualTo((n - 1) + (long) (n - 1) * (n - 1));
    assertThat(outcome.sent().messages(Phase.NEGOTIATION)).isEqualTo(tried * 2 * n * (n - 1));
    assertThat(outcome.sent().messages(Phase.CHECK)).isEqualTo(found ? (long) n * (n - 1) : 0);
  }

  @Property(tries = 15)
  void anyNegotiation_messagesAndRoundsAsTheProtocolSays(
      @ForAll @IntRange(min = 3, max = 7) int n,
      @ForAll @IntRange(min = 1, max = 6) int l,
      @ForAll @IntRange(min = 0, max = 6) int f)
      throws Exception {
    boolean found = f < l;
    for (Protocol protocol : QUICK) {
      Outcome outcome = negotiation(protocol.name(), 0, onlyCommon(n, l, found ? f : -1)).run();
      int tried = found ? f + 1 : l;
      for (Phase phase : Phase.values()) {
        assertThat(outcome.sent().messages(phase))
            .isEqualTo(protocol.messages(phase, Terms.DEFAULT, n, tried, found));
      }
      assertThat(outcome.rounds()).isEqualTo(protocol.rounds(Terms.DEFAULT, n, tried, found));
    }
  }

  @Property(tries = 30)
  void randomAgendas_resultIsTheirAnd(
      @ForAll @IntRange(min = 2, max = 7) int parties,
      @ForAll @IntRange(min = 1, max = 20) int slots,
      @ForAll @IntRange(min = 0, max = 20) int first,
      @ForAll @IntRange(min = 5, max = 100) int percentFree,
      @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    List<String> bits = new ArrayList<>();
    for (int party = 0; party < parties; party++) {
      StringBuilder agenda = new StringBuilder();
      for (int slot = 0; slot < slots; slot++) {
        agenda.append(random.nextInt(100) < percentFree ? '1' : '0');
      }
      bits.add(agenda.toString());
    }
    int from = Math.min(first, slots);
    for (Protocol protocol : QUICK) {
      Outcome outcome =
          negotiation(protocol.name(), from, bits).under(Terms.DEFAULT.evenIfInsecure()).run();
      assertThat(outcome.slot()).isEqualTo(firstCommon(bits, from));
    }
  }

  @ParameterizedTest
  @CsvSource({"xor", "ttp"})
  void severalDecline_theRestGoOn(String protocol) throws Exception {
    List<String> bits = List.of("0011", "0101", "0010", "0000", "0111");
    Outcome outcome = negotiation(protocol, 0, bits).declining(Set.of("p1", "p3")).run();
    assertThat(outcome.slot()).hasValue(2);
    assertThat(outcome.negotiators()).containsExactly("p0", "p2", "p4");
    assertThat(outcome.declined()).containsExactly("p1", "p3");
    // The invitation goes to all five, the rest happens among three.
    assertThat(outcome.sent().messages(Phase.INVITATION)).isEqualTo(4 + 16);
    assertThat(outcome.sent().messages(Phase.CHECK)).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"xor,p1 p2", "xor,p1", "ttp,p1 p2"})
  void tooFewLeft_noSlotAndNoneTried(String protocol, String declining) throws Exception {
    Outcome outcome =
        negotiation(protocol, 0, List.of("1", "1", "1"))
            .declining(Set.of(declining.split(" ")))
            .run();
    assertThat(outcome.slot()).isEmpty();
    assertThat(outcome.slotsTried()).isZero();
    assertThat(outcome.negotiators()).startsWith("p0").hasSizeLessThan(3);
    assertThat(outcome.sent().messages()).isEqualTo(2 + 4);
  }

  /** Whoever counts bytes sees the same of everybody, whatever is said. */
  @ParameterizedTest
  @CsvSource({"xor", "veto"})
  void cover_cellsOfOneSizeToEverybody(String protocol) throws Exception {
    Map<Integer, Long> sizes = new ConcurrentHashMap<>();
    Outcome outcome =
        negotiation(protocol, 0, List.of("0011", "0101", "0111"))
            .under(Terms.DEFAULT.covered(500))
            .wired(
                ends ->
                    name ->
                        new Tap(
                            ends.apply(name),
                            (to, frame) -> sizes.merge(frame.length, 1L, Long::sum)))
            .run();
    assertThat(outcome.slot()).hasValue(3);
    assertThat(sizes).containsOnlyKeys(CoveredTransport.CELL);
    assertThat(outcome.sent().coverBytes()).isGreaterThan(outcome.sent().bytes());
  }

  @Test
  void dummies_negotiateButDecideNothing() throws Exception {
    List<String> bits = List.of("0011", "0101", "0111");
    Outcome outcome = negotiation("xor", 0, bits).dummies(3).declining(Set.of()).run();
    assertThat(outcome.slot()).hasValue(3);
    assertThat(outcome.negotiators()).containsExactly("p0", "p1", "p2");
    assertThat(outcome.dummies()).containsExactly("dummy-1", "dummy-2", "dummy-3");
    assertThat(outcome.sent().messages(Phase.NEGOTIATION)).isEqualTo(4 * 2 * 6 * 5);
  }

  /** One party runs them, so that they make no third party for it. */
  @Test
  void twoPartiesAndDummies_refused() {
    assertThatThrownBy(() -> negotiation("xor", 0, List.of("1", "1")).dummies(3).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hides nothing");
    assertThatThrownBy(() -> negotiation("ttp", 0, List.of("1", "1")).dummies(3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** When every message takes a time, the whole takes that time for each round, and no more. */
  @ParameterizedTest
  @CsvSource({"xor,4,2", "ttp,4,2"})
  void messagesTakeTime_roundsAreWhatAddsUp(String protocol, int parties, int slots)
      throws Exception {
    Duration hop = Duration.ofMillis(50);
    negotiation(protocol, 0, onlyCommon(parties, slots, slots - 1)).run();
    Outcome outcome =
        negotiation(protocol, 0, onlyCommon(parties, slots, slots - 1)).delayedBy(hop).run();
    double rounds = (double) outcome.elapsed().toNanos() / hop.toNanos();
    // One more for the end marks, which are no messages.
    assertThat(rounds).isGreaterThan(outcome.rounds() + 0.99);
  }
}
