package io.privnet.meeting.network;

import io.privnet.meeting.identity.CheckWords;
import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * An encrypted connection between two parties that know each other's key.
 *
 * <p>Guarantees: TLS 1.3 (RFC 8446) and nothing older; both ends have proved that they hold the
 * private half of {@link #peer()}; who dialled has checked that it is the key it expected; nobody
 * else reads or changes what passes, or can read it later from stolen keys. Whoever listens in
 * learns the two addresses, the times and the lengths.
 *
 * <p>Right after the handshake, which names the application protocol {@code privnet-meeting/1}, the
 * caller says hello: length (4 bytes, big-endian) and as many bytes. It is answered by one byte, 1
 * for welcome or 0 for refused, length (4 bytes), and the answer or, in UTF-8, the reason.
 *
 * <p>One thread may read while another writes.
 */
final class SecureConnection implements AutoCloseable {
  /** How long it may take to connect, to authenticate, and to be admitted, all together. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Longest greeting in bytes, of either side. */
  static final int MAX_GREETING = 1 << 14;

  /** How long the other end may take to read what is left when this one closes. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private static final String WORDS_LABEL = "EXPORTER-privnet-meeting-check-words";

  private static final int WELCOME = 1;
  private static final int REFUSED = 0;

  private final Socket socket;
  private final SSLSocket tls;
  private final InetSocketAddress address;
  private final PublicKey peer;
  private final String checkWords;
  private final DataInputStream in;
  private final OutputStream out;
  private final AtomicBoolean closed = new AtomicBoolean();
  private byte[] greeting = {};

  /** The connection over {@code tls}, whose handshake is done and nothing else. */
  SecureConnection(Socket socket, SSLSocket tls) throws IOException {
    this.socket = socket;
    this.tls = tls;
    this.address = (InetSocketAddress) socket.getRemoteSocketAddress();
    this.peer = Credentials.peer(tls);
    this.checkWords =
        CheckWords.of(
            ((ExtendedSSLSession) tls.getSession())
                .exportKeyingMaterialData(WORDS_LABEL, null, 2 * CheckWords.OF_CONNECTION),
            CheckWords.OF_CONNECTION);
    this.in = new DataInputStream(tls.getInputStream());
    this.out = tls.getOutputStream();
  }

  /**
   * Dials a peer.
   *
   * @param address where it listens
   * @param self who calls
   * @param expected the key that it has to have
   * @param hello what to tell it, at most {@value #MAX_GREETING} bytes; it is sent to nobody else
   * @throws ConnectionException when nobody answers, somebody else does, or the peer refuses
   */
  static SecureConnection dial(
      InetSocketAddress address, Identity self, Fingerprint expected, byte[] hello)
      throws ConnectionException {
    return dial(address, self, expected, hello, PATIENCE);
  }

  static SecureConnection dial(
      InetSocketAddress address,
      Identity self,
      Fingerprint expected,
      byte[] hello,
      Duration patience)
      throws ConnectionException {
    String name = address.getHostString() + ":" + address.getPort();
    InetSocketAddress resolved =
        address.isUnresolved()
            ? new InetSocketAddress(address.getHostString(), address.getPort())
            : address;
    if (resolved.isUnresolved()) {
      throw ConnectionException.failed("there is no host '" + address.getHostString() + "'", null);
    }
    Socket socket = new Socket();
    try (TimeLimit limit = new TimeLimit(socket, patience)) {
      try {
        socket.connect(resolved);
        socket.setTcpNoDelay(true);
        SecureConnection dialled = over(socket, self, expected, true);
        dialled.introduce(name, hello);
        return dialled;
      } catch (IOException | ConnectionException e) {
        cut(socket);
        throw failure(name, expected, limit, e);
      }
    }
  }

  /**
   * The connection over {@code socket} to the party with a certain key, without greetings.
   *
   * @param caller whether this end calls, or is called
   */
  static SecureConnection over(Socket socket, Identity self, Fingerprint expected, boolean caller)
      throws IOException {
    SSLSocket tls = new Credentials(self, Optional.of(expected)).over(socket, caller);
    tls.startHandshake();
    return new SecureConnection(socket, tls);
  }

  private void introduce(String name, byte[] hello) throws IOException, ConnectionException {
    out.write(counted(0, hello));
    int verdict = in.readUnsignedByte();
    greeting = readGreeting();
    if (verdict != WELCOME) {
      throw ConnectionException.refused(name, new String(greeting, StandardCharsets.UTF_8));
    }
  }

  private static ConnectionException failure(
      String name, Fingerprint expected, TimeLimit limit, Exception e) {
    if (limit.passed()) {
      return ConnectionException.failed(
          name + " did not answer within " + limit.seconds() + " s", e);
    }
    return switch (e) {
      case ConnectionException told -> told;
      case SSLException wrong when wrong.getCause() instanceof Credentials.WrongKey key ->
          ConnectionException.failed(
              name + " has the key " + key.getMessage() + ", not " + expected, e);
      case SSLException other ->
          ConnectionException.failed(
              name + " does not take part in private meetings: " + other.getMessage(), e);
      case EOFException end ->
          ConnectionException.failed(name + " closed the connection without an answer", e);
      case IOException unreachable ->
          ConnectionException.failed(
              "cannot reach " + name + ": " + ConnectionException.reason(unreachable), e);
      default -> throw new IllegalStateException(e);
    };
  }

  /** Reads what a caller says first. */
  void hearHello() throws IOException {
    greeting = readGreeting();
  }

  /** Answers a caller. */
  void answer(boolean welcome, byte[] answer) throws IOException {
    byte[] counted = counted(1, answer);
    counted[0] = (byte) (welcome ? WELCOME : REFUSED);
    out.write(counted);
  }

  private static byte[] counted(int offset, byte[] greeting) {
    if (greeting.length > MAX_GREETING) {
      throw new IllegalArgumentException(
          "a greeting of " + greeting.length + " bytes is longer than " + MAX_GREETING);
    }
    return ByteBuffer.allocate(offset + Integer.BYTES + greeting.length)
        .position(offset)
        .putInt(greeting.length)
        .put(greeting)
        .array();
  }

  private byte[] readGreeting() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_GREETING) {
      throw new IOException("a greeting of " + Integer.toUnsignedLong(length) + " bytes");
    }
    byte[] read = new byte[length];
    in.readFully(read);
    return read;
  }

  /** Whose key the other end has. */
  PublicKey peer() {
    return peer;
  }

  /** What the other end said first: who called, its hello; who was called, its answer. */
  byte[] greeting() {
    return greeting.clone();
  }

  /**
   * Words that both ends can compare, derived from secrets of this very connection (RFC 8446, 7.5).
   * They differ when somebody sits in the middle with a key of its own towards each side.
   */
  String checkWords() {
    return checkWords;
  }

  /** Where the other end is. */
  InetSocketAddress address() {
    return address;
  }

  /** What comes from the other end, until it closes or the connection is cut. */
  InputStream in() {
    return in;
  }

  /** What goes to the other end, at once. */
  OutputStream out() {
    return out;
  }

  /** Ends this direction: the other end reads all that was written, and then the end. */
  void endOutput() throws IOException {
    tls.shutdownOutput();
  }

  /**
   * Ends the connection: the other end can still read all that was written, but what comes from it
   * is thrown away. Waits until it has closed too, one second at most.
   */
  @Override
  public void close() {
    closeWithin(LINGER);
  }

  /**
   * The same.
   *
   * @param longest how long to wait for the other end
   */
  void closeWithin(Duration longest) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (TimeLimit _ = new TimeLimit(socket, longest)) {
      endOutput();
      // To close with something unread would reset the connection, and what was written could be
      // lost.
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // It is cut already.
    }
    cut(socket);
  }

  /**
   * Ends the connection at once, also under threads that read or write; what was on its way may be
   * lost.
   */
  void cut() {
    closed.set(true);
    cut(socket);
  }

  static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // There is nothing left to close.
    }
  }
}
