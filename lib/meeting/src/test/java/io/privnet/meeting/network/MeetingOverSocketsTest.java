package io.privnet.meeting.network;

import static io.privnet.meeting.network.SocketMeeting.LOOPBACK;
import static io.privnet.meeting.network.SocketMeeting.SILENCE;
import static io.privnet.meeting.network.SocketMeeting.declining;
import static io.privnet.meeting.network.SocketMeeting.hosted;
import static io.privnet.meeting.network.SocketMeeting.joined;
import static io.privnet.meeting.network.SocketMeeting.parts;
import static io.privnet.meeting.network.SocketMeeting.proposal;
import static io.privnet.meeting.network.SocketMeeting.served;
import static io.privnet.meeting.network.SocketMeeting.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.network.SocketMeeting.End;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingOverSocketsTest {
  private static final List<String> FREE_TOGETHER_AT_3 =
      List.of("00111", "10111", "01010", "01110", "11011");
  private static final List<String> NEVER_TOGETHER =
      List.of("00111", "10111", "01010", "01110", "11101");

  static Stream<String> protocolsAmongThemselves() {
    return Protocol.all().stream()
        .filter(protocol -> protocol.thirdParty().isEmpty())
        .map(Protocol::name);
  }

  private static void assertSlot(Map<String, End> ends, Integer slot) {
    assertThat(ends)
        .allSatisfy(
            (name, end) -> {
              assertThat(end.thrown()).isNull();
              assertThat(end.outcome().slot().stream().boxed().toList())
                  .isEqualTo(slot == null ? List.of() : List.of(slot));
            });
  }

  private static Map<String, End> meeting(Proposal proposal, List<String> bits) throws Exception {
    HostedMeeting hosted = hosted(proposal, bits.size() - 1);
    return together(parts(hosted, hosted.open(LOOPBACK, Optional.empty()), bits));
  }

  @ParameterizedTest
  @MethodSource("protocolsAmongThemselves")
  void fiveParties_sameSlotEverywhere(String protocol) throws Exception {
    assertSlot(meeting(proposal(protocol, 5), FREE_TOGETHER_AT_3), 3);
  }

  @ParameterizedTest
  @MethodSource("protocolsAmongThemselves")
  void noCommonSlot_noneEverywhere(String protocol) throws Exception {
    assertSlot(meeting(proposal(protocol, 2), List.of("01", "11", "10")), null);
  }

  @ParameterizedTest
  @MethodSource("protocolsAmongThemselves")
  void oneDeclines_theRestGoOn(String protocol) throws Exception {
    HostedMeeting hosted = hosted(proposal(protocol, 5), 4);
    Ticket ticket = hosted.open(LOOPBACK, Optional.empty());
    Map<String, Callable<Outcome>> parts = parts(hosted, ticket, NEVER_TOGETHER);
    parts.put("p4", declining(ticket, "p4"));
    Map<String, End> ends = together(parts);
    assertThat(ends.remove("p4").outcome().slot()).isEmpty();
    assertSlot(ends, 3);
    assertThat(ends.get("p1").outcome().declined()).containsExactly("p4");
  }

  /** Nobody but the host is left, and everybody knows. */
  @ParameterizedTest
  @MethodSource("protocolsAmongThemselves")
  void allDecline_endsWithoutASlot(String protocol) throws Exception {
    HostedMeeting hosted = hosted(proposal(protocol, 5), 2);
    Ticket ticket = hosted.open(LOOPBACK, Optional.empty());
    Map<String, Callable<Outcome>> parts = parts(hosted, ticket, NEVER_TOGETHER.subList(0, 3));
    parts.put("p1", declining(ticket, "p1"));
    parts.put("p2", declining(ticket, "p2"));
    Map<String, End> ends = together(parts);
    assertSlot(ends, null);
    assertThat(ends.get("host").outcome().declined()).containsExactlyInAnyOrder("p1", "p2");
    assertThat(ends.get("host").outcome().slotsTried()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"veto", "sdc"})
  void twoParties_sameSlotOnBothSides(String protocol) throws Exception {
    assertSlot(meeting(proposal(protocol, 5), List.of("00111", "01011")), 3);
  }

  @Test
  void dummies_invitedLastAsRunByTheHostAndAlwaysFree() throws Exception {
    HostedMeeting hosted = hosted(proposal("xor", 5), 2).dummies(3);
    Ticket ticket = hosted.open(LOOPBACK, Optional.empty());
    AtomicReference<Invitation> seen = new AtomicReference<>();
    Map<String, Callable<Outcome>> parts =
        parts(hosted, ticket, List.of("00111", "01011", "01011"));
    parts.put(
        "p2",
        () -> {
          try (JoinedMeeting meeting = joined(ticket, "p2")) {
            meeting.join();
            return meeting.negotiate(
                invitation -> {
                  seen.set(invitation);
                  return Optional.of(Availability.parse("01011"));
                });
          }
        });
    assertSlot(together(parts), 3);
    assertThat(seen.get().names().subList(3, 6))
        .containsExactlyInAnyOrder("dummy-1", "dummy-2", "dummy-3");
    assertThat(seen.get().parties())
        .allSatisfy(
            party ->
                assertThat(party.runBy())
                    .isEqualTo(
                        party.name().startsWith("dummy-")
                            ? Optional.of("host")
                            : Optional.empty()));
  }

  @Test
  void thirdPartyAsAServer_servesSeveralMeetingsAtOnce() throws Exception {
    Identity identity = Identity.generate();
    LinkedBlockingQueue<TrustedThirdParty.Event> events = new LinkedBlockingQueue<>();
    try (TrustedThirdParty server =
        TrustedThirdParty.open(identity, LOOPBACK, SILENCE, events::add)) {
      Callable<Map<String, End>> free =
          () -> meeting(served(proposal("ttp", 5), identity, server.address()), FREE_TOGETHER_AT_3);
      Callable<Map<String, End>> busy =
          () -> meeting(served(proposal("ttp", 5), identity, server.address()), NEVER_TOGETHER);
      List<Map<String, End>> both = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var done : threads.invokeAll(List.of(free, busy))) {
          both.add(done.get());
        }
      }
      assertSlot(both.get(0), 3);
      assertSlot(both.get(1), null);
      assertThat(List.of(events.take(), events.take()))
          .allSatisfy(
              event ->
                  assertThat(event)
                      .isInstanceOfSatisfying(
                          TrustedThirdParty.Event.Answered.class,
                          answered -> assertThat(answered.parties()).hasSize(5)));
    }
  }
}
