package io.privnet.qoe.series;

import io.privnet.qoe.capture.Address;
import io.privnet.qoe.capture.Packet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guess which addresses are the user and the instrument, with its reason.
 *
 * @param user the user's address
 * @param instrument the instrument's address, with the port of the control connection
 * @param reason why, in words
 */
public record RoleGuess(Address user, Endpoint instrument, String reason) {
  private record Pair(Address one, Address other) {}

  private static final class Session {
    Flow control;
    long bytes;
    long fromOne;
  }

  /**
   * The pair of addresses that exchanged most among those with a TCP connection. The instrument is
   * the side at which the heaviest connection between them ends: the one that accepted it if that
   * was captured, else the one with a VNC port, else the one with the lower port.
   *
   * @return empty when there is no TCP
   */
  public static Optional<RoleGuess> of(Flows flows) {
    return heaviest(flows, null, null);
  }

  /**
   * Which user goes with a known instrument, in the form of {@link Roles#parse}: whoever exchanged
   * most with it.
   *
   * @return empty when nobody had a TCP connection with it
   * @throws IllegalArgumentException when it is not told by addresses and ports
   */
  public static Optional<RoleGuess> userOf(String instrument, Flows flows) {
    return heaviest(flows, null, networks(Roles.parties(instrument)));
  }

  /**
   * Which instrument goes with a known user, in the form of {@link Roles#parse}: whichever
   * exchanged most with it.
   *
   * @return empty when it had no TCP connection
   * @throws IllegalArgumentException when it is not told by addresses
   */
  public static Optional<RoleGuess> instrumentOf(String user, Flows flows) {
    return heaviest(flows, networks(Roles.parties(user)), null);
  }

  private static List<Party> networks(List<Party> parties) {
    for (Party party : parties) {
      if (party instanceof Party.Station) {
        throw new IllegalArgumentException(
            "auto goes by addresses, so the other role cannot be a MAC address: " + party);
      }
    }
    return parties;
  }

  /** The heaviest session of the given user or instrument, null for whomever. */
  private static Optional<RoleGuess> heaviest(
      Flows flows, List<Party> user, List<Party> instrument) {
    Map<Pair, Session> sessions = new HashMap<>();
    for (Flow flow : flows.flows()) {
      Address a = flow.a().address();
      Address b = flow.b().address();
      boolean swapped = Flows.compare(flow.a(), flow.b()) > 0;
      Session session =
          sessions.computeIfAbsent(
              swapped ? new Pair(b, a) : new Pair(a, b), pair -> new Session());
      session.bytes += flow.bytes();
      session.fromOne += swapped ? flow.bytesBa() : flow.bytesAb();
      if (flow.protocol() == Packet.TCP
          && flow.a().port() >= 0
          && (fits(flow.a(), flow.b(), user, instrument)
              || fits(flow.b(), flow.a(), user, instrument))
          && (session.control == null || flow.bytes() > session.control.bytes())) {
        session.control = flow;
      }
    }
    Pair pair = null;
    Session heaviest = null;
    for (Map.Entry<Pair, Session> entry : sessions.entrySet()) {
      Session session = entry.getValue();
      if (session.control != null && (heaviest == null || session.bytes > heaviest.bytes)) {
        heaviest = session;
        pair = entry.getKey();
      }
    }
    if (heaviest == null) {
      return Optional.empty();
    }
    Flow control = heaviest.control;
    boolean atA = fits(control.b(), control.a(), user, instrument);
    boolean atB = fits(control.a(), control.b(), user, instrument);
    String how;
    if (atA != atB) {
      how =
          user == null
              ? "is the given instrument"
              : "is the other end of the given user's heaviest connection";
    } else if (control.opened()) {
      atB = true;
      how = "accepted the connection to port " + control.b().port();
    } else if (isVnc(control.a().port()) != isVnc(control.b().port())) {
      atB = isVnc(control.b().port());
      how = "has the VNC port " + (atB ? control.b() : control.a()).port();
    } else {
      atB = control.b().port() <= control.a().port();
      how = "has the lower port " + (atB ? control.b() : control.a()).port();
    }
    Endpoint guessed = atB ? control.b() : control.a();
    Endpoint other = atB ? control.a() : control.b();
    long sent =
        pair.one.equals(guessed.address()) ? heaviest.fromOne : heaviest.bytes - heaviest.fromOne;
    return Optional.of(
        new RoleGuess(
            other.address(),
            guessed,
            guessed.address()
                + " "
                + how
                + " and sent "
                + sent
                + " bytes to "
                + other.address()
                + ", which sent "
                + (heaviest.bytes - sent)
                + " back"));
  }

  private static boolean fits(
      Endpoint asUser, Endpoint asInstrument, List<Party> user, List<Party> instrument) {
    return (user == null || isAmong(asUser, user))
        && (instrument == null || isAmong(asInstrument, instrument));
  }

  private static boolean isAmong(Endpoint endpoint, List<Party> parties) {
    for (Party party : parties) {
      boolean host =
          !(party instanceof Party.Network network)
              || network.contains(new Party.Network(endpoint.address(), 128, Endpoint.ANY_PORT));
      if (host && (party.port() == Endpoint.ANY_PORT || party.port() == endpoint.port())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVnc(int port) {
    return port >= 5900 && port <= 5999;
  }
}
