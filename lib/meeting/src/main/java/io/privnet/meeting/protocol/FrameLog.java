package io.privnet.meeting.protocol;

/**
 * Keeps what one party sends and receives, as far as that betrays nobody's agenda. Called by the
 * party's thread only, in the order of the events.
 */
@FunctionalInterface
public interface FrameLog {
  /** Keeps nothing. */
  FrameLog NONE = frame -> {};

  /**
   * A frame was sent, or taken from a peer.
   *
   * <p>Agendas come without what is in them: not even a hash, which a guess could be tried on. Bits
   * of {@code xor} on their way do not come at all. What a party takes in and what it hands on
   * differ by its mask; and who has seen which way all bits went can follow every protected one
   * back to its owner. From the first such bit on frames come without number and signature, since
   * the gaps between the numbers count the bits that went that way, and a signature vouches for its
   * number. When they came tells something, too, and must not be kept.
   */
  void keep(Kept frame);
}
