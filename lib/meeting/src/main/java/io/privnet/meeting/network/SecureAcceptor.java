package io.privnet.meeting.network;

import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;

/**
 * Listens for {@link SecureConnection}s.
 *
 * <p>Guarantees: all who have not been welcomed hold {@value #MAX_WAITING} connections at most,
 * each for {@value #MAX_BYTES} bytes, and for {@link SecureConnection#PATIENCE} until it has said
 * hello; beyond that number the one that has waited longest is cut, so that nobody shuts others out
 * by waiting. Nobody is told anything before it has proved that it holds its key, except this
 * side's key and the name of the protocol.
 */
final class SecureAcceptor implements AutoCloseable {
  /** Connections not yet welcomed, at most. */
  static final int MAX_WAITING = 64;

  /** Bytes that a connection may receive before it is welcomed. */
  static final int MAX_BYTES = 1 << 16;

  private static final int MAX_REASON = 1000;

  private final Listener listener;
  private final Credentials credentials;
  private final Consumer<Caller> door;
  private final Duration patience;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

  private SecureAcceptor(
      Listener listener, Identity self, Consumer<Caller> door, Duration patience) {
    this.listener = listener;
    this.credentials = new Credentials(self, Optional.empty());
    this.door = door;
    this.patience = patience;
  }

  /**
   * Listens.
   *
   * @param address where; port 0 is any free one
   * @param self whose key is shown
   * @param door is called for each caller in a virtual thread of its own, and may go on for as long
   *     as the connection lasts; a caller that it neither welcomes nor refuses is cut
   * @throws ConnectionException when the address cannot be used
   */
  static SecureAcceptor listen(InetSocketAddress address, Identity self, Consumer<Caller> door)
      throws ConnectionException {
    return listen(address, self, door, SecureConnection.PATIENCE);
  }

  static SecureAcceptor listen(
      InetSocketAddress address, Identity self, Consumer<Caller> door, Duration patience)
      throws ConnectionException {
    try {
      Listener listener = new Listener();
      try {
        listener.bind(address);
      } catch (IOException e) {
        listener.close();
        throw e;
      }
      SecureAcceptor acceptor = new SecureAcceptor(listener, self, door, patience);
      Thread.ofVirtual().name("acceptor").start(acceptor::acceptAll);
      return acceptor;
    } catch (IOException e) {
      throw ConnectionException.failed(
          "cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + ConnectionException.reason(e),
          e);
    }
  }

  /** Where it listens, with the port that it got. */
  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        admit(listener.accept());
      } catch (IOException e) {
        // Closed, or out of file descriptors: others then end first.
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(listener.isClosed() ? 0 : 100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void admit(Metered socket) {
    Waiting caller = new Waiting(socket);
    Waiting longest = null;
    synchronized (waiting) {
      if (listener.isClosed()) {
        SecureConnection.cut(socket);
        return;
      }
      if (waiting.size() == MAX_WAITING) {
        longest = waiting.removeFirst();
      }
      waiting.addLast(caller);
    }
    if (longest != null) {
      SecureConnection.cut(longest.socket);
    }
    Thread.ofVirtual().start(caller::hear);
  }

  /** Stops listening and cuts those that wait; those welcomed stay. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // It listens no longer.
    }
    synchronized (waiting) {
      waiting.forEach(caller -> SecureConnection.cut(caller.socket));
    }
  }

  /** Somebody who has proved to hold its key, has said hello, and waits for an answer. */
  sealed interface Caller {
    /** Its key. */
    PublicKey key();

    /** What it said. */
    byte[] hello();

    /** Words that it sees, too. */
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

  private final class Waiting implements Caller {
    private final Metered socket;
    private SecureConnection connection;
    private boolean welcomed;

    Waiting(Metered socket) {
      this.socket = socket;
    }

    /** Goes as far as the door and through it. */
    void hear() {
      try {
        try (TimeLimit _ = new TimeLimit(socket, patience)) {
          socket.setTcpNoDelay(true);
          SSLSocket tls = credentials.over(socket, false);
          tls.startHandshake();
          connection = new SecureConnection(socket, tls);
          connection.hearHello();
        }
        door.accept(this);
      } catch (IOException e) {
        // A stranger, or somebody who has gone: nobody waits for it.
      } finally {
        if (!welcomed) {
          SecureConnection.cut(socket);
        }
        leave();
      }
    }

    private void leave() {
      synchronized (waiting) {
        waiting.remove(this);
      }
    }

    @Override
    public PublicKey key() {
      return connection.peer();
    }

    @Override
    public byte[] hello() {
      return connection.greeting();
    }

    @Override
    public String checkWords() {
      return connection.checkWords();
    }

    @Override
    public InetSocketAddress address() {
      return connection.address();
    }

    @Override
    public SecureConnection welcome(byte[] answer) throws ConnectionException {
      try {
        connection.answer(true, answer);
      } catch (IOException e) {
        throw ConnectionException.failed(
            address().getHostString() + ":" + address().getPort() + " is gone", e);
      }
      welcomed = true;
      socket.unlimited();
      leave();
      return connection;
    }

    @Override
    public void refuse(String reason) {
      String text = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "…";
      try {
        connection.answer(false, text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It does not want to know.
      }
      connection.close();
    }
  }

  /** Accepts sockets that count. */
  private static final class Listener extends ServerSocket {
    Listener() throws IOException {}

    @Override
    public Metered accept() throws IOException {
      Metered socket = new Metered();
      implAccept(socket);
      return socket;
    }
  }

  /** Fails when it has received more than a stranger may send. */
  private static final class Metered extends Socket {
    private volatile boolean limited = true;

    void unlimited() {
      limited = false;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        private int received;

        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
          int read = super.read(bytes, from, length);
          if (limited) {
            received += Math.max(0, read);
            if (received > MAX_BYTES) {
              throw new IOException("too much before it was welcomed");
            }
          }
          return read;
        }
      };
    }
  }
}
