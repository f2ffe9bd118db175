package io.privnet.qoe.series;

import io.privnet.qoe.capture.Address;
import io.privnet.qoe.capture.Packet;
import java.util.HashMap;
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
    boolean atB;
    String how;
    if (control.opened()) {
      atB = true;
      how = "accepted the connection to port " + control.b().port();
    } else if (isVnc(control.a().port()) != isVnc(control.b().port())) {
      atB = isVnc(control.b().port());
      how = "has the VNC port " + (atB ? control.b() : control.a()).port();
    } else {
      atB = control.b().port() <= control.a().port();
      how = "has the lower port " + (atB ? control.b() : control.a()).port();
    }
    Endpoint instrument = atB ? control.b() : control.a();
    Endpoint user = atB ? control.a() : control.b();
    long sent =
        pair.one.equals(instrument.address())
            ? heaviest.fromOne
            : heaviest.bytes - heaviest.fromOne;
    return Optional.of(
        new RoleGuess(
            user.address(),
            instrument,
            instrument.address()
                + " "
                + how
                + " and sent "
                + sent
                + " bytes to "
                + user.address()
                + ", which sent "
                + (heaviest.bytes - sent)
                + " back"));
  }

  private static boolean isVnc(int port) {
    return port >= 5900 && port <= 5999;
  }
}
