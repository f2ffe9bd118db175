package io.privnet.meeting.network;

import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * An encrypted connection between two parties that know each other's key.
 *
 * <p>Guarantees: TLS 1.3 (RFC 8446) and nothing older; both ends have proved that they hold the
 * private half of {@link #peer()}; who dialled has checked that it is the key it expected; nobody
 * else reads or changes what passes, or can read it later from stolen keys. Whoever listens in
 * learns the two addresses, the times and the lengths.
 *
 * <p>One thread may read while another writes.
 */
public final class SecureConnection implements AutoCloseable {
  /** How long it may take to connect, to authenticate, and to be admitted, all together. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Longest greeting in bytes, of either side. */
  public static final int MAX_GREETING = 1 << 14;

  /**
   * Dials a peer.
   *
   * @param address where it listens
   * @param self who calls
   * @param expected the key that it has to have
   * @param hello what to tell it, at most {@value #MAX_GREETING} bytes; it is sent to nobody else
   * @throws ConnectionException when nobody answers, somebody else does, or the peer refuses
   */
  public static SecureConnection dial(
      InetSocketAddress address, Identity self, Fingerprint expected, byte[] hello)
      throws ConnectionException {
    throw new UnsupportedOperationException();
  }

  /** Whose key the other end has. */
  public PublicKey peer() {
    throw new UnsupportedOperationException();
  }

  /**
   * What the other end said when the connection was made: the caller its hello, the called its
   * answer.
   */
  public byte[] greeting() {
    throw new UnsupportedOperationException();
  }

  /** Words that both ends can compare, derived from this connection's secrets (RFC 8446, 7.5). */
  public String checkWords() {
    throw new UnsupportedOperationException();
  }

  /** Where the other end is. */
  public InetSocketAddress address() {
    throw new UnsupportedOperationException();
  }

  /** What comes from the other end; ends when it closes, and fails when the connection is cut. */
  public InputStream in() {
    throw new UnsupportedOperationException();
  }

  /** What goes to the other end, at once. */
  public OutputStream out() {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends this direction: the other end gets all that was written before. The connection is gone
   * when the other end closes too, or some seconds later; this does not wait for it.
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends both directions at once, also under a thread that reads or writes; what was under way may
   * be lost.
   */
  public void cut() {
    throw new UnsupportedOperationException();
  }
}
