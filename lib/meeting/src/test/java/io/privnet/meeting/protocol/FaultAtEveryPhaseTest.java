package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.transcript.Transcript;
import io.privnet.meeting.transcript.TranscriptWriter;
import io.privnet.meeting.transcript.Verification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One of three parties is killed, stalls or sends garbage in each step of each protocol: both
 * others end, name it, and keep transcripts that hold no lie.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultAtEveryPhaseTest {
  /** Passes only when nothing else happens. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private static final long HANG_S = 120;
  private static final String[] FREE = {"011", "101", "111"};

  private static final Map<String, List<String>> STEPS =
      Map.of(
          "veto", List.of("reply", "commit", "open", "result", "end"),
          "sdc",
              List.of(
                  "reply", "inputs", "masks", "witnesses", "products", "outputs", "result", "end"),
          "xor", List.of("reply", "bit", "result", "end"),
          "ttp", List.of("reply", "agenda", "result", "end"));

  /** Protocol, culprit, and the kind of message that it has come to; "end" is the end mark. */
  static List<Arguments> steps() {
    List<Arguments> steps = new ArrayList<>();
    STEPS.forEach(
        (protocol, kinds) -> {
          steps.add(Arguments.of(protocol, "p0", "invitation"));
          kinds.forEach(kind -> steps.add(Arguments.of(protocol, "p2", kind)));
        });
    steps.add(Arguments.of("ttp", "ttp", "answer"));
    return steps;
  }

  @ParameterizedTest
  @MethodSource("steps")
  void partyIsKilled_allOthersNameIt(String protocol, String culprit, String kind)
      throws Exception {
    assertNamed(
        protocol,
        culprit,
        at(
            kind,
            frame -> {
              throw new FaultyTransport.Vanished();
            }));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void partyStalls_allOthersNameIt(String protocol, String culprit, String kind) throws Exception {
    Stillness stillness = stillness(protocol);
    assertNamed(
        protocol,
        culprit,
        stillness,
        at(
            kind,
            frame -> {
              stillness.hang(culprit);
              return List.of();
            }));
  }

  /** All but the end, after which nobody listens. */
  static Stream<Arguments> stepsButTheLast() {
    return steps().stream().filter(step -> !step.get()[2].equals("end"));
  }

  @ParameterizedTest
  @MethodSource("stepsButTheLast")
  void partySaysItTwice_allOthersNameIt(String protocol, String culprit, String kind)
      throws Exception {
    assertNamed(protocol, culprit, at(kind, frame -> List.of(frame, frame)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void partySendsGarbage_allOthersNameIt(String protocol, String culprit, String kind)
      throws Exception {
    assertNamed(
        protocol,
        culprit,
        at(kind, frame -> List.of(FaultyTransport.withBody(culprit, frame, "{\"garbage\""))));
  }

  /**
   * p2 gives p1 alone a proof that does not hold, of the last slot, when p0 is done and only waits
   * for the rest.
   */
  @Test
  void wrongProofToOneWhenAnotherIsDone_bothNameIt() throws Exception {
    CountDownLatch p0IsDone = new CountDownLatch(1);
    FaultyTransport.Fault wrong =
        (to, number, frame) -> {
          String body = FaultyTransport.body(frame);
          if (!to.equals("p1") || !body.contains("\"kind\":\"open\"")) {
            return List.of(frame);
          }
          p0IsDone.await();
          String other = body.contains("AAAA\"}}") ? "AAAB" : "AAAA";
          return List.of(
              FaultyTransport.withBody("p2", frame, body.replaceFirst("....\"}}", other + "\"}}")));
        };
    BiConsumer<String, byte[]> listener =
        (to, frame) -> {
          if (to.equals("p1") && FaultyTransport.body(frame).isEmpty()) {
            p0IsDone.countDown();
          }
        };
    UnaryOperator<Function<String, Transport>> tapped =
        ends -> name -> name.equals("p0") ? new Tap(ends.apply(name), listener) : ends.apply(name);
    assertNamed(
        "veto",
        "p2",
        new String[] {"0", "1", "1"},
        new Stillness(List.of("p0", "p1", "p2")),
        ends -> tapped.apply(FaultyTransport.at("p2", wrong).apply(ends)));
  }

  private interface Strike {
    List<byte[]> on(byte[] frame) throws InterruptedException;
  }

  /** Strikes the frames of a kind. */
  private static FaultyTransport.Fault at(String kind, Strike strike) {
    return (to, number, frame) -> {
      String body = FaultyTransport.body(frame);
      boolean here =
          kind.equals("end") ? body.isEmpty() : body.contains("\"kind\":\"" + kind + "\"");
      return here ? strike.on(frame) : List.of(frame);
    };
  }

  private static void assertNamed(String protocol, String culprit, FaultyTransport.Fault fault)
      throws Exception {
    assertNamed(protocol, culprit, stillness(protocol), fault);
  }

  private static Stillness stillness(String protocol) {
    List<String> names = new ArrayList<>(List.of("p0", "p1", "p2"));
    Protocol.named(protocol).thirdParty().ifPresent(names::add);
    return new Stillness(names);
  }

  private static void assertNamed(
      String protocol, String culprit, Stillness stillness, FaultyTransport.Fault fault)
      throws Exception {
    String[] bits = protocol.equals("sdc") ? new String[] {"1", "1", "1"} : FREE;
    assertNamed(protocol, culprit, bits, stillness, FaultyTransport.at(culprit, fault));
  }

  private static void assertNamed(
      String protocol,
      String culprit,
      String[] bits,
      Stillness stillness,
      UnaryOperator<Function<String, Transport>> wiring)
      throws Exception {
    Map<String, Identity> identities = new LinkedHashMap<>();
    for (String name : List.of("p0", "p1", "p2")) {
      identities.put(name, Meetings.identity(name));
    }
    Optional<String> thirdParty = Protocol.named(protocol).thirdParty();
    Invitation invitation =
        new Invitation(
            protocol,
            Meetings.terms(protocol),
            Meetings.parties(List.copyOf(identities.keySet())),
            thirdParty.map(name -> Meetings.parties(List.of(name)).getFirst()),
            bits[0].length(),
            0,
            Optional.empty(),
            Optional.empty(),
            Invitation.freshNonce());
    thirdParty.ifPresent(name -> identities.put(name, Meetings.identity(name)));

    LocalNetwork network = new LocalNetwork(identities.keySet());
    Function<String, Transport> ends = wiring.apply(stillness.over(network::end));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, Future<Ending>> running = new LinkedHashMap<>();
      identities.forEach(
          (name, identity) ->
              running.put(
                  name,
                  threads.submit(() -> play(name, identity, invitation, ends.apply(name), bits))));
      for (String name : running.keySet()) {
        if (!name.equals(culprit)) {
          Ending ending = running.get(name).get(HANG_S / 2, TimeUnit.SECONDS);
          // The third party is done, and has left, when the results are compared.
          if (invitation.names().contains(name) || ending.failure.isPresent()) {
            assertNamed(culprit, name, ending);
          }
        }
      }
      threads.shutdownNow();
    }
  }

  private static void assertNamed(String culprit, String by, Ending ending) {
    assertThat(ending.failure).as("%s has to fail", by).isPresent();
    assertThat(ending.failure.get().parties())
        .as("%s: %s", by, ending.failure.get().getMessage())
        .containsExactly(culprit);
    if (ending.transcript.isPresent()) {
      Verification verification = Verification.of(List.of(ending.transcript.get()));
      assertThat(verification.holds()).isFalse();
      assertThat(verification.parts().getFirst().failure())
          .contains(ending.failure.get().getMessage());
      assertThat(Set.of(culprit)).containsAll(verification.cheaters());
    }
  }

  /** How a party ended; the third party keeps no transcript. */
  private record Ending(Optional<NegotiationException> failure, Optional<Transcript> transcript) {}

  private static Ending play(
      String name, Identity identity, Invitation invitation, Transport end, String[] bits)
      throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Optional<NegotiationException> failure = Optional.empty();
    try (end;
        TranscriptWriter writer = new TranscriptWriter(name, identity, file)) {
      try {
        if (invitation.names().contains(name)) {
          Availability agenda = Availability.parse(bits[invitation.names().indexOf(name)]);
          Participant participant =
              new Participant(name, identity, invitation.keys(), end)
                  .silence(SILENCE)
                  .loggedBy(writer);
          if (name.equals("p0")) {
            participant.initiate(invitation, agenda);
          } else {
            participant.join("p0", invitation.nonce(), invited -> Optional.of(agenda));
          }
        } else {
          Endpoint endpoint = new Endpoint(name, identity, end, SILENCE, Trace.NONE, FrameLog.NONE);
          endpoint.introduce(invitation.keys());
          TtpProtocol.serve(new Channel(endpoint, SILENCE, Progress.NONE), invitation.keys());
        }
      } catch (NegotiationException e) {
        writer.failed(e);
        failure = Optional.of(e);
      }
    }
    if (!invitation.names().contains(name)) {
      return new Ending(failure, Optional.empty());
    }
    return new Ending(
        failure, Optional.of(Transcript.read(name, new ByteArrayInputStream(file.toByteArray()))));
  }
}
