package io.privnet.meeting.network;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.network.SecureAcceptor.Caller;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The host's part in what joiners say to each other by way of it: passes on the pieces of one to
 * the other, once both have asked for it, and checks that each is its sender's and in order. A
 * party whose pieces are not is cut off from the other.
 *
 * <p>Of what a party sends, one piece of {@value Piece#MAX} bytes is kept for each other party;
 * then it is not read until that has gone out.
 */
final class Relay implements AutoCloseable {
  /** How long the parties may take at the end to say the last to each other. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private static final byte[] WELCOME = {};

  /** One party's way to another. */
  private record Way(String from, String to) {
    Way back() {
      return new Way(to, from);
    }
  }

  private final Map<String, PublicKey> keys = new HashMap<>();
  private final Set<Way> asked = new HashSet<>();
  private final Map<Way, SecureConnection> legs = new HashMap<>();
  private final Set<Way> ended = new HashSet<>();
  private final Duration linger;
  private String meeting;
  private boolean closed;

  Relay() {
    this(LINGER);
  }

  /**
   * @param linger how long the parties may take at the end to say the last to each other
   */
  Relay(Duration linger) {
    this.linger = linger;
  }

  /** Begins to pass on, between all those invited but the initiator. */
  synchronized void begin(Invitation invitation) {
    meeting = invitation.nonce();
    for (Party party : invitation.parties()) {
      if (!party.equals(invitation.initiator())) {
        keys.put(party.name(), party.key());
      }
    }
  }

  /** Lets a party reach another, and passes on what it sends as long as the connection lasts. */
  void answer(Caller caller) {
    try {
      Way way = way(RelayRequest.parse(caller.hello()), caller.key());
      pass(way, caller.welcome(WELCOME));
    } catch (IllegalArgumentException e) {
      caller.refuse(e.getMessage());
    } catch (ConnectionException e) {
      // It has gone again: the other finds that nothing comes from it.
    }
  }

  private synchronized Way way(RelayRequest request, PublicKey key) {
    if (!request.meeting().equals(meeting)) {
      throw new IllegalArgumentException("this is another meeting");
    }
    if (!key.equals(keys.get(request.name()))) {
      throw new IllegalArgumentException("'" + request.name() + "' has another key");
    }
    if (!keys.containsKey(request.peer()) || request.peer().equals(request.name())) {
      throw new IllegalArgumentException("there is no other party '" + request.peer() + "'");
    }
    Way way = new Way(request.name(), request.peer());
    if (!asked.add(way)) {
      throw new IllegalArgumentException("that way is in use, or was");
    }
    return way;
  }

  private void pass(Way way, SecureConnection leg) {
    SecureConnection other = null;
    try {
      other = other(way, leg);
      Piece.Route route = new Piece.Route(meeting, leg.peer(), other.peer());
      long passed = 0;
      for (Piece next = Piece.read(leg.in()); next != null; next = Piece.read(leg.in())) {
        if (!next.isNext(route, passed++)) {
          throw new IOException("not the sender's next piece");
        }
        other.out().write(next.encode());
      }
      other.endOutput();
    } catch (IOException | InterruptedException e) {
      leg.cut();
      if (other != null) {
        other.cut();
      }
    } finally {
      end(way);
    }
  }

  /** The connection of the party at the other end, when it has come. */
  private synchronized SecureConnection other(Way way, SecureConnection leg)
      throws InterruptedException {
    legs.put(way, leg);
    notifyAll();
    while (!legs.containsKey(way.back())) {
      if (closed) {
        throw new InterruptedException();
      }
      wait();
    }
    return legs.get(way.back());
  }

  private synchronized void end(Way way) {
    ended.add(way);
    if (ended.contains(way.back())) {
      legs.get(way).cut();
      legs.get(way.back()).cut();
    }
    notifyAll();
  }

  @Override
  public void close() {
    close(Set.of());
  }

  /**
   * Passes on no longer. The parties have a while to end what they say to each other; to be
   * interrupted ends that at once.
   *
   * @param givenUp parties that are not waited for
   */
  synchronized void close(Set<String> givenUp) {
    closed = true;
    notifyAll();
    long deadline = System.nanoTime() + linger.toNanos();
    try {
      for (long left = linger.toMillis();
          left > 0 && !legs.keySet().stream().allMatch(way -> isOver(way, givenUp));
          left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    legs.values().forEach(SecureConnection::cut);
  }

  private boolean isOver(Way way, Set<String> givenUp) {
    return ended.contains(way) || givenUp.contains(way.from);
  }
}
