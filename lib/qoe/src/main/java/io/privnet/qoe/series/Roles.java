package io.privnet.qoe.series;

import io.privnet.qoe.capture.Address;
import io.privnet.qoe.capture.Packet;
import java.util.ArrayList;
import java.util.List;

/**
 * Who in a capture is the user and who the instrument (paper Fig. 1). Immutable.
 *
 * <p>Control, b_in, is TCP from the user to the instrument, to its port when one is given. Media,
 * Δb_out, is UDP from the instrument to the user from whatever port (RTP has its own), and what the
 * control connection carries in the other direction (VNC).
 */
public final class Roles {
  /** What a packet is to a session. */
  public enum Direction {
    /** Control from the user to the instrument. */
    IN,
    /** Media from the instrument to the user. */
    OUT,
    /** Neither. */
    NONE
  }

  private final List<Address> user;
  private final List<Endpoint> instrument;
  private final long[] userHigh;
  private final long[] userLow;
  private final long[] instrumentHigh;
  private final long[] instrumentLow;
  private final int[] instrumentPort;

  /**
   * @param user the user's addresses, at least one
   * @param instrument the instrument's addresses, each with the port of its control connection or
   *     with any port; at least one
   * @throws IllegalArgumentException when a role is empty or an address has both and no port tells
   *     the two apart
   */
  public Roles(List<Address> user, List<Endpoint> instrument) {
    if (user.isEmpty() || instrument.isEmpty()) {
      throw new IllegalArgumentException(
          "no address given for the " + (user.isEmpty() ? "user" : "instrument"));
    }
    for (Endpoint endpoint : instrument) {
      if (endpoint.port() == Endpoint.ANY_PORT && user.contains(endpoint.address())) {
        throw new IllegalArgumentException(
            endpoint + " is both user and instrument; give the instrument's port");
      }
    }
    this.user = List.copyOf(user);
    this.instrument = List.copyOf(instrument);
    userHigh = user.stream().mapToLong(Address::high).toArray();
    userLow = user.stream().mapToLong(Address::low).toArray();
    instrumentHigh = instrument.stream().mapToLong(e -> e.address().high()).toArray();
    instrumentLow = instrument.stream().mapToLong(e -> e.address().low()).toArray();
    instrumentPort = instrument.stream().mapToInt(Endpoint::port).toArray();
  }

  /**
   * Reads the two roles from lists separated by commas.
   *
   * @param user {@code ADDR[,ADDR…]}
   * @param instrument {@code ADDR[:PORT][,…]}, an IPv6 address before a port in brackets
   * @throws IllegalArgumentException when something there is no address
   */
  public static Roles parse(String user, String instrument) {
    List<Address> users = new ArrayList<>();
    for (String part : user.split(",", -1)) {
      Endpoint endpoint = Endpoint.parse(part.strip());
      if (endpoint.port() != Endpoint.ANY_PORT) {
        throw new IllegalArgumentException("a user has no port: " + part);
      }
      users.add(endpoint.address());
    }
    List<Endpoint> instruments = new ArrayList<>();
    for (String part : instrument.split(",", -1)) {
      instruments.add(Endpoint.parse(part.strip()));
    }
    return new Roles(users, instruments);
  }

  /** The user's addresses. */
  public List<Address> user() {
    return user;
  }

  /** The instrument's addresses and control ports. */
  public List<Endpoint> instrument() {
    return instrument;
  }

  /** What the packet is to the session. */
  public Direction of(Packet packet) {
    if (!packet.isIp()) {
      return Direction.NONE;
    }
    if (packet.protocol() == Packet.TCP) {
      if (isUser(packet.sourceHigh(), packet.sourceLow())
          && isInstrument(
              packet.destinationHigh(), packet.destinationLow(), packet.destinationPort())) {
        return Direction.IN;
      }
      if (isInstrument(packet.sourceHigh(), packet.sourceLow(), packet.sourcePort())
          && isUser(packet.destinationHigh(), packet.destinationLow())) {
        return Direction.OUT;
      }
    } else if (packet.protocol() == Packet.UDP
        && isUser(packet.destinationHigh(), packet.destinationLow())
        && isInstrument(packet.sourceHigh(), packet.sourceLow(), Endpoint.ANY_PORT)) {
      return Direction.OUT;
    }
    return Direction.NONE;
  }

  private boolean isUser(long high, long low) {
    for (int i = 0; i < userLow.length; i++) {
      if (userLow[i] == low && userHigh[i] == high) {
        return true;
      }
    }
    return false;
  }

  /** Whether the address is the instrument's, and the port too unless any port will do. */
  private boolean isInstrument(long high, long low, int port) {
    for (int i = 0; i < instrumentLow.length; i++) {
      if (instrumentLow[i] == low
          && instrumentHigh[i] == high
          && (instrumentPort[i] == port
              || instrumentPort[i] == Endpoint.ANY_PORT
              || port == Endpoint.ANY_PORT)) {
        return true;
      }
    }
    return false;
  }
}
