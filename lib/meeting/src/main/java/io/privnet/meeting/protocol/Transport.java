package io.privnet.meeting.protocol;

import io.privnet.meeting.identity.PublicKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * One party's connections to all others: whole frames out, whole frames in, in order on each
 * connection. It vouches for who a frame comes from, and knows nothing of what is in it. One thread
 * sends and one receives, which may be the same; {@link #giveUp} and {@link #close} may come from
 * any.
 */
public interface Transport extends AutoCloseable {
  /** A frame has at least this many bytes. */
  int MIN_FRAME = Frame.HEADER + PublicKey.SIGNATURE;

  /** A frame has at most this many bytes. */
  int MAX_FRAME = MIN_FRAME + Frame.MAX_BODY;

  /**
   * Reads the bytes of one frame, whatever is in them.
   *
   * @return null when the stream ends before it; less than {@link #MIN_FRAME} bytes, or than the
   *     header promises, when the stream ends inside or the header promises too much; nothing can
   *     be read after that
   */
  static byte[] readFrame(InputStream in) throws IOException {
    return Frame.readBytes(in);
  }

  /** The names of all that there is a connection to, whether or not it has been cut. */
  Set<String> peers();

  /** Who passes on what comes from {@code peer}; nobody where there is a connection to it. */
  default Optional<String> relay(String peer) {
    return Optional.empty();
  }

  /**
   * Sends a frame; to a peer whose connection is closed, nothing.
   *
   * @param nanos how long to wait for room
   * @return false when there was no room
   */
  boolean send(String to, byte[] frame, long nanos) throws InterruptedException;

  /**
   * Waits for {@code peer} no longer, neither in {@link #send} nor in {@link #close}. What it takes
   * at once it still gets.
   */
  default void giveUp(String peer) {}

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

    /**
     * What came last is not what it sent, but what {@code by} made of it; nothing more will come.
     */
    record Altered(String from, String by) implements Arrival {}
  }
}
