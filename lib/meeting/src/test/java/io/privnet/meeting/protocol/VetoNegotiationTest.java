package io.privnet.meeting.protocol;

import static io.privnet.meeting.protocol.Meetings.firstCommon;
import static io.privnet.meeting.protocol.Meetings.negotiation;
import static io.privnet.meeting.protocol.Meetings.onlyCommon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.meeting.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VetoNegotiationTest {
  @Property(tries = 15)
  void randomAgendas_resultIsTheirAnd(
      @ForAll @IntRange(min = 2, max = 4) int parties,
      @ForAll @IntRange(min = 1, max = 4) int slots,
      @ForAll @IntRange(min = 0, max = 4) int first,
      @ForAll @IntRange(min = 0, max = 5) int open,
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
    Outcome outcome = negotiation("veto", from, bits).under(Terms.DEFAULT.opening(open)).run();
    assertThat(outcome.slot()).isEqualTo(firstCommon(bits, from));
  }

  /** 1 + ⌈f/w⌉ rounds of n(n-1) messages, beside invitation and result check. */
  @ParameterizedTest
  @CsvSource({"1,2,4", "1,-1,5", "2,1,2", "2,2,3", "3,-1,3", "0,0,2"})
  void slotsOpenedTogether_roundsAndMessagesAsSaid(int open, int common, int negotiationRounds)
      throws Exception {
    int n = 3;
    Terms terms = Terms.DEFAULT.opening(open);
    Outcome outcome = negotiation("veto", 0, onlyCommon(n, 4, common)).under(terms).run();
    boolean found = common >= 0;
    int tried = found ? common + 1 : 4;
    assertThat(outcome.sent().messages(Phase.NEGOTIATION)).isEqualTo(negotiationRounds * 6);
    assertThat(outcome.rounds()).isEqualTo(2 + negotiationRounds + (found ? 1 : 0));
    Protocol veto = Protocol.named("veto");
    assertThat(veto.negotiationRounds(terms, n, tried)).isEqualTo(negotiationRounds);
    assertThat(veto.messages(Phase.NEGOTIATION, terms, n, tried, found))
        .isEqualTo(negotiationRounds * 6);
  }

  @Test
  void fiftyParties_findTheirSlot() throws Exception {
    Outcome outcome =
        negotiation("veto", 0, onlyCommon(50, 2, 1)).under(Terms.DEFAULT.opening(0)).run();
    assertThat(outcome.slot()).hasValue(1);
    assertThat(outcome.sent().messages(Phase.NEGOTIATION)).isEqualTo(2 * 50 * 49);
  }

  @Test
  void severalDecline_theRestGoOn() throws Exception {
    List<String> bits = List.of("0011", "0101", "0010", "0000", "0111");
    Outcome outcome = negotiation("veto", 0, bits).declining(Set.of("p1", "p3")).run();
    assertThat(outcome.slot()).hasValue(2);
    assertThat(outcome.negotiators()).containsExactly("p0", "p2", "p4");
  }

  @Test
  void moreSlotsThanFitIntoAFrame_refused() {
    assertThatThrownBy(() -> negotiation("veto", 0, onlyCommon(2, 15_001, 0)).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("protocol veto takes at most 15000 slots, not 15001");
  }
}
