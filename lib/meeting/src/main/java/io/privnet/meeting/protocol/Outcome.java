package io.privnet.meeting.protocol;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a negotiation ended that nothing went wrong in.
 *
 * @param slot the first slot at which all negotiators are free, or none
 * @param negotiators those who accepted, in the order of the invitation, without dummies
 * @param declined those who did not
 * @param dummies those who negotiated, too, but are run by another
 * @param slotsTried slots negotiated; 0 when too few parties were left to negotiate
 * @param sent messages and bytes: of one party what it sent, of a whole negotiation the sum
 * @param rounds steps each of which had to wait for messages of the one before
 * @param elapsed from the invitation to the end
 */
public record Outcome(
    OptionalInt slot,
    List<String> negotiators,
    List<String> declined,
    List<String> dummies,
    int slotsTried,
    Traffic sent,
    int rounds,
    Duration elapsed) {
  public Outcome {
    negotiators = List.copyOf(negotiators);
    declined = List.copyOf(declined);
    dummies = List.copyOf(dummies);
  }
}
