package io.privnet.meeting.protocol;

import java.util.Set;

/**
 * One party's connections to all others: whole frames out, whole frames in, in order on each
 * connection. It vouches for who a frame comes from, and knows nothing of what is in it. Used by
 * one thread, except that {@link #close} may come from any.
 */
public interface Transport extends AutoCloseable {
  /** The names of all that there is a connection to, whether or not it has been cut. */
  Set<String> peers();

  /**
   * Sends a frame; to a peer whose connection is closed, nothing.
   *
   * @param nanos how long to wait for room
   * @return false when there was no room
   */
  boolean send(String to, byte[] frame, long nanos) throws InterruptedException;

  /**
   * The next arrival from anybody.
   *
   * @param nanos how long to wait
   * @return null when none came
   */
  Arrival receive(long nanos) throws InterruptedException;

  /** Closes all connections; every peer sees that after the last frame sent to it. */
  @Override
  void close();

  /** What comes from a peer. */
  sealed interface Arrival {
    String from();

    /** A frame, header included, as long as its sender made it, at most the longest allowed. */
    record Delivery(String from, byte[] frame) implements Arrival {}

    /** Nothing more will come. */
    record Closed(String from) implements Arrival {}
  }
}
