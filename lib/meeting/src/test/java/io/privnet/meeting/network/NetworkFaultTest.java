package io.privnet.meeting.network;

import static io.privnet.meeting.network.SocketMeeting.LOOPBACK;
import static io.privnet.meeting.network.SocketMeeting.SHORT;
import static io.privnet.meeting.network.SocketMeeting.assertNamed;
import static io.privnet.meeting.network.SocketMeeting.joined;
import static io.privnet.meeting.network.SocketMeeting.proposal;
import static io.privnet.meeting.network.SocketMeeting.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.network.Saboteur.Fault;
import io.privnet.meeting.network.SocketMeeting.End;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Progress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Four parties, of which {@code p1}, the first to join, does something wrong. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkFaultTest {
  private static final String CULPRIT = "p1";
  private static final String BITS = "01111";

  private HostedMeeting hosted;
  private Ticket ticket;

  private void open(String protocol, Duration silence) throws ConnectionException {
    hosted = new HostedMeeting(Identity.generate(), proposal(protocol, 5), 3).silence(silence);
    ticket = hosted.open(LOOPBACK, Optional.empty());
  }

  /** The sound parties. */
  private Map<String, Callable<Outcome>> others(Duration silence) {
    Map<String, Callable<Outcome>> parts = new LinkedHashMap<>();
    parts.put(
        "host",
        () -> {
          try (HostedMeeting meeting = hosted) {
            return meeting.negotiate(Availability.parse(BITS));
          }
        });
    for (String name : List.of("p2", "p3")) {
      parts.put(
          name,
          () -> {
            try (JoinedMeeting meeting = joined(ticket, name).silence(silence)) {
              meeting.join();
              return meeting.negotiate(invitation -> Optional.of(Availability.parse(BITS)));
            }
          });
    }
    return parts;
  }

  private static void assertCulpritNamed(Map<String, End> ends, String what) {
    ends.remove(CULPRIT);
    assertThat(ends).hasSize(3);
    assertNamed(CULPRIT, ends, what);
  }

  private Map<String, End> sabotaged(Duration silence, String kind, Fault fault) throws Exception {
    Map<String, Callable<Outcome>> parts = others(silence);
    try (Saboteur culprit = new Saboteur(ticket, CULPRIT)) {
      culprit.join();
      parts.put(CULPRIT, () -> culprit.negotiate(BITS, kind, fault));
      return together(parts);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "veto, reply, VANISHES, the connection was cut",
    "veto, commit, VANISHES, the connection was cut",
    "veto, open, VANISHES, the connection was cut",
    "veto, result, VANISHES, the connection was cut",
    "veto, reply, SENDS_GARBAGE, sent",
    "veto, open, SENDS_GARBAGE, sent",
    "veto, commit, PROMISES_TOO_MUCH, longer than the",
    "sdc, reply, VANISHES, the connection was cut",
    "sdc, inputs, VANISHES, the connection was cut",
    "sdc, masks, VANISHES, the connection was cut",
    "sdc, witnesses, VANISHES, the connection was cut",
    "sdc, products, VANISHES, the connection was cut",
    "sdc, outputs, VANISHES, the connection was cut",
    "sdc, result, VANISHES, the connection was cut",
    "sdc, masks, SENDS_GARBAGE, sent",
    "sdc, outputs, PROMISES_TOO_MUCH, longer than the",
    "sdc, products, CUTS_SHORT, ''",
    "xor, reply, VANISHES, the connection was cut",
    "xor, bit, VANISHES, the connection was cut",
    "xor, bit, SENDS_GARBAGE, sent",
    "xor, reply, PROMISES_TOO_MUCH, longer than the",
    "xor, bit, CUTS_SHORT, ''",
  })
  void partyAtFault_namedByAllOthers(String protocol, String kind, Fault fault, String what)
      throws Exception {
    open(protocol, SocketMeeting.SILENCE);
    assertCulpritNamed(sabotaged(SocketMeeting.SILENCE, kind, fault), what);
  }

  @ParameterizedTest
  @CsvSource({"xor, bit", "sdc, witnesses"})
  void partyThatHangs_namedByAllOthersWhenTheTimeIsOver(String protocol, String kind)
      throws Exception {
    open(protocol, SHORT);
    Map<String, Callable<Outcome>> parts = others(SHORT);
    try (Saboteur culprit = new Saboteur(ticket, CULPRIT)) {
      culprit.join();
      Thread hanging =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      culprit.negotiate(BITS, kind, Fault.HANGS);
                    } catch (Exception e) {
                      // As the test ends.
                    }
                  });
      assertCulpritNamed(together(parts), "nothing came for");
      hanging.interrupt();
      hanging.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"veto", "sdc", "xor"})
  void hostVanishesWhenTheNegotiationHasBegun_namedByAll(String protocol) throws Exception {
    open(protocol, SocketMeeting.SILENCE);
    Map<String, Callable<Outcome>> parts = others(SocketMeeting.SILENCE);
    parts.put(CULPRIT, SocketMeeting.accepting(ticket, CULPRIT, BITS));
    hosted.observedBy(
        event -> {
          if (event instanceof Progress.Event.Trying) {
            Thread.currentThread().interrupt();
          }
        });
    Map<String, End> ends = together(parts);
    assertThat(ends.remove("host").thrown()).isInstanceOf(InterruptedException.class);
    assertNamed("host", ends, "the connection was cut");
  }

  @Test
  void nobodyListensAtAPartysAddress_named() throws Exception {
    open("xor", SocketMeeting.SILENCE);
    Map<String, Callable<Outcome>> parts = others(SocketMeeting.SILENCE);
    try (Saboteur culprit = new Saboteur(ticket, CULPRIT)) {
      culprit.join(Optional.of(new Address("127.0.0.1", 1)));
      Map<String, End> ends = together(parts);
      assertCulpritNamed(ends, "no connection: cannot reach 127.0.0.1:1");
      assertThat(ends.values())
          .allMatch(
              end ->
                  end.thrown() instanceof NegotiationException failure
                      && failure.isForLackOfConnectionTo(CULPRIT)
                      && !failure.isForLackOfConnectionTo("host"));
    }
  }

  /** When somebody else has failed; it is to be told so, and not to find this party gone. */
  @Test
  void dialsInVainNoLonger_whoHasAnsweredIsConnected() throws Exception {
    Identity self = Identity.generate();
    Identity other = Identity.generate();
    CountDownLatch answered = new CountDownLatch(1);
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SecureAcceptor acceptor =
            SecureAcceptor.listen(
                LOOPBACK.resolve(),
                other,
                caller -> {
                  try {
                    caller.welcome(new byte[0]);
                    answered.countDown();
                  } catch (ConnectionException e) {
                    throw new IllegalStateException(e);
                  }
                });
        Mesh mesh = new Mesh();
        Neighbours neighbours = new Neighbours(self, "p3", Invitation.freshNonce(), mesh)) {
      Address nobody = new Address("127.0.0.1", deaf.getLocalPort());
      Invitation invitation =
          proposal("xor", 5)
              .to(
                  List.of(
                      new Party("host", Identity.generate().publicKey()),
                      at(nobody, "p1", Identity.generate()),
                      at(Address.of(acceptor.address()), "p2", other),
                      new Party("p3", self.publicKey())));
      Thread connecting =
          Thread.ofVirtual()
              .start(
                  () ->
                      assertThatExceptionOfType(InterruptedException.class)
                          .isThrownBy(() -> neighbours.connect(invitation, SocketMeeting.SILENCE)));
      answered.await();
      connecting.interrupt();
      connecting.join();
      assertThat(mesh.peers()).containsExactly("p2");
    }
  }

  private static Party at(Address address, String name, Identity identity) {
    return new Party(name, identity.publicKey(), Optional.of(address.toString()), Optional.empty());
  }

  @Test
  void partyDoesNotAnswerWhoDialsIt_namedWhenTheTimeIsOver() throws Exception {
    Identity self = Identity.generate();
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Mesh mesh = new Mesh();
        Neighbours neighbours = new Neighbours(self, "p2", Invitation.freshNonce(), mesh)) {
      Address there = new Address("127.0.0.1", deaf.getLocalPort());
      Invitation invitation =
          proposal("xor", 5)
              .to(
                  List.of(
                      new Party("host", Identity.generate().publicKey()),
                      at(there, CULPRIT, Identity.generate()),
                      new Party("p2", self.publicKey())));
      assertThatExceptionOfType(NegotiationException.class)
          .isThrownBy(() -> neighbours.connect(invitation, Duration.ofMillis(200)))
          .withMessage("p1: no connection: " + there + " did not answer within 0.2 s");
    }
  }

  @Test
  void somebodyElseListensAtAPartysAddress_named() throws Exception {
    open("xor", SocketMeeting.SILENCE);
    Map<String, Callable<Outcome>> parts = others(SocketMeeting.SILENCE);
    try (SecureAcceptor impostor =
            SecureAcceptor.listen(
                LOOPBACK.resolve(), Identity.generate(), caller -> caller.refuse("no"));
        Saboteur culprit = new Saboteur(ticket, CULPRIT)) {
      culprit.join(Optional.of(Address.of(impostor.address())));
      assertCulpritNamed(together(parts), "has the key");
    }
  }

  @Test
  void hostInvitesToSomethingElse_refusedByWhoWasToldOtherwise() throws Exception {
    open("xor", SocketMeeting.SILENCE);
    Proposal told = ticket.proposal();
    Ticket other =
        new Ticket(
            ticket.address(),
            ticket.hostKey(),
            ticket.secret(),
            ticket.awaited(),
            ticket.invitees(),
            ticket.viaHost(),
            new Proposal(
                told.initiator(),
                told.protocol(),
                told.terms().evenIfInsecure(),
                told.thirdParty(),
                told.slots(),
                told.first(),
                told.grid(),
                told.expires(),
                told.nonce()));
    Map<String, Callable<Outcome>> parts = others(SocketMeeting.SILENCE);
    parts.put(CULPRIT, SocketMeeting.accepting(other, CULPRIT, BITS));
    Map<String, End> ends = together(parts);
    assertThat(ends)
        .allSatisfy(
            (name, end) ->
                assertThat(end.thrown())
                    .isInstanceOf(NegotiationException.class)
                    .hasMessageContaining("host: invites to something else than its ticket said"));
  }

  @Test
  void hostClosesBeforeAllHaveCome_joinersAreTold() throws Exception {
    open("xor", SocketMeeting.SILENCE);
    try (JoinedMeeting meeting = joined(ticket, "p2")) {
      meeting.join();
      hosted.close();
      assertThatExceptionOfType(NegotiationException.class)
          .isThrownBy(() -> meeting.negotiate(invitation -> Optional.empty()))
          .withMessage("host: closed the meeting before it began");
    }
  }

  @Test
  void partyVanishesWhileAnotherThinks_thinkingEnds() throws Exception {
    open("xor", SocketMeeting.SILENCE);
    CountDownLatch thinking = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Map<String, Callable<Outcome>> parts = others(SocketMeeting.SILENCE);
    parts.put(
        "p3",
        () -> {
          try (JoinedMeeting meeting = joined(ticket, "p3")) {
            meeting.join();
            return meeting.negotiate(
                invitation -> {
                  try {
                    thinking.countDown();
                    Thread.sleep(Long.MAX_VALUE);
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                  }
                  return Optional.empty();
                });
          }
        });
    try (Saboteur culprit = new Saboteur(ticket, CULPRIT)) {
      culprit.join();
      parts.put(CULPRIT, () -> culprit.negotiate(BITS, "reply", Fault.VANISHES, thinking));
      assertCulpritNamed(together(parts), "the connection was cut");
    }
    assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
  }
}
