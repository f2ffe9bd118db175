package io.privnet.meeting.network;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.network.SecureAcceptor.Caller;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.TtpProtocol;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The trusted third party of protocol {@code ttp} as a server, for any number of meetings at once.
 * It learns the agendas of all who use it, and keeps none.
 *
 * <p>Guarantees: a meeting is served when each of its parties has connected with its own key and
 * all have named the same parties; nobody else takes part in it. At most {@value #MAX_MEETINGS}
 * meetings are open at a time, each for {@link #LONGEST} at most.
 */
public final class TrustedThirdParty implements AutoCloseable {
  /** Meetings that are open at a time, at most. */
  public static final int MAX_MEETINGS = 256;

  /** How long a meeting may be open, from its first party to the answer. */
  public static final Duration LONGEST = Duration.ofDays(7);

  private static final byte[] WELCOME = {};

  /** How long it may go unnoticed that all are connected. */
  private static final Duration STEP = Duration.ofMillis(20);

  /** Is told what the server does. Called by several threads, one at a time. */
  @FunctionalInterface
  public interface Watcher {
    /** Something happened. */
    void happened(Event event);
  }

  /** What the server does. */
  public sealed interface Event {
    /**
     * All participants of a meeting were answered.
     *
     * @param meeting nonce of its invitation, 32 hexadecimal digits
     * @param parties those who negotiate; empty when all but the host decline
     */
    record Answered(String meeting, List<String> parties) implements Event {}

    /** A meeting failed; the reason names who was at fault. */
    record Failed(String meeting, List<String> parties, String reason) implements Event {}
  }

  /** What all parties of a meeting tell alike. */
  private record Meeting(String nonce, Instant expires, Map<String, PublicKey> parties) {
    List<String> names() {
      return List.copyOf(parties.keySet());
    }
  }

  private final Identity self;
  private final Watcher watcher;
  private final Duration silence;
  private final Map<Meeting, Room> rooms = new HashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private SecureAcceptor acceptor;

  private TrustedThirdParty(Identity self, Duration silence, Watcher watcher) {
    this.self = self;
    this.silence = silence;
    this.watcher = watcher;
  }

  /**
   * Starts to listen and to serve.
   *
   * @param self the third party's identity, whose key invitations name
   * @param listen where; port 0 is any free one
   * @param silence how long a party may say nothing while others wait for it
   * @throws ConnectionException when the address cannot be used
   */
  public static TrustedThirdParty open(
      Identity self, Address listen, Duration silence, Watcher watcher) throws ConnectionException {
    TrustedThirdParty server = new TrustedThirdParty(self, silence, watcher);
    server.acceptor = SecureAcceptor.listen(listen.resolve(), self, server::answer);
    return server;
  }

  /** Where it listens, with the port that it got. */
  public Address address() {
    return Address.of(acceptor.address());
  }

  /**
   * Connects a party to the invitation's third party.
   *
   * @param patience how long that may take to answer
   * @throws NegotiationException when there is no connection
   */
  static SecureConnection call(Identity self, String name, Invitation invitation, Duration patience)
      throws NegotiationException {
    return Neighbours.call(
        self,
        invitation.thirdParty().orElseThrow(),
        ThirdPartyRequest.of(invitation, name).encode(),
        patience);
  }

  private void answer(Caller caller) {
    try {
      ThirdPartyRequest request = ThirdPartyRequest.parse(caller.hello());
      String name = request.name();
      if (!caller.key().equals(request.parties().get(name))) {
        throw new IllegalArgumentException("there is no '" + name + "' with your key");
      }
      if (Instant.now().isAfter(request.expires())) {
        throw new IllegalArgumentException("the invitation expired at " + request.expires());
      }
      Meeting meeting = new Meeting(request.meeting(), request.expires(), request.parties());
      Room room = room(meeting, name);
      room.enter(name, caller.welcome(WELCOME));
    } catch (IllegalArgumentException e) {
      caller.refuse(e.getMessage());
    } catch (ConnectionException e) {
      // Who called has gone again, and will be missing.
    }
  }

  /** The room of a meeting, where a place is kept for {@code name} from now on. */
  private synchronized Room room(Meeting meeting, String name) {
    Room room = rooms.get(meeting);
    if (room == null) {
      if (rooms.size() == MAX_MEETINGS) {
        throw new IllegalArgumentException("there are " + MAX_MEETINGS + " meetings already");
      }
      room = new Room(meeting);
      rooms.put(meeting, room);
      threads.submit(room::serve);
    }
    if (!room.due.remove(name)) {
      throw new IllegalArgumentException("'" + name + "' is connected already");
    }
    return room;
  }

  private synchronized void leave(Meeting meeting, Event event) {
    rooms.remove(meeting);
    watcher.happened(event);
  }

  /** Stops listening; meetings that are under way fail. */
  @Override
  public void close() {
    acceptor.close();
    threads.shutdownNow();
    threads.close();
  }

  /** One meeting. */
  private final class Room {
    private final Meeting meeting;
    private final Set<String> due;
    private final Set<String> missing;
    private final Mesh mesh = new Mesh();

    Room(Meeting meeting) {
      this.meeting = meeting;
      this.due = new HashSet<>(meeting.parties.keySet());
      this.missing = new TreeSet<>(meeting.parties.keySet());
    }

    synchronized void enter(String name, SecureConnection connection) {
      mesh.add(name, connection);
      missing.remove(name);
    }

    Void serve() throws InterruptedException {
      try (mesh) {
        if (!awaitAll()) {
          throw TtpProtocol.callOff(self, meeting.parties, mesh, silence, absent());
        }
        // Nobody says anything before all have replied to the invitation.
        mesh.peek(patience());
        Set<String> answered = TtpProtocol.serve(self, meeting.parties, mesh, silence);
        leave(meeting, new Event.Answered(meeting.nonce, List.copyOf(answered)));
      } catch (NegotiationException e) {
        leave(meeting, new Event.Failed(meeting.nonce, meeting.names(), e.getMessage()));
      } catch (InterruptedException e) {
        leave(meeting, new Event.Failed(meeting.nonce, meeting.names(), "the server was stopped"));
      }
      return null;
    }

    /**
     * Waits until all are connected, which they are soon after they have been invited. Whoever says
     * something before all have called says that it goes no further.
     *
     * @return false when not all are connected in time, or somebody goes no further
     */
    private boolean awaitAll() throws InterruptedException {
      long deadline = System.nanoTime() + silence.toNanos();
      while (!absences().isEmpty()) {
        boolean said = mesh.peek(STEP) != null;
        if (System.nanoTime() > deadline || said && !haveAllCalled()) {
          return false;
        }
        if (said) {
          // The last are being let in.
          Thread.sleep(STEP);
        }
      }
      return true;
    }

    private synchronized Set<String> absences() {
      return Set.copyOf(missing);
    }

    private boolean haveAllCalled() {
      synchronized (TrustedThirdParty.this) {
        return due.isEmpty();
      }
    }

    private NegotiationException absent() {
      Set<String> absent = new TreeSet<>(absences());
      return NegotiationException.among(
          absent, String.join(", ", absent) + ": did not connect to the third party");
    }

    private Duration patience() {
      Duration left = Duration.between(Instant.now(), meeting.expires).plus(silence);
      return left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }
  }
}
