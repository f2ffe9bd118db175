package io.privnet.meeting.network;

import static io.privnet.meeting.network.SocketMeeting.LOOPBACK;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Participant;
import io.privnet.meeting.protocol.Transport;
import io.privnet.meeting.protocol.TtpProtocol;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A joiner that does everything as it should, but for one fault. */
final class Saboteur implements AutoCloseable {
  /** What becomes of a frame. */
  enum Fault {
    VANISHES,
    HANGS,
    SENDS_GARBAGE,
    PROMISES_TOO_MUCH,
    CUTS_SHORT
  }

  private final Ticket ticket;
  private final String name;
  private final Identity self = Identity.generate();
  private final Mesh mesh = new Mesh();
  private final Neighbours neighbours;
  private SecureConnection host;

  Saboteur(Ticket ticket, String name) {
    this.ticket = ticket;
    this.name = name;
    this.neighbours = new Neighbours(self, name, ticket.proposal().nonce(), mesh);
  }

  /** Joins, and listens where it says. */
  void join() throws ConnectionException {
    join(
        ticket.viaHost()
            ? Optional.empty()
            : Optional.of(Address.of(neighbours.listen(LOOPBACK.resolve()))));
  }

  /** Joins, and says that it listens at {@code address}. */
  void join(Optional<Address> address) throws ConnectionException {
    host =
        SecureConnection.dial(
            ticket.address().resolve(),
            self,
            ticket.hostKey(),
            new JoinRequest(ticket.secret(), name, Invitation.freshNonce(), address).encode());
    mesh.add(ticket.proposal().initiator(), host);
  }

  /** Takes part until its first message of a kind. */
  Outcome negotiate(String bits, String kind, Fault fault) throws Exception {
    return negotiate(bits, kind, fault, new CountDownLatch(0));
  }

  /** Takes part until its first message of a kind, and replies only when {@code ready}. */
  Outcome negotiate(String bits, String kind, Fault fault, CountDownLatch ready) throws Exception {
    mesh.peek(SocketMeeting.SILENCE);
    return new Participant(
            name,
            self,
            Map.of(ticket.proposal().initiator(), host.peer()),
            faulty(mesh, kind, fault))
        .silence(SocketMeeting.SILENCE)
        .join(
            ticket.proposal().initiator(),
            ticket.proposal().nonce(),
            invitation -> {
              if (ticket.viaHost()) {
                new Tunnels(self, name, ticket, mesh).connect(invitation, SocketMeeting.SILENCE);
              } else {
                neighbours.connect(invitation, SocketMeeting.SILENCE);
              }
              if (invitation.thirdParty().isPresent()) {
                mesh.add(
                    TtpProtocol.THIRD_PARTY,
                    TrustedThirdParty.call(self, name, invitation, SocketMeeting.SILENCE));
              }
              ready.await();
              return Optional.of(Availability.parse(bits));
            });
  }

  /** Connects to all but the third party, and replies to nobody until it is interrupted. */
  Outcome stayAwayFromTheThirdParty() throws Exception {
    mesh.peek(SocketMeeting.SILENCE);
    return new Participant(name, self, Map.of(ticket.proposal().initiator(), host.peer()), mesh)
        .silence(SocketMeeting.SILENCE)
        .join(
            ticket.proposal().initiator(),
            ticket.proposal().nonce(),
            invitation -> {
              neighbours.connect(invitation, SocketMeeting.SILENCE);
              Thread.sleep(Long.MAX_VALUE);
              return Optional.empty();
            });
  }

  /** Its first message of a kind suffers the fault. */
  static Transport faulty(Mesh mesh, String kind, Fault fault) {
    return new Transport() {
      private boolean struck;

      @Override
      public Set<String> peers() {
        return mesh.peers();
      }

      @Override
      public boolean send(String to, byte[] frame, long nanos) throws InterruptedException {
        if (struck || !isOf(kind, frame)) {
          return mesh.send(to, frame, nanos);
        }
        struck = true;
        return sabotage(mesh, to, frame, fault);
      }

      @Override
      public Arrival receive(long nanos) throws InterruptedException {
        return mesh.receive(nanos);
      }

      @Override
      public void close() {
        mesh.close();
      }
    };
  }

  private static boolean isOf(String kind, byte[] frame) {
    return new String(frame, StandardCharsets.ISO_8859_1).contains("\"kind\":\"" + kind + "\"");
  }

  private static boolean sabotage(Mesh mesh, String to, byte[] frame, Fault fault)
      throws InterruptedException {
    switch (fault) {
      case VANISHES -> {
        mesh.peers().forEach(mesh::remove);
        throw new InterruptedException("vanished");
      }
      case HANGS -> Thread.sleep(Long.MAX_VALUE);
      case SENDS_GARBAGE -> {
        Arrays.fill(frame, 20, frame.length, (byte) 0x5a);
        mesh.send(to, frame, 0);
      }
      case PROMISES_TOO_MUCH ->
          mesh.send(to, new byte[] {0x7f, -1, -1, -1, 0, 0, 0, 0, 1, 2, 3}, 0);
      case CUTS_SHORT -> {
        mesh.send(to, Arrays.copyOf(frame, frame.length - 1), 0);
        mesh.close();
        throw new InterruptedException("left");
      }
    }
    return true;
  }

  @Override
  public void close() {
    neighbours.close();
    mesh.close();
  }
}
