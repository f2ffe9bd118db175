package io.privnet.qoe.series;

import io.privnet.qoe.capture.Address;
import java.util.Locale;

/**
 * Whom a role names: one address or a network, a station of an Ethernet, or any host at all;
 * perhaps at one TCP port only.
 */
public sealed interface Party {
  /** The port, 1 to 65535, or {@link Endpoint#ANY_PORT}. */
  int port();

  /**
   * All addresses of a network, one address being the network of its full length. IPv4 addresses
   * lie in ::ffff:0:0/96, so that ::/0 holds them too.
   *
   * @param address with zeros behind the prefix
   * @param prefix length in bits of the 128, 96 more than of an IPv4 network
   */
  record Network(Address address, int prefix, int port) implements Party {
    boolean contains(Network other) {
      return prefix <= other.prefix
          && (other.address.high() & maskHigh()) == address.high()
          && (other.address.low() & maskLow()) == address.low();
    }

    long maskHigh() {
      return ones(prefix);
    }

    long maskLow() {
      return ones(prefix - 64);
    }

    private static long ones(int count) {
      return count <= 0 ? 0 : count >= 64 ? -1 : -1L << 64 - count;
    }

    @Override
    public String toString() {
      boolean ipv4 = address.isIpv4() && prefix >= 96;
      String text = address + (prefix == 128 ? "" : "/" + (ipv4 ? prefix - 96 : prefix));
      return withPort(text, port, !ipv4);
    }
  }

  /**
   * A station of an Ethernet. Captures of other link types show no MAC addresses, so there it is
   * nobody.
   *
   * @param mac MAC address in the lower 48 bits
   */
  record Station(long mac, int port) implements Party {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(17);
      for (int shift = 40; shift >= 0; shift -= 8) {
        text.append(text.isEmpty() ? "" : ":");
        text.append(String.format(Locale.ROOT, "%02x", mac >> shift & 0xff));
      }
      return withPort(text.toString(), port, true);
    }
  }

  /** Whoever has the port. */
  record AnyHost(int port) implements Party {
    @Override
    public String toString() {
      return ":" + port;
    }
  }

  private static String withPort(String host, int port, boolean brackets) {
    if (port == Endpoint.ANY_PORT) {
      return host;
    }
    return brackets ? "[" + host + "]:" + port : host + ":" + port;
  }

  /**
   * Reads {@code ADDR}, {@code ADDR/BITS}, {@code MAC} or {@code :PORT}; the first three perhaps
   * with {@code :PORT} behind, an IPv6 or MAC address then in brackets.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  static Party parse(String text) {
    if (text.startsWith(":") && !text.startsWith("::")) {
      return new AnyHost(Endpoint.port(text.substring(1), text));
    }
    int portAt = -1;
    String host = text;
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      if (close < 0) {
        throw new IllegalArgumentException("no ] after the address: " + text);
      }
      host = text.substring(1, close);
      if (host.indexOf(':') < 0) {
        throw new IllegalArgumentException(
            "only an IPv6 or MAC address stands in brackets: " + text);
      }
      if (close + 1 < text.length()) {
        if (text.charAt(close + 1) != ':') {
          throw new IllegalArgumentException("not [IPV6]:PORT: " + text);
        }
        portAt = close + 2;
      }
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      portAt = text.indexOf(':') + 1;
      host = text.substring(0, portAt - 1);
    }
    int port = portAt < 0 ? Endpoint.ANY_PORT : Endpoint.port(text.substring(portAt), text);
    long mac = mac(host);
    if (mac >= 0) {
      return new Station(mac, port);
    }
    int slash = host.indexOf('/');
    if (slash < 0) {
      return new Network(Address.parse(host), 128, port);
    }
    Address address = Address.parse(host.substring(0, slash));
    int bits = address.isIpv4() ? 32 : 128;
    int prefix = 128 - bits + length(host.substring(slash + 1), bits, text);
    Network whole = new Network(address, prefix, port);
    Address network =
        new Address(address.high() & whole.maskHigh(), address.low() & whole.maskLow());
    if (!network.equals(address)) {
      throw new IllegalArgumentException(
          text + " has bits behind its prefix; the network is " + new Network(network, prefix, -1));
    }
    return whole;
  }

  /** The 48 bits of six pairs of hexadecimal digits, or −1. */
  private static long mac(String text) {
    if (text.length() != 17) {
      return -1;
    }
    char separator = text.charAt(2);
    if (separator != ':' && separator != '-') {
      return -1;
    }
    long mac = 0;
    for (int i = 0; i < 17; i++) {
      char c = text.charAt(i);
      if (i % 3 == 2) {
        if (c != separator) {
          return -1;
        }
        continue;
      }
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      mac = mac << 4 | digit;
    }
    return mac;
  }

  private static int length(String digits, int most, String text) {
    int length = 0;
    boolean valid = !digits.isEmpty() && digits.length() <= 3;
    for (int i = 0; i < digits.length() && valid; i++) {
      char digit = digits.charAt(i);
      valid = digit >= '0' && digit <= '9';
      length = length * 10 + digit - '0';
    }
    if (!valid || length > most) {
      throw new IllegalArgumentException("not a prefix of 0 to " + most + " bits: " + text);
    }
    return length;
  }
}
