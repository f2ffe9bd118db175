package io.privnet.meeting.protocol;

import java.time.Duration;

/**
 * Watches the messages of a negotiation as the parties see them. Called by one party at a time, in
 * the order in which it happens: a message is seen sent before it is seen received.
 */
@FunctionalInterface
public interface Trace {
  /** Watches nothing. */
  Trace NONE = sighting -> {};

  /** A message was sent or received. */
  void seen(Sighting sighting);

  /**
   * A message at one end.
   *
   * @param at time since the negotiation started
   * @param party who sees it
   * @param sent whether {@code party} sends it, otherwise it receives it
   * @param peer to whom or from whom
   * @param bytes length of its frame
   * @param json the envelope, one line
   */
  record Sighting(Duration at, String party, boolean sent, String peer, int bytes, String json) {
    Sighting at(Duration time) {
      return new Sighting(time, party, sent, peer, bytes, json);
    }
  }
}
