package io.privnet.meeting.protocol;

import static io.privnet.meeting.protocol.Meetings.firstCommon;
import static io.privnet.meeting.protocol.Meetings.negotiation;
import static io.privnet.meeting.protocol.Meetings.onlyCommon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.protocol.SdcMessage.Step;
import io.privnet.meeting.sdc.PublicSetup;
import io.privnet.meeting.sdc.SmallSetup;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdcProtocolTest {
  private static final Terms TERMS = Meetings.terms("sdc");
  private static final Protocol SDC = Protocol.named("sdc");
  private static final int RESIDUE = 128;
  private static final BigInteger MODULUS =
      new BigInteger(TERMS.setup().orElseThrow().split(" ")[1], 16);

  /**
   * The paper's figures (§3.5), of invitation and negotiation; the result check is not in them.
   * With a batch n(n-1)(3 + 3⌈log2 n⌉). All but the size of the modulus is as it should be.
   */
  @ParameterizedTest
  @CsvSource({"5,false,5300", "10,false,30330", "5,true,240", "10,true,1350"})
  void fiveAndTenParties_sendAsManyMessagesAsInThePaper(int parties, boolean batch, long messages)
      throws Exception {
    PublicSetup setup = SmallSetup.of128Bits();
    Protocol small = new SdcProtocol(text -> setup);
    Terms terms = Terms.DEFAULT.with("small");
    LinkedHashMap<String, Availability> agendas = new LinkedHashMap<>();
    for (String bits : onlyCommon(parties, 24, 23)) {
      agendas.put("p" + agendas.size(), Availability.parse(bits));
    }
    Outcome outcome =
        new LocalNegotiation(small, agendas).under(batch ? terms.batched() : terms).run();
    assertThat(outcome.slot()).hasValue(23);
    Traffic sent = outcome.sent();
    assertThat(sent.messages(Phase.INVITATION) + sent.messages(Phase.NEGOTIATION))
        .isEqualTo(messages);
    assertThat(sent.messages(Phase.CHECK)).isEqualTo((long) parties * (parties - 1));
  }

  @Property(tries = 8)
  void randomAgendas_resultIsTheirAndAndTheCostAsSaid(
      @ForAll @IntRange(min = 2, max = 6) int parties,
      @ForAll @IntRange(min = 1, max = 3) int slots,
      @ForAll @IntRange(max = 1) int first,
      @ForAll boolean batch,
      @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    List<String> bits = new ArrayList<>();
    for (int party = 0; party < parties; party++) {
      StringBuilder agenda = new StringBuilder();
      for (int slot = 0; slot < slots; slot++) {
        agenda.append(random.nextInt(100) < 85 ? '1' : '0');
      }
      bits.add(agenda.toString());
    }
    Terms terms = batch ? TERMS.batched() : TERMS;
    Outcome outcome = negotiation("sdc", first, bits).under(terms).run();
    assertThat(outcome.slot()).isEqualTo(firstCommon(bits, first));
    boolean found = outcome.slot().isPresent();
    for (Phase phase : Phase.values()) {
      assertThat(outcome.sent().messages(phase))
          .isEqualTo(SDC.messages(phase, terms, parties, outcome.slotsTried(), found));
    }
    assertThat(outcome.rounds()).isEqualTo(SDC.rounds(terms, parties, outcome.slotsTried(), found));
  }

  @Test
  void someDecline_theRestGoOnWithTheirKeys() throws Exception {
    Outcome outcome =
        negotiation("sdc", 0, List.of("011", "001", "110", "111")).declining(Set.of("p1")).run();
    assertThat(outcome.slot()).hasValue(1);
    assertThat(outcome.negotiators()).containsExactly("p0", "p2", "p3");
  }

  /** Where all slots would make too much work for a round, a batch is as many as do not. */
  @ParameterizedTest
  @CsvSource({"2,1024,2400,1", "10,2048,60,1", "10,2048,61,2", "10,3072,24,2", "1000,3072,24,24"})
  void largeBatch_isSplit(int parties, int bits, int slots, int batches) {
    Terms terms = TERMS.with(PublicSetup.ready(bits).toString()).batched();
    assertThat(SDC.negotiationRounds(terms, parties, slots))
        .isEqualTo(batches * (2 + 3 * SdcProtocol.levels(parties)));
    int longest =
        4
            * (parties / 2)
            * SdcProtocol.together(terms, PublicSetup.ready(bits), parties)
            * bits
            / 8;
    // In Base64, beside labels and the longest names.
    assertThat(longest * 4L / 3 + 10_000).isLessThan(Frame.MAX_BODY);
  }

  @Test
  void termsItDoesNotKnow_refused() {
    assertThatThrownBy(() -> SDC.check(Terms.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a public setup");
    assertThatThrownBy(() -> SDC.check(TERMS.opening(0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SDC.check(TERMS.with("privnet-sdc-setup-1 f f")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bits");
    SDC.check(TERMS);
    SDC.check(TERMS.batched());
    SDC.check(SDC.terms());
  }

  /** What p1, one of three, says in one step is another thing; nobody gets a result. */
  private static NegotiationException changed(Step step, UnaryOperator<byte[]> change) {
    return catchThrowableOfType(
        NegotiationException.class,
        negotiation("sdc", 0, onlyCommon(3, 2, 1))
                .wired(
                    FaultyTransport.at(
                        "p1", (to, number, frame) -> List.of(changed(frame, step, change))))
            ::run);
  }

  private static byte[] changed(byte[] frame, Step step, UnaryOperator<byte[]> change) {
    String body = FaultyTransport.body(frame);
    if (!body.contains("\"kind\":\"" + step.kind() + "\"")) {
      return frame;
    }
    try {
      Envelope envelope = Envelope.parse(body.getBytes(StandardCharsets.UTF_8));
      SdcMessage message = (SdcMessage) envelope.message();
      byte[] other =
          new Envelope(
                  envelope.sender(),
                  envelope.receiver(),
                  envelope.session(),
                  new SdcMessage(
                      step, message.slot(), message.level(), change.apply(message.values())))
              .encode(0);
      return FaultyTransport.withBody("p1", frame, new String(other, StandardCharsets.UTF_8));
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] withLast(byte[] values, BigInteger number) {
    byte[] changed = values.clone();
    byte[] bytes = number.toByteArray();
    Arrays.fill(changed, changed.length - RESIDUE, changed.length, (byte) 0);
    int length = Math.min(RESIDUE, bytes.length);
    System.arraycopy(bytes, bytes.length - length, changed, changed.length - length, length);
    return changed;
  }

  private static void assertNamed(NegotiationException failure, String what) {
    assertThat(failure).hasMessageStartingWith("p1: ").hasMessageContaining(what);
    assertThat(failure.parties()).containsExactly("p1");
    assertThat(failure.firstHand()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void numberOutOfRange_named(Step step) {
    for (BigInteger number : List.of(BigInteger.ZERO, BigInteger.ONE, MODULUS)) {
      assertNamed(changed(step, values -> withLast(values, number)), "not between");
    }
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void tooFewOrTooManyNumbers_named(Step step) {
    assertNamed(
        changed(step, values -> Arrays.copyOf(values, values.length + RESIDUE)), "numbers of 128");
    assertNamed(
        changed(step, values -> Arrays.copyOf(values, values.length - 1)), "numbers of 128");
  }

  /** A wrong witness leaves no bit; whose it is cannot be told, and nobody is blamed. */
  @ParameterizedTest
  @EnumSource(names = {"WITNESSES", "OUTPUTS"})
  void wrongWitness_foundButNobodyNamed(Step step) {
    NegotiationException failure = changed(step, values -> withLast(values, BigInteger.TWO));
    assertThat(failure).hasMessageContaining("leave no bit");
    assertThat(failure.parties()).isEmpty();
  }

  /**
   * Passive security only (§3.4): a party flips the last gate's output, and the busy slot 0 comes
   * out as common. Whoever is busy sees that, but not who did it.
   */
  @Test
  void flippedGate_foundByWhoIsBusy() {
    NegotiationException failure =
        catchThrowableOfType(
            NegotiationException.class,
            negotiation("sdc", 0, List.of("0", "1"))
                    .wired(
                        FaultyTransport.at(
                            "p1",
                            (to, number, frame) ->
                                List.of(changed(frame, Step.PRODUCTS, SdcProtocolTest::negated))))
                ::run);
    assertThat(failure).hasMessageContaining("not free here");
    assertThat(failure.parties()).isEmpty();
  }

  private static byte[] negated(byte[] ciphertext) {
    byte[] beta = Arrays.copyOfRange(ciphertext, RESIDUE, 2 * RESIDUE);
    return withLast(ciphertext, MODULUS.subtract(new BigInteger(1, beta)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "AAAA", "missing"})
  void noPublicKey_named(String key) {
    NegotiationException failure =
        catchThrowableOfType(
            NegotiationException.class,
            negotiation("sdc", 0, List.of("1", "1", "1"))
                    .wired(
                        FaultyTransport.at(
                            "p1",
                            (to, number, frame) -> {
                              String body = FaultyTransport.body(frame);
                              String other =
                                  key.equals("missing")
                                      ? body.replaceFirst(",\"key\":\"[^\"]*\"", "")
                                      : body.replaceFirst(
                                          "\"key\":\"[^\"]*\"", "\"key\":\"" + key + "\"");
                              return List.of(
                                  body.isEmpty()
                                      ? frame
                                      : FaultyTransport.withBody("p1", frame, other));
                            }))
                ::run);
    assertThat(failure.parties()).as(failure.getMessage()).containsExactly("p1");
    assertThat(failure).hasMessageContaining(key.equals("missing") ? "no key" : "no public key");
  }
}
