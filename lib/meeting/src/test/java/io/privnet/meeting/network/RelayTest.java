package io.privnet.meeting.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Terms;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.network.SecureAcceptor.Caller;
import io.privnet.meeting.protocol.Transport.Arrival;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bob and Carol talk by way of Alice, who may be honest or not. */
@Timeout(60)
class RelayTest {
  private static final Identity ALICE = Identity.generate();
  private static final Identity BOB = Identity.generate();
  private static final Identity CAROL = Identity.generate();
  private static final String MEETING = "0123456789abcdef0123456789abcdef";
  private static final Invitation INVITATION =
      new Invitation(
          "ttp",
          Terms.DEFAULT,
          List.of(
              new Party("alice", ALICE.publicKey()),
              new Party("bob", BOB.publicKey()),
              new Party("carol", CAROL.publicKey())),
          Optional.empty(),
          3,
          0,
          Optional.empty(),
          Optional.empty(),
          MEETING);

  /** What a host makes of a piece: those that it passes on in its place. */
  private interface Hand {
    List<Piece> on(int number, Piece piece) throws IOException;
  }

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable resource : open.reversed()) {
      resource.close();
    }
  }

  private InetSocketAddress host(Consumer<Caller> door) throws Exception {
    SecureAcceptor acceptor =
        SecureAcceptor.listen(new InetSocketAddress("127.0.0.1", 0), ALICE, door);
    open.add(acceptor);
    return acceptor.address();
  }

  private InetSocketAddress honest() throws Exception {
    return honest(new Relay());
  }

  private InetSocketAddress honest(Relay relay) throws Exception {
    relay.begin(INVITATION);
    open.add(relay);
    return host(relay::answer);
  }

  /** A host that does something to what Bob sends to Carol, from piece {@code from} on. */
  private InetSocketAddress dishonest(Hand hand) throws Exception {
    CompletableFuture<SecureConnection> bobs = new CompletableFuture<>();
    CompletableFuture<SecureConnection> carols = new CompletableFuture<>();
    return host(
        caller -> {
          SecureConnection other = null;
          try {
            SecureConnection leg = caller.welcome(new byte[0]);
            open.add(leg::cut);
            boolean bob = leg.peer().equals(BOB.publicKey());
            (bob ? bobs : carols).complete(leg);
            other = (bob ? carols : bobs).get();
            int number = 0;
            for (Piece p = Piece.read(leg.in()); p != null; p = Piece.read(leg.in())) {
              for (Piece passed : bob ? hand.on(number++, p) : List.of(p)) {
                other.out().write(passed.encode());
              }
            }
            other.endOutput();
          } catch (IOException | ConnectionException | InterruptedException e) {
            // Those that are deceived hang up, or the host does.
            if (other != null) {
              other.cut();
            }
          } catch (ExecutionException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static SecureConnection leg(
      InetSocketAddress host, Identity self, String name, String peer) throws ConnectionException {
    return SecureConnection.dial(
        host,
        self,
        ALICE.publicKey().fingerprint(),
        new RelayRequest(MEETING, name, peer).encode());
  }

  private Tunnel tunnel(InetSocketAddress host, Identity self, Identity peer) throws Exception {
    String name = self == BOB ? "bob" : "carol";
    SecureConnection leg = leg(host, self, name, peer == BOB ? "bob" : "carol");
    Tunnel tunnel =
        new Tunnel(leg, self, new Piece.Route(MEETING, self.publicKey(), peer.publicKey()));
    open.add(tunnel);
    return tunnel;
  }

  private record Pair(SecureConnection bobs, SecureConnection carols, Tunnel towardsBob) {}

  private Pair connected(InetSocketAddress host) throws Exception {
    Tunnel bobs = tunnel(host, BOB, CAROL);
    Tunnel carols = tunnel(host, CAROL, BOB);
    Future<SecureConnection> called =
        started(() -> SecureConnection.over(bobs, BOB, CAROL.publicKey().fingerprint(), false));
    SecureConnection caller =
        SecureConnection.over(carols, CAROL, BOB.publicKey().fingerprint(), true);
    return new Pair(called.get(), caller, carols);
  }

  private static <T> Future<T> started(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread.startVirtualThread(future);
    return future;
  }

  @Test
  void partiesByWayOfTheHost_areConnectedAndSeeTheSameWords() throws Exception {
    Pair pair = connected(honest());
    assertThat(pair.bobs.peer()).isEqualTo(CAROL.publicKey());
    assertThat(pair.carols.peer()).isEqualTo(BOB.publicKey());
    assertThat(pair.bobs.checkWords()).isEqualTo(pair.carols.checkWords());
    byte[] much = new byte[1_000_000];
    new Random(3).nextBytes(much);
    Future<byte[]> received = started(() -> pair.carols.in().readAllBytes());
    pair.carols.out().write("from carol".getBytes(UTF_8));
    assertThat(pair.bobs.in().readNBytes(10)).isEqualTo("from carol".getBytes(UTF_8));
    pair.bobs.out().write(much);
    Future<?> closing = started(Executors.callable(pair.bobs::close));
    assertThat(received.get()).isEqualTo(much);
    pair.carols.close();
    closing.get();
  }

  @Test
  void silentPartyIsGivenUp_hostClosesWithoutWaitingForIt() throws Exception {
    Relay relay = new Relay(Duration.ofMinutes(10));
    Pair pair = connected(honest(relay));
    pair.bobs.out().write("last words".getBytes(UTF_8));
    pair.bobs.endOutput();
    assertThat(pair.carols.in().readAllBytes()).isEqualTo("last words".getBytes(UTF_8));
    relay.close(Set.of("carol"));
    assertThat(pair.bobs.in().read()).isEqualTo(-1);
  }

  @Test
  void hostThatOnlyLooks_seesNothing() throws Exception {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    Pair pair =
        connected(
            dishonest(
                (number, piece) -> {
                  seen.write(piece.bytes());
                  return List.of(piece);
                }));
    byte[] secret = "a secret of bob's that he tells to carol alone".getBytes(UTF_8);
    pair.bobs.out().write(secret);
    assertThat(pair.carols.in().readNBytes(secret.length)).isEqualTo(secret);
    assertThat(seen.toString(StandardCharsets.ISO_8859_1))
        .hasSizeGreaterThan(secret.length)
        .doesNotContain("secret");
  }

  /** Connects, lets Bob send three messages, and returns what Carol's mesh receives in the end. */
  private Arrival deceived(Hand hand) throws Exception {
    BlockingQueue<Integer> handshake = new LinkedBlockingQueue<>();
    int[] first = {-1};
    Pair pair =
        connected(
            dishonest(
                (number, piece) -> {
                  if (first[0] < 0) {
                    handshake.add(number);
                    return List.of(piece);
                  }
                  return hand.on(number - first[0], piece);
                }));
    // From here on there is a message a piece.
    first[0] = handshake.size();
    Mesh mesh = new Mesh();
    open.add(mesh);
    mesh.addRelayed("bob", pair.carols, "alice", pair.towardsBob::altered);
    try {
      for (int i = 0; i < 3; i++) {
        pair.bobs.out().write(frame(i));
      }
    } catch (IOException e) {
      // Carol, or the host, has hung up already.
    }
    Arrival arrival = mesh.receive(Duration.ofSeconds(30).toNanos());
    while (arrival instanceof Arrival.Delivery) {
      arrival = mesh.receive(Duration.ofSeconds(30).toNanos());
    }
    return arrival;
  }

  private static byte[] frame(int number) {
    return ByteBuffer.allocate(8 + 2 + 64).putInt(2).putInt(number).array();
  }

  private static Piece changed(Piece piece, int at) {
    byte[] bytes = piece.bytes().clone();
    bytes[Math.floorMod(at, bytes.length)] ^= 1;
    return new Piece(bytes, piece.signature());
  }

  @Test
  void hostThatChangesAPiece_isNamed() throws Exception {
    for (int at : new int[] {0, 5, -1}) {
      assertThat(deceived((number, piece) -> List.of(number == 1 ? changed(piece, at) : piece)))
          .isEqualTo(new Arrival.Altered("bob", "alice"));
    }
  }

  @Test
  void hostThatKeepsAPieceBack_isNamedWhenTheNextComes() throws Exception {
    assertThat(deceived((number, piece) -> number == 1 ? List.of() : List.of(piece)))
        .isEqualTo(new Arrival.Altered("bob", "alice"));
  }

  @Test
  void hostThatRepeatsAPiece_isNamed() throws Exception {
    assertThat(deceived((number, piece) -> List.of(piece, piece)))
        .isEqualTo(new Arrival.Altered("bob", "alice"));
  }

  @Test
  void hostThatSendsItsOwn_isNamed() throws Exception {
    Piece.Route route = new Piece.Route(MEETING, BOB.publicKey(), CAROL.publicKey());
    assertThat(
            deceived((number, piece) -> List.of(Piece.signed(ALICE, route, number, piece.bytes()))))
        .isEqualTo(new Arrival.Altered("bob", "alice"));
  }

  @Test
  void hostThatCuts_isNotSaidToHaveAltered() throws Exception {
    assertThat(
            deceived(
                (number, piece) -> {
                  throw new IOException("cuts");
                }))
        .isInstanceOf(Arrival.Closed.class);
  }

  /** Otherwise Carol would take the host for the one who changed it. */
  @Test
  void pieceThatIsNotItsSenders_isNotPassedOn() throws Exception {
    InetSocketAddress host = honest();
    SecureConnection bobs = leg(host, BOB, "bob", "carol");
    open.add(bobs::cut);
    Tunnel carols = tunnel(host, CAROL, BOB);
    Piece.Route route = new Piece.Route(MEETING, BOB.publicKey(), CAROL.publicKey());
    bobs.out().write(Piece.signed(BOB, route, 0, new byte[] {7}).encode());
    assertThat(carols.getInputStream().read()).isEqualTo(7);
    bobs.out().write(Piece.signed(BOB, route, 0, new byte[] {7}).encode());
    assertThat(carols.getInputStream().read()).isEqualTo(-1);
    assertThat(carols.altered()).isFalse();
  }

  @Test
  void pieceThatCannotBe_isCutOff() throws Exception {
    for (byte[] nonsense : new byte[][] {{0, 0, 0, 0}, {0, 1, 0, 0}, {-1, -1, -1, -1}}) {
      InetSocketAddress host = honest();
      SecureConnection bobs = leg(host, BOB, "bob", "carol");
      open.add(bobs::cut);
      Tunnel carols = tunnel(host, CAROL, BOB);
      bobs.out().write(nonsense);
      assertThat(carols.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void whoeverMayNotBePassedOn_readsWhy() throws Exception {
    InetSocketAddress host = honest();
    open.add(leg(host, BOB, "bob", "carol")::cut);
    assertRefused(
        host, BOB, new RelayRequest(MEETING, "bob", "carol"), "that way is in use, or was");
    assertRefused(host, BOB, new RelayRequest(MEETING, "carol", "bob"), "'carol' has another key");
    assertRefused(
        host, ALICE, new RelayRequest(MEETING, "alice", "bob"), "'alice' has another key");
    assertRefused(
        host, BOB, new RelayRequest(MEETING, "bob", "bob"), "there is no other party 'bob'");
    assertRefused(
        host, BOB, new RelayRequest(MEETING, "bob", "dave"), "there is no other party 'dave'");
    assertRefused(
        host, BOB, new RelayRequest("f".repeat(32), "bob", "carol"), "this is another meeting");
  }

  private static void assertRefused(
      InetSocketAddress host, Identity caller, RelayRequest request, String reason) {
    assertThatThrownBy(
            () ->
                SecureConnection.dial(
                    host, caller, ALICE.publicKey().fingerprint(), request.encode()))
        .isInstanceOf(ConnectionException.class)
        .hasMessageEndingWith("refused the connection: " + reason);
  }
}
