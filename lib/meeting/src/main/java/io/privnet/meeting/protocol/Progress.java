package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import java.util.List;

/** Is told how far a party has got. Called by the thread of the party; must return at once. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = event -> {};

  /** Something happened. */
  void happened(Event event);

  /** What happens in the course of a negotiation, in this order. */
  sealed interface Event {
    /** The invitation is out, or has come. */
    record Invited(Invitation invitation) implements Event {}

    /** An invitee, this party included, has replied. */
    record Replied(String name, boolean accepted) implements Event {}

    /**
     * All replies are in, and the negotiation starts.
     *
     * @param checkWords words that all negotiators see, when all have been told of the same parties
     *     with the same keys: what a host who invents parties cannot bring about
     */
    record Negotiating(List<String> negotiators, String checkWords) implements Event {}

    /**
     * A slot is about to be tried.
     *
     * @param slot its number, or the lowest of those tried together
     * @param rounds that this party has gone through so far
     * @param sent by this party so far
     */
    record Trying(int slot, int rounds, Traffic sent) implements Event {}

    /** Every negotiator has done its part. */
    record Finished(Outcome outcome) implements Event {}
  }
}
