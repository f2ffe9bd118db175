package io.privnet.meeting.network;

import static io.privnet.meeting.network.SocketMeeting.LOOPBACK;
import static io.privnet.meeting.network.SocketMeeting.hosted;
import static io.privnet.meeting.network.SocketMeeting.joined;
import static io.privnet.meeting.network.SocketMeeting.parts;
import static io.privnet.meeting.network.SocketMeeting.proposal;
import static io.privnet.meeting.network.SocketMeeting.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.agenda.Availability;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    Map<String, End> ends = together(parts);
    ends.remove("p2");
    assertThat(ends)
        .allSatisfy(
            (name, end) ->
                assertThat(end.thrown())
                    .isInstanceOfSatisfying(
                        NegotiationException.class,
                        failure ->
                            assertThat(failure.parties())
                                .as(failure.getMessage())
                                .contains("p2")
                                .isSubsetOf("p2", "host")));
  }
}
