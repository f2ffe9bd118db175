package io.privnet.meeting.protocol;

/** Keeps the frames that one party sends and receives, in its order. Called by its thread only. */
@FunctionalInterface
public interface FrameLog {
  /** Keeps nothing. */
  FrameLog NONE = (sent, peer, frame) -> {};

  /** A frame that may be kept and shown to anybody. The last of a direction has an empty body. */
  void open(boolean sent, String peer, Signed frame);

  /**
   * A frame that holds an agenda, or with which one could be read. Nothing of it may be kept: not
   * even a hash, which a guess could be tried on.
   */
  default void confidential(boolean sent, String peer, int number) {}
}
