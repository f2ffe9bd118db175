package io.privnet.meeting.protocol;

import static io.privnet.meeting.protocol.Meetings.negotiation;
import static io.privnet.meeting.protocol.Meetings.onlyCommon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.privnet.meeting.protocol.FaultyTransport.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One party misbehaves at every point of the negotiation; the others end in time and name it. */
@Execution(ExecutionMode.CONCURRENT)
class FaultTest {
  /** Passes only when nothing else happens. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private static final String CULPRIT = "p2";

  /**
   * Protocol, and the number of a frame among those that the culprit, one of four, is certain to
   * send: 3 replies; in xor a bit of its own in each slot and those passed on and broadcast; in ttp
   * its agenda and three results.
   */
  static Stream<Arguments> points() {
    return Stream.concat(
        IntStream.of(0, 2, 3, 11).mapToObj(k -> Arguments.of("xor", k)),
        IntStream.of(1, 3, 6).mapToObj(k -> Arguments.of("ttp", k)));
  }

  /** Four parties, four slots, the last is common: 4 is too many for the culprit's bits alone. */
  private static LocalNegotiation fourParties(String protocol) {
    return negotiation(protocol, 0, onlyCommon(4, 4, 3));
  }

  /** The names of the parties, the third party among them. */
  private static List<String> all(int parties, String protocol) {
    return Stream.concat(
            IntStream.range(0, parties).mapToObj(i -> "p" + i),
            Protocol.named(protocol).thirdParty().stream())
        .toList();
  }

  private static NegotiationException failure(LocalNegotiation negotiation) {
    long start = System.nanoTime();
    NegotiationException failure =
        catchThrowableOfType(NegotiationException.class, negotiation::run);
    assertThat(failure).as("the negotiation has to fail").isNotNull();
    // Far above what it takes: a machine with other work must not fail this, only a hang.
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as(failure.getMessage())
        .isLessThan(LocalNegotiation.SILENCE.multipliedBy(4));
    return failure;
  }

  private static void assertNamed(String protocol, int k, Fault fault, String what) {
    assertNamed(protocol, new Stillness(all(4, protocol)), k, fault, what);
  }

  private static void assertNamed(
      String protocol, Stillness stillness, int k, Fault fault, String what) {
    NegotiationException failure =
        failure(
            fourParties(protocol)
                .silence(SILENCE)
                .wired(stillness::over)
                .wired(FaultyTransport.once(CULPRIT, k, fault)));
    assertThat(failure.parties()).as(failure.getMessage()).containsExactly(CULPRIT);
    assertThat(failure).hasMessageStartingWith(CULPRIT + ": ").hasMessageContaining(what);
    assertThat(failure.firstHand()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("points")
  void partyVanishes_namedAsCut(String protocol, int k) {
    assertNamed(
        protocol,
        k,
        (to, number, frame) -> {
          throw new FaultyTransport.Vanished();
        },
        "the connection was cut");
  }

  @ParameterizedTest
  @MethodSource("points")
  void partyHangs_namedAsSilent(String protocol, int k) {
    Stillness stillness = new Stillness(all(4, protocol));
    assertNamed(
        protocol,
        stillness,
        k,
        (to, number, frame) -> {
          stillness.hang(CULPRIT);
          return List.of(frame);
        },
        "nothing came for 600.0 s");
  }

  @ParameterizedTest
  @MethodSource("points")
  void garbage_named(String protocol, int k) {
    assertNamed(
        protocol,
        k,
        (to, number, frame) ->
            List.of(FaultyTransport.withBody(CULPRIT, frame, "{\"performative\"\u001b[2J")),
        "sent not JSON");
  }

  @ParameterizedTest
  @MethodSource("points")
  void frameTooLong_named(String protocol, int k) {
    assertNamed(
        protocol,
        k,
        (to, number, frame) -> List.of(new byte[] {0x7f, -1, -1, -1, 0, 0, 0, 0}),
        "longer than the 4194304 allowed");
  }

  @ParameterizedTest
  @MethodSource("points")
  void frameCutShort_named(String protocol, int k) {
    assertNamed(
        protocol,
        k,
        (to, number, frame) -> List.of(java.util.Arrays.copyOf(frame, frame.length - 1)),
        "a frame ends inside its signature");
  }

  @ParameterizedTest
  @MethodSource("points")
  void frameTwice_named(String protocol, int k) {
    assertNamed(protocol, k, (to, number, frame) -> List.of(frame, frame), "again");
  }

  @ParameterizedTest
  @MethodSource("points")
  void frameDropped_named(String protocol, int k) {
    assertNamed(protocol, k, (to, number, frame) -> List.of(), "is missing");
  }

  @ParameterizedTest
  @MethodSource("points")
  void otherSession_named(String protocol, int k) {
    assertNamed(
        protocol,
        k,
        (to, number, frame) ->
            List.of(replaced(frame, "(\"in-reply-to\":\")[0-9a-f]{4}", "$1xxxx")),
        "another session");
  }

  @ParameterizedTest
  @MethodSource("points")
  void inAnothersName_named(String protocol, int k) {
    assertNamed(
        protocol,
        k,
        (to, number, frame) -> List.of(replaced(frame, "\"sender\":\"p2\"", "\"sender\":\"p1\"")),
        "in the name of 'p1'");
  }

  @ParameterizedTest
  @MethodSource("points")
  void altered_namedByTheSignature(String protocol, int k) {
    assertNamed(
        protocol,
        k,
        (to, number, frame) -> {
          byte[] altered = frame.clone();
          altered[Frame.HEADER + number % 64] ^= 1;
          return List.of(altered);
        },
        "sent a frame with a wrong signature");
  }

  @ParameterizedTest
  @MethodSource("points")
  void delayWithinTheTime_sameResult(String protocol, int k) throws Exception {
    Outcome outcome =
        fourParties(protocol)
            .wired(
                FaultyTransport.once(
                    CULPRIT,
                    k,
                    (to, number, frame) -> {
                      Thread.sleep(Duration.ofMillis(150));
                      return List.of(frame);
                    }))
            .run();
    assertThat(outcome.slot()).hasValue(3);
  }

  private static byte[] replaced(byte[] frame, String regex, String by) {
    return replaced(CULPRIT, frame, regex, by);
  }

  private static byte[] replaced(String signer, byte[] frame, String regex, String by) {
    return FaultyTransport.withBody(
        signer, frame, FaultyTransport.body(frame).replaceFirst(regex, by));
  }

  private static NegotiationException altered(String protocol, String regex, String by) {
    return failure(
        fourParties(protocol)
            .wired(
                FaultyTransport.at(
                    CULPRIT, (to, number, frame) -> List.of(replaced(frame, regex, by)))));
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void otherResult_namedByTheResultCheck(String protocol) {
    NegotiationException failure =
        altered(protocol, "\"kind\":\"result\",\"slot\":3", "\"kind\":\"result\",\"slot\":2");
    assertThat(failure.parties()).containsExactly(CULPRIT);
    assertThat(failure).hasMessageContaining("the result differs from slot 3");
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void otherResultToOneOnly_nobodyGetsAResult(String protocol) {
    NegotiationException failure =
        failure(
            fourParties(protocol)
                .wired(
                    FaultyTransport.at(
                        CULPRIT,
                        (to, number, frame) ->
                            List.of(
                                to.equals("p3")
                                    ? replaced(
                                        frame, "\"result\",\"slot\":3", "\"result\",\"slot\":0")
                                    : frame))));
    assertThat(failure.parties()).containsExactly(CULPRIT);
  }

  static Stream<String> protocols() {
    return Stream.of("xor", "ttp");
  }

  /** One that says something else than slot 3 to some. */
  private static LocalNegotiation thirdPartyAnswering(String instead, String... toThese) {
    return fourParties("ttp")
        .wired(
            FaultyTransport.at(
                "ttp",
                (to, number, frame) ->
                    List.of(
                        List.of(toThese).contains(to)
                            ? replaced("ttp", frame, "\"answer\",\"slot\":3", instead)
                            : frame)));
  }

  @Test
  void thirdPartyAnswersDifferently_foundByTheResultCheck() {
    // p0 is told slot 1, at which it is free as well; who of the two was lied to cannot be told.
    NegotiationException failure = failure(thirdPartyAnswering("\"answer\",\"slot\":1", "p0"));
    assertThat(failure).hasMessageContaining("the result differs");
  }

  @Test
  void thirdPartyAnswersBusySlot_named() {
    NegotiationException failure =
        failure(thirdPartyAnswering("\"answer\",\"slot\":0", "p0", CULPRIT, "p2", "p3"));
    assertThat(failure.parties()).containsExactly("ttp");
    assertThat(failure).hasMessage("ttp: answered with a slot that cannot be");
  }

  /**
   * Whoever objects does not say to which slot, so that nobody else learns that it is busy then.
   */
  @Test
  void thirdPartyAnswersBusySlotToOne_theOthersAreNotToldWhich() {
    List<Message.Failure> said = new CopyOnWriteArrayList<>();
    failure(
        thirdPartyAnswering("\"answer\",\"slot\":0", "p0")
            .wired(ends -> name -> new Tap(ends.apply(name), (to, frame) -> keep(frame, said))));
    assertThat(said)
        .filteredOn(failure -> failure.accused().equals(List.of("ttp")))
        .isNotEmpty()
        .allSatisfy(failure -> assertThat(failure.reason()).doesNotContainPattern("slot [0-9]"));
  }

  private static void keep(byte[] frame, List<Message.Failure> failures) {
    byte[] body = FaultyTransport.body(frame).getBytes(StandardCharsets.UTF_8);
    try {
      if (body.length > 0 && Envelope.parse(body).message() instanceof Message.Failure failure) {
        failures.add(failure);
      }
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void thirdPartySaysNoneToOneOnly_nobodyGetsAResult() {
    NegotiationException failure = failure(thirdPartyAnswering("\"answer\"", "p0"));
    assertThat(failure.parties()).isNotEmpty();
  }

  @Test
  void impossibleList_named() {
    NegotiationException failure = altered("xor", "\"left\":\"[01]{4}\"", "\"left\":\"1111\"");
    assertThat(failure.parties()).containsExactly(CULPRIT);
    assertThat(failure).hasMessageContaining("impossible list");
  }

  @Test
  void bitOfALaterSlot_named() {
    NegotiationException failure = altered("xor", "\"slot\":1,", "\"slot\":3,");
    assertThat(failure.parties()).containsExactly(CULPRIT);
    assertThat(failure).hasMessageContaining("out of turn");
  }

  @Test
  void maskedBitWithheldButNumbersClosedUp_failsWithoutNamingAnyone() {
    // A party that passes nothing on, skipping no frame number, hides behind the random routes.
    AtomicReference<Integer> withheld = new AtomicReference<>();
    NegotiationException failure =
        failure(
            negotiation("xor", 0, onlyCommon(5, 4, 3))
                .silence(SILENCE)
                .wired(new Stillness(all(5, "xor"))::over)
                .wired(
                    FaultyTransport.at(
                        CULPRIT,
                        (to, number, frame) -> {
                          String text = FaultyTransport.body(frame);
                          if (withheld.get() == null && text.contains("\"kind\":\"bit\"")) {
                            withheld.set(number);
                            return List.of(
                                FaultyTransport.withBody(
                                    CULPRIT,
                                    frame,
                                    text.replaceFirst(
                                            "\"performative\":\"tell\"",
                                            "\"performative\":\"error\"")
                                        .replaceFirst(
                                            "\"content\":.*",
                                            "\"content\":{\"kind\":\"stalled\"}}")));
                          }
                          return List.of(frame);
                        })));
    assertThat(failure.parties()).isEmpty();
    assertThat(failure).hasMessageContaining("stands still");
  }

  @Test
  void interrupted_endsAtOnce() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread run =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    negotiation("xor", 0, onlyCommon(4, 4, 3))
                        .wired(
                            FaultyTransport.at(
                                CULPRIT,
                                (to, number, frame) -> {
                                  Thread.sleep(Duration.ofMinutes(1));
                                  return List.of();
                                }))
                        .run();
                  } catch (Exception e) {
                    thrown.set(e);
                  }
                });
    Thread.sleep(100);
    run.interrupt();
    assertThat(run.join(LocalNegotiation.SILENCE)).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }
}
