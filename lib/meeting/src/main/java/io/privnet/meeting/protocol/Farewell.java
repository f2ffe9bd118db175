package io.privnet.meeting.protocol;

import io.privnet.meeting.protocol.Endpoint.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How a party ends its part: done, or because the negotiation has failed. */
final class Farewell {
  private final Endpoint endpoint;
  private final RollCall rollCall;
  private final Duration silence;
  private boolean said;

  /**
   * @param silence how long the others may take to be done, too
   */
  Farewell(Endpoint endpoint, RollCall rollCall, Duration silence) {
    this.endpoint = endpoint;
    this.rollCall = rollCall;
    this.silence = silence;
  }

  /** Tells all that this party is done, without waiting for them. */
  void leave() throws InterruptedException {
    if (!said) {
      said = true;
      for (String peer : lastThoseAtFault(Set.of())) {
        endpoint.sendEnd(peer);
      }
    }
  }

  /**
   * Waits until all others are done.
   *
   * @throws NegotiationException when anybody says something more, or is not done in time
   */
  void awaitAll() throws NegotiationException, InterruptedException {
    long deadline = System.nanoTime() + silence.toNanos();
    Set<String> waiting = new HashSet<>();
    while (!endpoint.peers().stream().allMatch(endpoint::hasEnded)) {
      switch (endpoint.receive(deadline - System.nanoTime())) {
        case null -> {
          Set<String> missing = new TreeSet<>(endpoint.peers());
          missing.removeIf(endpoint::hasEnded);
          if (waiting.containsAll(missing)) {
            throw NegotiationException.stalled(missing);
          }
          missing.removeAll(waiting);
          throw rollCall.silent(missing);
        }
        case Event.Ended end -> {}
        case Event.Cut cut -> throw endpoint.wasCut(cut);
        case Event.Said said -> {
          switch (said.message()) {
            case Message.Failure failure -> throw endpoint.reported(said.from(), failure);
            // It will say more, or nothing, when its time is over.
            case Message.Stalled stalled -> waiting.add(said.from());
            // It will say what it found out.
            case Message.Evidence evidence -> waiting.add(said.from());
            default ->
                throw NegotiationException.by(
                    said.from(),
                    "sent " + said.message().describe() + " when the negotiation was over");
          }
        }
      }
    }
  }

  /**
   * Tells all why this party ends the negotiation, also those who are done and still wait for the
   * rest; unless it has said that it is done.
   *
   * @param label under which it says so
   */
  void abort(String label, NegotiationException reason) throws InterruptedException {
    if (said) {
      return;
    }
    said = true;
    Message.Failure failure =
        new Message.Failure(List.copyOf(reason.parties()), reason.getMessage(), reason.evidence());
    for (String peer : lastThoseAtFault(reason.parties())) {
      if (!endpoint.isClosed(peer)) {
        try {
          endpoint.send(peer, label, failure);
        } catch (NegotiationException e) {
          // The others still have to be told.
        }
      }
      endpoint.sendEnd(peer);
    }
  }

  /** So that who takes nothing keeps no other from being told. */
  private List<String> lastThoseAtFault(Set<String> parties) {
    List<String> peers = new ArrayList<>(endpoint.peers());
    peers.sort(Comparator.comparing(parties::contains));
    return peers;
  }
}
