package io.privnet.qoe.series;

import io.privnet.qoe.capture.Address;

/**
 * An address with a TCP or UDP port, or with any port.
 *
 * @param port 0 to 65535, or {@link #ANY_PORT}
 */
public record Endpoint(Address address, int port) {
  /** Stands for all ports. */
  public static final int ANY_PORT = -1;

  /**
   * Reads {@code ADDR} or {@code ADDR:PORT}, an IPv6 address before a port in brackets: {@code
   * [fd00::1]:5900}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Endpoint parse(String text) {
    int portAt = -1;
    String address = text;
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      if (close < 0) {
        throw new IllegalArgumentException("no ] after the IPv6 address: " + text);
      }
      address = text.substring(1, close);
      if (address.indexOf(':') < 0) {
        throw new IllegalArgumentException("only an IPv6 address stands in brackets: " + text);
      }
      if (close + 1 < text.length()) {
        if (text.charAt(close + 1) != ':') {
          throw new IllegalArgumentException("not [IPV6]:PORT: " + text);
        }
        portAt = close + 2;
      }
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      portAt = text.indexOf(':') + 1;
      address = text.substring(0, portAt - 1);
    }
    return new Endpoint(
        Address.parse(address), portAt < 0 ? ANY_PORT : port(text.substring(portAt), text));
  }

  private static int port(String digits, String text) {
    int port = 0;
    boolean valid = !digits.isEmpty() && digits.length() <= 5;
    for (int i = 0; i < digits.length() && valid; i++) {
      char digit = digits.charAt(i);
      valid = digit >= '0' && digit <= '9';
      port = port * 10 + digit - '0';
    }
    if (!valid || port < 1 || port > 65535) {
      throw new IllegalArgumentException("not a port from 1 to 65535: " + text);
    }
    return port;
  }

  @Override
  public String toString() {
    if (port == ANY_PORT) {
      return address.toString();
    }
    return address.isIpv4() ? address + ":" + port : "[" + address + "]:" + port;
  }
}
