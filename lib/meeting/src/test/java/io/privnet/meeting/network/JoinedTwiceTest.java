package io.privnet.meeting.network;

import static io.privnet.meeting.network.SocketMeeting.LOOPBACK;
import static io.privnet.meeting.network.SocketMeeting.SILENCE;
import static io.privnet.meeting.network.SocketMeeting.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.Party;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.network.SecureAcceptor.Caller;
import io.privnet.meeting.network.SocketMeeting.End;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Participant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that lets Bob in twice, to make him answer one invitation in two ways. */
@Timeout(60)
class JoinedTwiceTest {
  private final Identity host = Identity.generate();
  private final Identity bob = Identity.generate();
  private final Proposal proposal = SocketMeeting.proposal("veto", 2);
  private final List<JoinRequest> requests = new CopyOnWriteArrayList<>();
  private final List<Mesh> meshes = new CopyOnWriteArrayList<>();
  private final CountDownLatch both = new CountDownLatch(2);

  private synchronized void letIn(Caller caller) {
    try {
      requests.add(JoinRequest.parse(caller.hello()));
      Mesh mesh = new Mesh();
      mesh.add("bob", caller.welcome(new byte[0]));
      meshes.add(mesh);
      both.countDown();
    } catch (ConnectionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Callable<Outcome> joining(Ticket ticket) {
    return () -> {
      try (JoinedMeeting meeting = new JoinedMeeting(ticket, bob, "bob")) {
        meeting.join();
        return meeting.negotiate(invitation -> Optional.of(Availability.parse("01")));
      }
    };
  }

  private Callable<Outcome> inviting(int which) {
    return () -> {
      both.await();
      try (Mesh mesh = meshes.get(which)) {
        return new Participant("host", host, Map.of(), mesh)
            .silence(SILENCE)
            .initiate(
                proposal.to(
                    List.of(
                        new Party("host", host.publicKey()),
                        new Party(
                            "bob",
                            bob.publicKey(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(requests.getFirst().nonce())))),
                Availability.parse("11"));
      }
    };
  }

  @Test
  void oneInvitationToBoth_oneAnswersIt() throws Exception {
    try (SecureAcceptor door = SecureAcceptor.listen(LOOPBACK.resolve(), host, this::letIn)) {
      Ticket ticket =
          new Ticket(
              Address.of(door.address()),
              host.publicKey().fingerprint(),
              Ticket.freshSecret(),
              1,
              List.of(),
              false,
              proposal);
      Map<String, Callable<Outcome>> parts = new LinkedHashMap<>();
      parts.put("bob", joining(ticket));
      parts.put("bob again", joining(ticket));
      parts.put("host", inviting(0));
      parts.put("host again", inviting(1));
      Map<String, End> ends = together(parts);
      assertThat(Stream.of(ends.get("bob"), ends.get("bob again")).map(JoinedTwiceTest::ending))
          .containsExactlyInAnyOrder(
              "slot 1", "host: invites another that has joined with this party's key");
    }
  }

  private static String ending(End end) {
    return end.thrown() == null
        ? "slot " + end.outcome().slot().orElseThrow()
        : end.thrown().getMessage();
  }
}
