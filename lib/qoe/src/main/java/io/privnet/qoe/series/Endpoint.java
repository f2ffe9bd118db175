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

  /** Reads a port from 1 to 65535 that stands in {@code text}. */
  static int port(String digits, String text) {
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
