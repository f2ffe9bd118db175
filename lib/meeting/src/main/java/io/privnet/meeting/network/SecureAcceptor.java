package io.privnet.meeting.network;

import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * Listens for {@link SecureConnection}s.
 *
 * <p>Guarantees: whoever has not been welcomed can hold at most {@value #MAX_WAITING} connections
 * in all, each for {@link SecureConnection#PATIENCE} and {@value #MAX_BYTES} bytes; beyond that
 * number the one that has waited longest is cut. Nobody is shown anything but this side's key
 * before it has proved its own.
 */
public final class SecureAcceptor implements AutoCloseable {
  /** Connections not yet welcomed, at most. */
  public static final int MAX_WAITING = 64;

  /** Bytes that a connection may receive before it is welcomed. */
  public static final int MAX_BYTES = 1 << 16;

  /** Somebody who has proved its key and said hello, and waits for an answer. */
  public interface Caller {
    /** Its key. */
    PublicKey key();

    /** What it said. */
    byte[] hello();

    /** Words that it can compare. */
    String checkWords();

    /** Where it calls from. */
    InetSocketAddress address();

    /**
     * Lets it in.
     *
     * @param answer what to tell it, at most {@link SecureConnection#MAX_GREETING} bytes
     * @throws ConnectionException when it has gone
     */
    SecureConnection welcome(byte[] answer) throws ConnectionException;

    /** Tells it why it is not let in, and closes. */
    void refuse(String reason);
  }

  /**
   * Listens.
   *
   * @param address where; port 0 is any free one
   * @param self whose key is shown
   * @param door is called for each caller in a virtual thread of its own, and may go on as long as
   *     the connection lasts; a caller that it has neither welcomed nor refused is refused
   * @throws ConnectionException when the address cannot be used
   */
  public static SecureAcceptor listen(
      InetSocketAddress address, Identity self, Consumer<Caller> door) throws ConnectionException {
    throw new UnsupportedOperationException();
  }

  /** Where it listens, with the port that it got. */
  public InetSocketAddress address() {
    throw new UnsupportedOperationException();
  }

  /** Stops listening and cuts those that wait; those welcomed stay. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
