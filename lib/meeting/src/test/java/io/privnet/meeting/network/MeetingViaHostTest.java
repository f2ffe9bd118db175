package io.privnet.meeting.network;

import static io.privnet.meeting.network.SocketMeeting.LOOPBACK;
import static io.privnet.meeting.network.SocketMeeting.SHORT;
import static io.privnet.meeting.network.SocketMeeting.answering;
import static io.privnet.meeting.network.SocketMeeting.hosted;
import static io.privnet.meeting.network.SocketMeeting.joined;
import static io.privnet.meeting.network.SocketMeeting.parts;
import static io.privnet.meeting.network.SocketMeeting.proposal;
import static io.privnet.meeting.network.SocketMeeting.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.network.Saboteur.Fault;
import io.privnet.meeting.network.SocketMeeting.End;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class MeetingViaHostTest {
  private static final List<String> BITS = List.of("01011", "11011", "01110", "11010", "11111");

  @ParameterizedTest
  @ValueSource(strings = {"veto", "xor"})
  void fiveParties_sameResultAndSameWordsEverywhere(String protocol) throws Exception {
    Queue<String> words = new ConcurrentLinkedQueue<>();
    Progress listener =
        event -> {
          if (event instanceof Progress.Event.Negotiating negotiating) {
            words.add(negotiating.checkWords());
          }
        };
    HostedMeeting hosted = hosted(proposal(protocol, 5), 4).viaHost().observedBy(listener);
    Ticket ticket = hosted.open(LOOPBACK, Optional.empty());
    Map<String, Callable<Outcome>> parts = parts(hosted, ticket, BITS);
    parts.put(
        "p4",
        () -> {
          try (JoinedMeeting meeting = joined(ticket, "p4").observedBy(listener)) {
            meeting.join();
            return meeting.negotiate(invitation -> Optional.of(Availability.parse(BITS.get(4))));
          }
        });
    assertThat(together(parts))
        .hasSize(5)
        .allSatisfy(
            (name, end) -> {
              assertThat(end.thrown()).isNull();
              assertThat(end.outcome().slot()).hasValue(1);
            });
    assertThat(words).hasSize(2).containsOnly(words.peek());
    assertThat(words.peek()).matches("([a-z]{5}-){7}[a-z]{5}");
  }

  @Test
  void dummies_areReachedByWayOfTheHostToo() throws Exception {
    HostedMeeting hosted = hosted(proposal("xor", 5), 2).dummies(2).viaHost();
    Ticket ticket = hosted.open(LOOPBACK, Optional.empty());
    Map<String, End> ends = together(parts(hosted, ticket, BITS.subList(0, 3)));
    assertThat(ends).allSatisfy((name, end) -> assertThat(end.outcome().slot()).hasValue(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"veto", "xor"})
  void partyThatVanishes_isNamedByAll(String protocol) throws Exception {
    HostedMeeting hosted = hosted(proposal(protocol, 5), 4).viaHost();
    Ticket ticket = hosted.open(LOOPBACK, Optional.empty());
    Map<String, Callable<Outcome>> parts = parts(hosted, ticket, BITS);
    parts.put(
        "p2",
        () -> {
          try (JoinedMeeting meeting = joined(ticket, "p2")) {
            meeting.join();
            return meeting.negotiate(
                invitation -> {
                  throw new InterruptedException("vanishes");
                });
          }
        });
    assertNamed(together(parts), "the connection");
  }

  /** Those who hear it only by way of the host cannot tell which of the two it was. */
  private static void assertNamed(Map<String, End> ends, String what) {
    ends.remove("p2");
    assertThat(ends)
        .hasSize(4)
        .allSatisfy(
            (name, end) ->
                assertThat(end.thrown())
                    .isInstanceOfSatisfying(
                        NegotiationException.class,
                        failure -> {
                          assertThat(failure.parties())
                              .as(failure.getMessage())
                              .contains("p2")
                              .isSubsetOf("p2", "host");
                          assertThat(failure).hasMessageContaining(what);
                        }));
  }

  @ParameterizedTest
  @CsvSource({
    "veto, commit, VANISHES, the connection",
    "veto, open, SENDS_GARBAGE, sent",
    "sdc, masks, VANISHES, the connection",
    "xor, bit, VANISHES, the connection",
    "xor, result, PROMISES_TOO_MUCH, longer than the",
  })
  void partyAtFault_isNamedByAll(String protocol, String kind, Fault fault, String what)
      throws Exception {
    HostedMeeting hosted = hosted(proposal(protocol, 5), 4).viaHost();
    Ticket ticket = hosted.open(LOOPBACK, Optional.empty());
    Map<String, Callable<Outcome>> parts = parts(hosted, ticket, BITS);
    try (Saboteur culprit = new Saboteur(ticket, "p2")) {
      culprit.join();
      parts.put("p2", () -> culprit.negotiate(BITS.get(2), kind, fault));
      assertNamed(together(parts), what);
    }
  }

  @Test
  void partyThatHangs_isNamedByAllWhenTheTimeIsOver() throws Exception {
    HostedMeeting hosted = hosted(proposal("veto", 5), 4).viaHost().silence(SHORT);
    Ticket ticket = hosted.open(LOOPBACK, Optional.empty());
    Map<String, Callable<Outcome>> parts = parts(hosted, ticket, BITS);
    for (int i : new int[] {1, 3, 4}) {
      JoinedMeeting joined = joined(ticket, "p" + i).silence(SHORT);
      parts.put("p" + i, answering(joined, Optional.of(BITS.get(i))));
    }
    parts.remove("p2");
    try (Saboteur culprit = new Saboteur(ticket, "p2")) {
      culprit.join();
      Thread hanging =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      culprit.negotiate(BITS.get(2), "open", Fault.HANGS);
                    } catch (Exception e) {
                      // As the test ends.
                    }
                  });
      assertNamed(together(parts), "nothing ");
      hanging.interrupt();
      hanging.join();
    }
  }
}
