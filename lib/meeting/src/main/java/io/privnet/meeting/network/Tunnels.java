package io.privnet.meeting.network;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.protocol.NegotiationException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The other joiners, as a joiner reaches them by way of the host: for each a second connection to
 * the host, and within it an encrypted one to the party, like {@link Neighbours} has over the
 * network.
 *
 * <p>Guarantees: the host reads nothing of it, and what it changes is noticed and laid at its door.
 * It sees who sends how much to whom, and when, as whoever watches the network does; and it can
 * hold everything back. The keys of the parties are those that the host has told of them: a host
 * that invents parties is found by comparing the words of the session.
 */
final class Tunnels {
  private final Identity self;
  private final String name;
  private final Ticket ticket;
  private final Mesh mesh;

  private record Reached(SecureConnection connection, Tunnel tunnel) {}

  /**
   * @param name of this party
   * @param mesh gets the connections
   */
  Tunnels(Identity self, String name, Ticket ticket, Mesh mesh) {
    this.self = self;
    this.name = name;
    this.ticket = ticket;
    this.mesh = mesh;
  }

  /**
   * Connects to all.
   *
   * @param invitation in which this party is
   * @param patience how long the others may take
   * @throws NegotiationException naming somebody that there is no connection to, and the host
   */
  void connect(Invitation invitation, Duration patience)
      throws NegotiationException, InterruptedException {
    String host = invitation.initiator().name();
    List<Party> parties = invitation.parties();
    int own = invitation.names().indexOf(name);
    List<Future<?>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i < parties.size(); i++) {
        Party party = parties.get(i);
        boolean caller = own > i;
        if (own != i) {
          calls.add(
              threads.submit(
                  () -> {
                    Reached reached = reach(party, caller, host, patience);
                    mesh.addRelayed(
                        party.name(), reached.connection, host, reached.tunnel::altered);
                    return null;
                  }));
        }
      }
      try {
        for (Future<?> call : calls) {
          call.get();
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof NegotiationException unreachable) {
          throw unreachable;
        }
        throw new IllegalStateException(e.getCause());
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private Reached reach(Party party, boolean caller, String host, Duration patience)
      throws NegotiationException {
    String meeting = ticket.proposal().nonce();
    SecureConnection leg;
    try {
      leg =
          SecureConnection.dial(
              ticket.address().resolve(),
              self,
              ticket.hostKey(),
              new RelayRequest(meeting, name, party.name()).encode());
    } catch (ConnectionException e) {
      throw NegotiationException.by(
          host, "does not pass on to " + party.name() + ": " + e.getMessage());
    }
    Tunnel tunnel = new Tunnel(leg, self, new Piece.Route(meeting, self.publicKey(), party.key()));
    try (TimeLimit limit = new TimeLimit(tunnel, patience)) {
      try {
        return new Reached(
            SecureConnection.over(tunnel, self, party.key().fingerprint(), caller), tunnel);
      } catch (IOException e) {
        tunnel.close();
        if (tunnel.altered()) {
          throw NegotiationException.altered(party.name(), host);
        }
        throw limit.passed()
            ? NegotiationException.silent(Set.of(party.name()), host, patience)
            : NegotiationException.cut(party.name(), host);
      }
    }
  }
}
