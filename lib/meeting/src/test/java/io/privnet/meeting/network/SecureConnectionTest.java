package io.privnet.meeting.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.network.SecureAcceptor.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SecureConnectionTest {
  private static final Identity HOST = Identity.generate();
  private static final Identity BOB = Identity.generate();

  private final List<AutoCloseable> open = new ArrayList<>();
  private final BlockingQueue<SecureConnection> welcomed = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> hellos = new LinkedBlockingQueue<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable resource : open.reversed()) {
      resource.close();
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  private SecureAcceptor listen(Identity self, Consumer<Caller> door) throws Exception {
    SecureAcceptor acceptor = SecureAcceptor.listen(loopback(0), self, door);
    open.add(acceptor);
    return acceptor;
  }

  private SecureAcceptor open() throws Exception {
    return listen(HOST, this::welcome);
  }

  private void welcome(Caller caller) {
    try {
      hellos.add(new String(caller.hello(), UTF_8));
      welcomed.add(caller.welcome(("welcome " + caller.key()).getBytes(UTF_8)));
    } catch (ConnectionException e) {
      hellos.add(e.getMessage());
    }
  }

  private SecureConnection dial(InetSocketAddress address, Identity self, Identity expected)
      throws Exception {
    SecureConnection dialled =
        SecureConnection.dial(
            address, self, expected.publicKey().fingerprint(), "hello".getBytes(UTF_8));
    open.add(dialled::cut);
    return dialled;
  }

  @Test
  void bothEnds_knowEachOtherAndSeeTheSameWords() throws Exception {
    SecureConnection bobs = dial(open().address(), BOB, HOST);
    SecureConnection hosts = welcomed.take();
    assertThat(bobs.peer()).isEqualTo(HOST.publicKey());
    assertThat(hosts.peer()).isEqualTo(BOB.publicKey());
    assertThat(new String(hosts.greeting(), UTF_8)).isEqualTo("hello");
    assertThat(new String(bobs.greeting(), UTF_8)).isEqualTo("welcome " + BOB.publicKey());
    assertThat(bobs.checkWords()).isEqualTo(hosts.checkWords()).matches("([a-z]{5}-){3}[a-z]{5}");
    hosts.out().write("down".getBytes(UTF_8));
    bobs.out().write("up".getBytes(UTF_8));
    assertThat(bobs.in().readNBytes(4)).isEqualTo("down".getBytes(UTF_8));
    assertThat(hosts.in().readNBytes(2)).isEqualTo("up".getBytes(UTF_8));
  }

  @Test
  void everyConnection_hasWordsOfItsOwn() throws Exception {
    InetSocketAddress address = open().address();
    assertThat(dial(address, BOB, HOST).checkWords())
        .isNotEqualTo(dial(address, BOB, HOST).checkWords());
  }

  @Test
  void whatWasWrittenBeforeClosing_arrivesWhole() throws Exception {
    byte[] much = new byte[1_000_000];
    new Random(1).nextBytes(much);
    SecureConnection bobs = dial(open().address(), BOB, HOST);
    SecureConnection hosts = welcomed.take();
    // What the other end sent and nobody read must not take back what was written.
    hosts.out().write(new byte[1000]);
    Thread writer =
        Thread.startVirtualThread(
            () -> {
              try (bobs) {
                bobs.out().write(much);
              } catch (IOException e) {
                hellos.add(e.toString());
              }
            });
    assertThat(hosts.in().readAllBytes()).isEqualTo(much);
    hosts.close();
    writer.join();
    assertThat(hellos).containsExactly("hello");
  }

  @Test
  void cutConnection_endsAReadThatWaits() throws Exception {
    SecureConnection bobs = dial(open().address(), BOB, HOST);
    BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    Thread.startVirtualThread(
        () -> {
          try {
            ended.add("read " + bobs.in().read());
          } catch (IOException e) {
            ended.add("failed");
          }
        });
    welcomed.take().cut();
    assertThat(ended.take()).isIn("read -1", "failed");
    Thread.startVirtualThread(
        () -> {
          try {
            ended.add("read " + bobs.in().read());
          } catch (IOException e) {
            ended.add("failed");
          }
        });
    bobs.cut();
    assertThat(ended.take()).isIn("read -1", "failed");
  }

  @Test
  void refusedCaller_readsWhy() throws Exception {
    SecureAcceptor acceptor = listen(HOST, caller -> caller.refuse("the meeting is\u001b[2J full"));
    assertThatThrownBy(() -> dial(acceptor.address(), BOB, HOST))
        .isInstanceOfSatisfying(ConnectionException.class, e -> assertThat(e.refused()).isTrue())
        .hasMessage(
            "127.0.0.1:"
                + acceptor.address().getPort()
                + " refused the connection: the meeting is?[2J full");
  }

  @Test
  void callerNeitherWelcomedNorRefused_isTold() throws Exception {
    SecureAcceptor acceptor = listen(HOST, caller -> {});
    assertThatThrownBy(() -> dial(acceptor.address(), BOB, HOST))
        .isInstanceOf(ConnectionException.class)
        .hasMessageEndingWith(" closed the connection without an answer");
  }

  @Test
  void anotherKeyThanExpected_isRefusedBeforeTheHello() throws Exception {
    Identity mallory = Identity.generate();
    SecureAcceptor acceptor = listen(mallory, this::welcome);
    assertThatThrownBy(() -> dial(acceptor.address(), BOB, HOST))
        .isInstanceOf(ConnectionException.class)
        .hasMessageEndingWith(" has the key " + mallory.publicKey() + ", not " + HOST.publicKey());
    assertThat(hellos).isEmpty();
  }

  /** The attack that check words are for: an invitation changed on its way names another key. */
  @Test
  void someoneInTheMiddle_isSeenInTheWords() throws Exception {
    SecureAcceptor host = open();
    Identity mallory = Identity.generate();
    BlockingQueue<SecureConnection> towardsBob = new LinkedBlockingQueue<>();
    SecureAcceptor middle =
        listen(
            mallory,
            caller -> {
              try {
                SecureConnection.dial(
                    host.address(), mallory, HOST.publicKey().fingerprint(), caller.hello());
                towardsBob.add(caller.welcome(new byte[0]));
              } catch (ConnectionException e) {
                hellos.add(e.getMessage());
              }
            });
    SecureConnection bobs = dial(middle.address(), BOB, mallory);
    assertThat(towardsBob.take().checkWords()).isEqualTo(bobs.checkWords());
    assertThat(welcomed.take().checkWords()).isNotEqualTo(bobs.checkWords());
  }

  @Test
  void nobodyThere_isSaid() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> dial(loopback(port), BOB, HOST))
        .isInstanceOf(ConnectionException.class)
        .hasMessage("cannot reach 127.0.0.1:" + port + ": connection refused");
    assertThatThrownBy(
            () -> dial(InetSocketAddress.createUnresolved("no.such.host.invalid", 1), BOB, HOST))
        .isInstanceOf(ConnectionException.class)
        .hasMessage("there is no host 'no.such.host.invalid'");
  }

  @Test
  void anotherKindOfServer_isSaid() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(
          () -> {
            try (Socket caller = server.accept()) {
              caller.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(UTF_8));
              caller.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
              hellos.add(e.toString());
            }
          });
      assertThatThrownBy(() -> dial(loopback(server.getLocalPort()), BOB, HOST))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining(" does not take part in private meetings: ");
    }
  }

  @Test
  void silentServer_isGivenUp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  SecureConnection.dial(
                      loopback(server.getLocalPort()),
                      BOB,
                      HOST.publicKey().fingerprint(),
                      new byte[0],
                      Duration.ofMillis(200)))
          .isInstanceOf(ConnectionException.class)
          .hasMessage("127.0.0.1:" + server.getLocalPort() + " did not answer within 0.2 s");
    }
  }

  @Test
  void addressInUse_isSaid() throws Exception {
    SecureAcceptor acceptor = open();
    assertThatThrownBy(() -> SecureAcceptor.listen(acceptor.address(), HOST, this::welcome))
        .isInstanceOf(ConnectionException.class)
        .hasMessageStartingWith(
            "cannot listen on 127.0.0.1:" + acceptor.address().getPort() + ": ");
  }

  @Test
  void tooLongGreeting_isAnError() throws Exception {
    SecureAcceptor acceptor = open();
    Fingerprint host = HOST.publicKey().fingerprint();
    assertThatThrownBy(
            () ->
                SecureConnection.dial(
                    acceptor.address(), BOB, host, new byte[SecureConnection.MAX_GREETING + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
