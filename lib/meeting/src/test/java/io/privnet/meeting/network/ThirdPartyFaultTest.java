package io.privnet.meeting.network;

import static io.privnet.meeting.network.SocketMeeting.LOOPBACK;
import static io.privnet.meeting.network.SocketMeeting.SHORT;
import static io.privnet.meeting.network.SocketMeeting.SILENCE;
import static io.privnet.meeting.network.SocketMeeting.answering;
import static io.privnet.meeting.network.SocketMeeting.assertNamed;
import static io.privnet.meeting.network.SocketMeeting.declining;
import static io.privnet.meeting.network.SocketMeeting.proposal;
import static io.privnet.meeting.network.SocketMeeting.served;
import static io.privnet.meeting.network.SocketMeeting.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.network.Saboteur.Fault;
import io.privnet.meeting.network.SecureAcceptor.Caller;
import io.privnet.meeting.network.SocketMeeting.End;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.TtpProtocol;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Four parties and a third party over sockets; that or {@code p1} does something wrong, or some
 * decline.
 */
@Execution(ExecutionMode.CONCURRENT)
class ThirdPartyFaultTest {
  private static final String TTP = TtpProtocol.THIRD_PARTY;
  private static final String BITS = "01111";
  private static final List<String> JOINERS = List.of("p1", "p2", "p3");

  private final Identity identity = Identity.generate();
  private final LinkedBlockingQueue<TrustedThirdParty.Event> events = new LinkedBlockingQueue<>();
  private AutoCloseable thirdParty = () -> {};
  private HostedMeeting hosted;
  private Ticket ticket;

  @AfterEach
  void close() throws Exception {
    thirdParty.close();
  }

  private void open(Address address, Duration silence) throws ConnectionException {
    hosted =
        new HostedMeeting(
                Identity.generate(), served(proposal("ttp", 5), identity, address), JOINERS.size())
            .silence(silence);
    ticket = hosted.open(LOOPBACK, Optional.empty());
  }

  private void serve(Duration silence) throws ConnectionException {
    TrustedThirdParty server = TrustedThirdParty.open(identity, LOOPBACK, silence, events::add);
    thirdParty = server;
    open(server.address(), silence);
  }

  private Map<String, Callable<Outcome>> parts(Duration silence) {
    Map<String, Callable<Outcome>> parts = new LinkedHashMap<>();
    parts.put(
        "host",
        () -> {
          try (HostedMeeting meeting = hosted) {
            return meeting.negotiate(Availability.parse(BITS));
          }
        });
    for (String name : JOINERS) {
      parts.put(
          name, answering(SocketMeeting.joined(ticket, name).silence(silence), Optional.of(BITS)));
    }
    return parts;
  }

  @ParameterizedTest
  @CsvSource({
    "reply, VANISHES, the connection was cut",
    "agenda, VANISHES, the connection was cut",
    "agenda, SENDS_GARBAGE, sent",
    "agenda, PROMISES_TOO_MUCH, longer than the",
    "result, VANISHES, the connection was cut",
    "result, SENDS_GARBAGE, sent",
  })
  void partyAtFault_namedByAllOthers(String kind, Fault fault, String what) throws Exception {
    serve(SILENCE);
    Map<String, Callable<Outcome>> parts = parts(SILENCE);
    try (Saboteur culprit = new Saboteur(ticket, "p1")) {
      culprit.join();
      parts.put("p1", () -> culprit.negotiate(BITS, kind, fault));
      Map<String, End> ends = together(parts);
      ends.remove("p1");
      assertNamed("p1", ends, what);
    }
    if (!kind.equals("result")) {
      assertThat(events.take())
          .isInstanceOfSatisfying(
              TrustedThirdParty.Event.Failed.class,
              failed -> assertThat(failed.reason()).startsWith("p1: "));
    }
  }

  /** Nobody knows of the third party's waiting for it but by its word. */
  @Test
  void partyDoesNotConnectToTheThirdParty_namedByAllOthers() throws Exception {
    serve(SHORT);
    Map<String, Callable<Outcome>> parts = parts(SHORT);
    parts.remove("p1");
    try (Saboteur culprit = new Saboteur(ticket, "p1")) {
      culprit.join();
      Thread waiting = started(culprit::stayAwayFromTheThirdParty);
      assertNamed(
          "p1", together(parts), "p1: did not connect to the third party (reported by ttp)");
      waiting.interrupt();
      waiting.join();
    }
  }

  @Test
  void partyHangsBeforeItsAgenda_namedByAllOthers() throws Exception {
    serve(SHORT);
    Map<String, Callable<Outcome>> parts = parts(SHORT);
    parts.remove("p1");
    try (Saboteur culprit = new Saboteur(ticket, "p1")) {
      culprit.join();
      Thread hanging = started(() -> culprit.negotiate(BITS, "agenda", Fault.HANGS));
      assertNamed("p1", together(parts), "nothing came for");
      hanging.interrupt();
      hanging.join();
    }
  }

  private static Thread started(Callable<?> task) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                task.call();
              } catch (Exception e) {
                // As the test ends, or as it is meant to.
              }
            });
  }

  /** What a third party does when all are connected to it. */
  private interface Part {
    void play(Mesh mesh, Map<String, PublicKey> parties) throws Exception;
  }

  private Map<String, End> with(Part part, Duration silence) throws Exception {
    Mesh mesh = new Mesh();
    CountDownLatch connected = new CountDownLatch(1 + JOINERS.size());
    LinkedBlockingQueue<Map<String, PublicKey>> parties = new LinkedBlockingQueue<>();
    SecureAcceptor acceptor =
        SecureAcceptor.listen(
            LOOPBACK.resolve(),
            identity,
            caller -> {
              parties.add(letIn(caller, mesh));
              connected.countDown();
            });
    Thread playing =
        started(
            () -> {
              connected.await();
              part.play(mesh, parties.take());
              return null;
            });
    thirdParty =
        () -> {
          acceptor.close();
          playing.interrupt();
          playing.join();
          mesh.close();
        };
    open(Address.of(acceptor.address()), silence);
    return together(parts(silence));
  }

  private static Map<String, PublicKey> letIn(Caller caller, Mesh mesh) {
    ThirdPartyRequest request = ThirdPartyRequest.parse(caller.hello());
    try {
      mesh.add(request.name(), caller.welcome(new byte[0]));
    } catch (ConnectionException e) {
      throw new IllegalStateException(e);
    }
    return request.parties();
  }

  private static void vanish(Mesh mesh) {
    mesh.peers().forEach(mesh::remove);
  }

  @Test
  void thirdPartyIsNotThere_allAreTold() throws Exception {
    open(new Address("127.0.0.1", 1), SILENCE);
    assertThat(together(parts(SILENCE)))
        .allSatisfy(
            (name, end) ->
                assertThat(end.thrown())
                    .isInstanceOf(NegotiationException.class)
                    .hasMessageStartingWith("ttp: no connection: cannot reach 127.0.0.1:1"));
  }

  @Test
  void thirdPartyVanishesBeforeItHasAnAgenda_namedByAll() throws Exception {
    assertNamed(TTP, with((mesh, parties) -> vanish(mesh), SILENCE), "the connection was cut");
  }

  @Test
  void thirdPartyVanishesWhenItHasOneAgenda_namedByAll() throws Exception {
    Part part =
        (mesh, parties) -> {
          mesh.receive(Long.MAX_VALUE);
          vanish(mesh);
        };
    assertNamed(TTP, with(part, SILENCE), "the connection was cut");
  }

  @ParameterizedTest
  @CsvSource({"VANISHES, the connection was cut", "SENDS_GARBAGE, sent", "CUTS_SHORT, ''"})
  void thirdPartyFailsWhenItHasAllAgendas_namedByAll(Fault fault, String what) throws Exception {
    Part part =
        (mesh, parties) ->
            TtpProtocol.serve(identity, parties, Saboteur.faulty(mesh, "answer", fault), SILENCE);
    assertNamed(TTP, with(part, SILENCE), what);
  }

  @Test
  void thirdPartyIsSilent_namedByAllWhenTheTimeIsOver() throws Exception {
    Part part = (mesh, parties) -> Thread.sleep(Long.MAX_VALUE);
    assertNamed(TTP, with(part, SHORT), "nothing came for");
  }

  @Test
  void oneDeclines_theRestAreAnswered() throws Exception {
    serve(SILENCE);
    Map<String, Callable<Outcome>> parts = parts(SILENCE);
    parts.put("p3", declining(ticket, "p3"));
    Map<String, End> ends = together(parts);
    assertThat(ends.remove("p3").outcome().slot()).isEmpty();
    assertThat(ends)
        .allSatisfy(
            (name, end) -> {
              assertThat(end.outcome().slot()).hasValue(1);
              assertThat(end.outcome().declined()).containsExactly("p3");
            });
    assertThat(events.take()).isInstanceOf(TrustedThirdParty.Event.Answered.class);
  }

  @Test
  void allDecline_endsWithoutASlot() throws Exception {
    serve(SILENCE);
    Map<String, Callable<Outcome>> parts = parts(SILENCE);
    JOINERS.forEach(name -> parts.put(name, declining(ticket, name)));
    assertThat(together(parts))
        .allSatisfy(
            (name, end) -> {
              assertThat(end.thrown()).isNull();
              assertThat(end.outcome().slot()).isEmpty();
            });
  }
}
