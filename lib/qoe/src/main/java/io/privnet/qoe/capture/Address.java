package io.privnet.qoe.capture;

import java.net.InetAddress;

/**
 * An IP address as two 64-bit halves, an IPv4 address as ::ffff:a.b.c.d.
 *
 * @param high upper 64 bits
 * @param low lower 64 bits
 */
public record Address(long high, long low) {
  private static final long IPV4_MAPPED = 0xffff_0000_0000L;

  /**
   * Reads an IPv4 or IPv6 address, never a host name.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Address parse(String text) {
    byte[] bytes;
    try {
      if (text.indexOf(':') < 0 && !isDottedQuad(text) || text.indexOf('%') >= 0) {
        throw new IllegalArgumentException();
      }
      bytes = InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not an IPv4 or IPv6 address: " + text, e);
    }
    if (bytes.length == 4) {
      return new Address(0, IPV4_MAPPED | number(bytes, 0, 4));
    }
    return new Address(number(bytes, 0, 8), number(bytes, 8, 8));
  }

  private static boolean isDottedQuad(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '.') {
        dots++;
      }
    }
    return dots == 3;
  }

  private static long number(byte[] bytes, int from, int length) {
    long number = 0;
    for (int i = from; i < from + length; i++) {
      number = number << 8 | bytes[i] & 0xff;
    }
    return number;
  }

  /** Whether it stands for an IPv4 address. */
  public boolean isIpv4() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /** Dotted decimal for IPv4, the form of RFC 5952 for IPv6. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(39);
    if (isIpv4()) {
      return text.append(low >> 24 & 0xff)
          .append('.')
          .append(low >> 16 & 0xff)
          .append('.')
          .append(low >> 8 & 0xff)
          .append('.')
          .append(low & 0xff)
          .toString();
    }
    int zeros = 0;
    int zerosAt = -1;
    for (int i = 0; i < 8; i++) {
      int run = i;
      while (run < 8 && group(run) == 0) {
        run++;
      }
      if (run - i > Math.max(zeros, 1)) {
        zeros = run - i;
        zerosAt = i;
      }
    }
    for (int i = 0; i < 8; i++) {
      if (i == zerosAt) {
        text.append("::");
        i += zeros - 1;
        continue;
      }
      if (i > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> 16 * (3 - index % 4)) & 0xffff;
  }
}
