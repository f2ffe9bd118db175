package io.privnet.meeting.network;

import io.privnet.meeting.identity.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Arrays;

/**
 * A way to another party through the host, in place of a socket of its own. What goes through it is
 * encrypted by the two parties for each other: the host sees lengths and times. What the host
 * changes, holds back from between, or repeats is noticed here.
 */
final class Tunnel extends Socket {
  private final SecureConnection leg;
  private final Identity self;
  private final Piece.Route outgoing;
  private final InputStream in;
  private final OutputStream out;
  private volatile boolean altered;
  private volatile boolean closed;

  /**
   * @param leg the connection to the host
   * @param outgoing from this party to the other
   */
  Tunnel(SecureConnection leg, Identity self, Piece.Route outgoing) {
    this.leg = leg;
    this.self = self;
    this.outgoing = outgoing;
    this.in = new Pieces();
    this.out = new Cutter();
  }

  /** Whether the host has passed on something else than the other party sent. */
  boolean altered() {
    return altered;
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  /** Nothing: what still comes is thrown away by whoever reads it. */
  @Override
  public void shutdownInput() {}

  @Override
  public void shutdownOutput() throws IOException {
    leg.endOutput();
  }

  @Override
  public void close() {
    closed = true;
    leg.cut();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public InetAddress getInetAddress() {
    return leg.address().getAddress();
  }

  @Override
  public int getPort() {
    return leg.address().getPort();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return leg.address();
  }

  /** What the other party sent, as long as nothing is amiss. */
  private final class Pieces extends InputStream {
    private final Piece.Route incoming = outgoing.reversed();
    private long received;
    private byte[] piece = {};
    private int taken;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (taken == piece.length && !next()) {
        return -1;
      }
      int read = Math.min(length, piece.length - taken);
      System.arraycopy(piece, taken, bytes, from, read);
      taken += read;
      return read;
    }

    private boolean next() throws IOException {
      Piece next = Piece.read(leg.in());
      if (next == null) {
        return false;
      }
      if (!next.isNext(incoming, received++)) {
        altered = true;
        close();
        throw new SocketException("altered on the way");
      }
      piece = next.bytes();
      taken = 0;
      return true;
    }
  }

  /** Signs what this party sends. */
  private final class Cutter extends OutputStream {
    private long sent;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      for (int at = from; at < from + length; at += Piece.MAX) {
        byte[] part = Arrays.copyOfRange(bytes, at, Math.min(at + Piece.MAX, from + length));
        leg.out().write(Piece.signed(self, outgoing, sent++, part).encode());
      }
    }
  }
}
