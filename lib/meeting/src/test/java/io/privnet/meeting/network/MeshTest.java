package io.privnet.meeting.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.identity.Identity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One party's connections when it closes; it would wait long for who does not close, too. */
@Timeout(60)
class MeshTest {
  private static final Identity ALICE = Identity.generate();
  private static final Identity BOB = Identity.generate();
  private static final byte[] FRAME = ByteBuffer.allocate(8 + 2 + 64).putInt(2).array();

  private static final Duration LONG = Duration.ofMinutes(10);

  private Mesh mesh;
  private SecureConnection bobs;

  @BeforeEach
  void connect() throws Exception {
    connect(LONG);
  }

  /**
   * @param haste how long to wait for what was sent to go out to one that is not waited for
   */
  private void connect(Duration haste) throws Exception {
    mesh = new Mesh(LONG, haste);
    CompletableFuture<SecureConnection> called = new CompletableFuture<>();
    try (SecureAcceptor bob =
        SecureAcceptor.listen(
            SocketMeeting.LOOPBACK.resolve(),
            BOB,
            caller -> {
              try {
                called.complete(caller.welcome(new byte[0]));
              } catch (ConnectionException e) {
                called.completeExceptionally(e);
              }
            })) {
      mesh.add(
          "bob",
          SecureConnection.dial(bob.address(), ALICE, BOB.publicKey().fingerprint(), new byte[0]));
      bobs = called.get();
    }
  }

  @AfterEach
  void cut() {
    bobs.cut();
  }

  @Test
  void peerIsGivenUp_closedWithoutWaitingButItGotWhatItWasTold() throws Exception {
    mesh.send("bob", FRAME, 0);
    mesh.giveUp("bob");
    mesh.close();
    assertThat(bobs.in().readAllBytes()).isEqualTo(FRAME);
  }

  @Test
  void peerThatTakesNothingIsGivenUp_closedWithoutWaiting() throws Exception {
    bobs.cut();
    connect(Duration.ofMillis(1));
    byte[] large = new byte[1 << 20];
    while (mesh.send("bob", large, Duration.ofMillis(100).toNanos())) {
      // Fills the queue, and what the network keeps.
    }
    mesh.giveUp("bob");
    assertThat(mesh.send("bob", large, LONG.toNanos())).isFalse();
    mesh.close();
  }

  @Test
  void peerIsNotGivenUp_waitedForUntilItCloses() throws Exception {
    mesh.send("bob", FRAME, 0);
    Thread closing = Thread.ofVirtual().start(mesh::close);
    assertThat(bobs.in().readAllBytes()).isEqualTo(FRAME);
    assertThat(closing.isAlive()).isTrue();
    bobs.close();
    closing.join();
  }

  @Test
  void peerIsGone_nothingToWaitFor() throws IOException {
    bobs.cut();
    mesh.close();
  }
}
