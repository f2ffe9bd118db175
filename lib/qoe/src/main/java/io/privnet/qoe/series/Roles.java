package io.privnet.qoe.series;

import io.privnet.qoe.capture.Packet;
import java.util.ArrayList;
import java.util.List;

/**
 * Who in a capture is the user and who the instrument (paper Fig. 1). Immutable.
 *
 * <p>Control, b_in, is TCP from the user to the instrument, to its port when one is given. Media,
 * Δb_out, is UDP from the instrument to the user from whatever port (RTP has its own), and what the
 * control connection carries in the other direction (VNC). An instrument known by its port only has
 * UDP media from that port only: anybody else's datagrams to the user are not its media.
 *
 * <p>A packet that would be both, between two hosts that are each user and instrument, is control.
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

  private final List<Party> user;
  private final List<Party> instrument;
  private final Members users;
  private final Members instruments;
  private final boolean stations;

  /** The parties of a role in arrays, since every packet is held against them. */
  private static final class Members {
    /** Not what a packet without MAC addresses has. */
    private static final long NO_STATION = -2;

    private final long[] high;
    private final long[] low;
    private final long[] maskHigh;
    private final long[] maskLow;
    private final long[] mac;
    private final int[] port;
    private final int[] mediaPort;

    Members(List<Party> parties) {
      int count = parties.size();
      high = new long[count];
      low = new long[count];
      maskHigh = new long[count];
      maskLow = new long[count];
      mac = new long[count];
      port = new int[count];
      mediaPort = new int[count];
      for (int i = 0; i < count; i++) {
        port[i] = parties.get(i).port();
        mediaPort[i] = Endpoint.ANY_PORT;
        mac[i] = NO_STATION;
        // A switch over types would be linked at run time, for which a short command need not wait.
        if (parties.get(i) instanceof Party.Network network) {
          high[i] = network.address().high();
          low[i] = network.address().low();
          maskHigh[i] = network.maskHigh();
          maskLow[i] = network.maskLow();
        } else if (parties.get(i) instanceof Party.Station station) {
          high[i] = 1; // which a mask of zeros leaves of no address
          mac[i] = station.mac();
        } else {
          mediaPort[i] = parties.get(i).port();
        }
      }
    }

    boolean hold(long otherHigh, long otherLow, long otherMac, int otherPort) {
      return hold(
          otherHigh,
          otherLow,
          otherMac,
          otherPort,
          otherPort == Endpoint.ANY_PORT ? mediaPort : port);
    }

    /** For media, which comes from whatever port unless the port is all that is known. */
    boolean send(long otherHigh, long otherLow, long otherMac, int otherPort) {
      return hold(otherHigh, otherLow, otherMac, otherPort, mediaPort);
    }

    private boolean hold(long otherHigh, long otherLow, long otherMac, int otherPort, int[] ports) {
      for (int i = 0; i < ports.length; i++) {
        if (((otherLow & maskLow[i]) == low[i] && (otherHigh & maskHigh[i]) == high[i]
                || otherMac == mac[i])
            && (ports[i] == otherPort || ports[i] == Endpoint.ANY_PORT)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * @param user who is the user, at least one
   * @param instrument who is the instrument, each with the port of its control connection or with
   *     any port; at least one
   * @throws IllegalArgumentException when a role is empty, a user has a port, or a party is both
   *     and no port tells the two apart
   */
  public Roles(List<Party> user, List<Party> instrument) {
    if (user.isEmpty() || instrument.isEmpty()) {
      throw new IllegalArgumentException(
          "no address given for the " + (user.isEmpty() ? "user" : "instrument"));
    }
    for (Party party : user) {
      if (party.port() != Endpoint.ANY_PORT) {
        throw new IllegalArgumentException("a user has no port: " + party);
      }
      for (Party other : instrument) {
        if (other.port() == Endpoint.ANY_PORT && alike(party, other)) {
          throw new IllegalArgumentException(
              other + " is both user and instrument; give the instrument's port");
        }
      }
    }
    this.user = List.copyOf(user);
    this.instrument = List.copyOf(instrument);
    users = new Members(user);
    instruments = new Members(instrument);
    stations =
        user.stream().anyMatch(Party.Station.class::isInstance)
            || instrument.stream().anyMatch(Party.Station.class::isInstance);
  }

  /**
   * Whether no packet between two of them could be told control or media. One address within the
   * other role's network is no such case: whoever else is in the network is on its other side.
   */
  private static boolean alike(Party user, Party instrument) {
    if (user instanceof Party.Network one && instrument instanceof Party.Network other) {
      return one.equals(other)
          || one.prefix() < 128
              && other.prefix() < 128
              && (one.contains(other) || other.contains(one));
    }
    return user.equals(instrument);
  }

  /**
   * Reads the two roles from lists separated by commas.
   *
   * @param user {@code ADDR}, {@code ADDR/BITS} or {@code MAC}, several with commas
   * @param instrument the same, each perhaps with {@code :PORT}, an IPv6 or MAC address then in
   *     brackets; or {@code :PORT} alone
   * @throws IllegalArgumentException when something there is none of these
   */
  public static Roles parse(String user, String instrument) {
    return new Roles(parties(user), parties(instrument));
  }

  static List<Party> parties(String list) {
    List<Party> parties = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      parties.add(Party.parse(part.strip()));
    }
    return parties;
  }

  /** Who is the user. */
  public List<Party> user() {
    return user;
  }

  /** Who is the instrument, and at which control ports. */
  public List<Party> instrument() {
    return instrument;
  }

  /** What the packet is to the session. */
  public Direction of(Packet packet) {
    if (!packet.isIp()) {
      return Direction.NONE;
    }
    boolean tcp = packet.protocol() == Packet.TCP;
    if (!tcp && packet.protocol() != Packet.UDP) {
      return Direction.NONE;
    }
    long source = stations ? packet.sourceMac() : -1;
    long destination = stations ? packet.destinationMac() : -1;
    if (tcp
        && users.hold(packet.sourceHigh(), packet.sourceLow(), source, Endpoint.ANY_PORT)
        && instruments.hold(
            packet.destinationHigh(),
            packet.destinationLow(),
            destination,
            packet.destinationPort())) {
      return Direction.IN;
    }
    if (users.hold(
            packet.destinationHigh(), packet.destinationLow(), destination, Endpoint.ANY_PORT)
        && (tcp
            ? instruments.hold(packet.sourceHigh(), packet.sourceLow(), source, packet.sourcePort())
            : instruments.send(
                packet.sourceHigh(), packet.sourceLow(), source, packet.sourcePort()))) {
      return Direction.OUT;
    }
    return Direction.NONE;
  }
}
