package io.privnet.qoe.capture;

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
    long ipv4 = ipv4(text);
    if (ipv4 >= 0) {
      return new Address(0, IPV4_MAPPED | ipv4);
    }
    Address ipv6 = ipv6(text);
    if (ipv6 == null) {
      throw new IllegalArgumentException("not an IPv4 or IPv6 address: " + text);
    }
    return ipv6;
  }

  // InetAddress would do, but its first use reads the security configuration, which takes longer
  // than a small capture.

  /** The 32 bits of four decimal numbers, or −1. */
  private static long ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return -1;
    }
    long bits = 0;
    for (String part : parts) {
      int number = number(part, 10, 3);
      if (number < 0 || number > 255 || part.length() > 1 && part.charAt(0) == '0') {
        return -1;
      }
      bits = bits << 8 | number;
    }
    return bits;
  }

  /** RFC 4291 §2.2, or null. */
  private static Address ipv6(String text) {
    String hex = text;
    int lastColon = text.lastIndexOf(':');
    if (text.indexOf('.') > lastColon && lastColon >= 0) {
      long tail = ipv4(text.substring(lastColon + 1));
      if (tail < 0) {
        return null;
      }
      hex =
          text.substring(0, lastColon + 1)
              + Long.toHexString(tail >>> 16)
              + ':'
              + Long.toHexString(tail & 0xffff);
    }
    int gap = hex.indexOf("::");
    String[] before = groups(gap < 0 ? hex : hex.substring(0, gap));
    String[] after = groups(gap < 0 ? "" : hex.substring(gap + 2));
    int given = before.length + after.length;
    if (gap < 0 ? given != 8 : given > 7) {
      return null;
    }
    long[] halves = new long[2];
    for (int i = 0; i < given; i++) {
      int number = number(i < before.length ? before[i] : after[i - before.length], 16, 4);
      if (number < 0) {
        return null;
      }
      int group = i < before.length ? i : 8 - given + i;
      halves[group / 4] |= (long) number << 16 * (3 - group % 4);
    }
    return new Address(halves[0], halves[1]);
  }

  private static String[] groups(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }

  /** A number of 1 to {@code most} digits, or −1. */
  private static int number(String digits, int radix, int most) {
    if (digits.isEmpty() || digits.length() > most) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
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
