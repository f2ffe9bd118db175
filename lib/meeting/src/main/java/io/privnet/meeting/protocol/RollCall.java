package io.privnet.meeting.protocol;

import io.privnet.meeting.protocol.Endpoint.Event;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out who is silent: asks all, who then have a third of the permitted time to say anything.
 * All of it is waited for, since one of them may know the cause. In this way nobody is blamed for
 * waiting in turn for somebody else.
 *
 * <p>Who is found to be silent is not waited for again, not even to take what it is told.
 */
final class RollCall {
  private final Endpoint endpoint;
  private final Duration silence;

  /**
   * @param silence how long a party may say nothing while others wait for it
   */
  RollCall(Endpoint endpoint, Duration silence) {
    this.endpoint = endpoint;
    this.silence = silence;
  }

  /** When it is due, if what is awaited from now on does not come; of {@link System#nanoTime}. */
  long due() {
    return System.nanoTime() + silence.toNanos() / 3 * 2;
  }

  /**
   * Holds it.
   *
   * @param label under which it is called
   * @param needed from each of whom something was awaited
   * @param caller who has said that it is waiting, too, if somebody has
   * @return who is silent, or why not
   */
  NegotiationException hold(String label, Collection<String> needed, Optional<String> caller)
      throws InterruptedException {
    long deadline = System.nanoTime() + silence.toNanos() / 3;
    Set<String> silent = new TreeSet<>(endpoint.peers());
    silent.removeIf(endpoint::hasEnded);
    caller.ifPresent(silent::remove);
    NegotiationException report = null;
    try {
      for (String peer : endpoint.peers()) {
        if (!endpoint.isClosed(peer)) {
          endpoint.send(peer, label, new Message.Stalled());
        }
      }
      while (report == null || !silent.isEmpty()) {
        Event event = endpoint.receive(deadline - System.nanoTime());
        switch (event) {
          case null -> {
            return verdict(silent, report, needed);
          }
          case Event.Ended end -> silent.remove(end.from());
          case Event.Cut cut -> {
            if (silent.contains(cut.from())) {
              throw endpoint.wasCut(cut);
            }
          }
          case Event.Said said -> {
            if (said.message() instanceof Message.Stalled) {
              silent.remove(said.from());
            } else if (said.message() instanceof Message.Failure failure) {
              silent.remove(said.from());
              if (!failure.accused().isEmpty()) {
                report = endpoint.reported(said.from(), failure);
              }
            }
          }
        }
      }
    } catch (NegotiationException e) {
      return e;
    }
    return verdict(silent, report, needed);
  }

  private NegotiationException verdict(
      Set<String> silent, NegotiationException report, Collection<String> needed) {
    if (!silent.isEmpty()) {
      return silent(silent);
    }
    return report != null ? report : NegotiationException.stalled(needed);
  }

  /** Nothing has come from {@code parties} for the permitted time. */
  NegotiationException silent(Set<String> parties) {
    parties.forEach(endpoint::giveUp);
    // Of whom is heard only by way of another that is silent, too, nothing can be said.
    TreeSet<String> silent = new TreeSet<>(parties);
    silent.removeIf(party -> endpoint.relay(party).filter(parties::contains).isPresent());
    TreeSet<String> relayed = new TreeSet<>(silent);
    relayed.removeIf(party -> endpoint.relay(party).isEmpty());
    if (!relayed.isEmpty()) {
      String relay = endpoint.relay(relayed.first()).orElseThrow();
      return NegotiationException.silent(relayed, relay, silence);
    }
    return NegotiationException.among(
        silent,
        String.join(", ", silent) + ": nothing came for " + silence.toMillis() / 1000.0 + " s");
  }
}
