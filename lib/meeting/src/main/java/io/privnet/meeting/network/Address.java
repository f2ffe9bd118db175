package io.privnet.meeting.network;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where somebody listens, as people write it: {@code host:port}, {@code 192.0.2.7:7411}, {@code
 * [2001:db8::7]:7411}.
 *
 * @param host name, IPv4 address, or IPv6 address without brackets
 * @param port 0 to 65535; 0 is any free one, for who listens
 */
public record Address(String host, int port) {
  private static final int MAX_HOST = 253;

  /** For documentation only (RFC 5737), and so beyond the next router. */
  private static final String SOMEWHERE_ELSE = "192.0.2.1";

  private static final Pattern FORM = Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]]+)):(\\d+)");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+(%[\\w.-]+)?");

  /**
   * @throws IllegalArgumentException when one of them cannot be
   */
  public Address {
    if (host.length() > MAX_HOST || !HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("not the name or address of a host: '" + host + "'");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static Address parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || form.group(3).length() > 5) {
      throw new IllegalArgumentException(
          "an address is written HOST:PORT, such as 192.0.2.7:7411, not '" + text + "'");
    }
    String bracketed = form.group(1);
    return new Address(
        bracketed == null ? form.group(2) : bracketed, Integer.parseInt(form.group(3)));
  }

  /** That of a resolved socket address. */
  public static Address of(InetSocketAddress address) {
    return new Address(address.getAddress().getHostAddress(), address.getPort());
  }

  /**
   * The address from which this machine talks to {@code remote}, with port 0. Nothing is sent.
   *
   * @throws ConnectionException when there is no way to it
   */
  static Address localTowards(InetSocketAddress remote) throws ConnectionException {
    if (remote.isUnresolved()) {
      throw ConnectionException.failed("there is no host '" + remote.getHostString() + "'", null);
    }
    try (DatagramSocket route = new DatagramSocket()) {
      route.connect(remote);
      return of(new InetSocketAddress(route.getLocalAddress(), 0));
    } catch (IOException e) {
      throw ConnectionException.failed(
          "cannot reach " + remote.getHostString() + ": " + ConnectionException.reason(e), e);
    }
  }

  /** An address by which others may reach this machine; loopback when there is none. */
  static Address ofThisMachine(int port) {
    try {
      return localTowards(new InetSocketAddress(SOMEWHERE_ELSE, 9)).at(port);
    } catch (ConnectionException e) {
      return of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
  }

  /** The same host at another port. */
  Address at(int other) {
    return new Address(host, other);
  }

  /** For a socket; the name of the host is looked up, and may turn out to be unknown. */
  InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  /** Whether it stands for all addresses of the machine. */
  boolean isWildcard() {
    InetAddress address = resolve().getAddress();
    return address != null && address.isAnyLocalAddress();
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
