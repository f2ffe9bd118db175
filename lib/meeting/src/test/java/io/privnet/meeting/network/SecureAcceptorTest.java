package io.privnet.meeting.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.network.SecureAcceptor.Caller;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Strangers at the door. */
@Timeout(60)
class SecureAcceptorTest {
  private static final Identity HOST = Identity.generate();
  private static final Identity BOB = Identity.generate();
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();
  private final BlockingQueue<Fingerprint> admitted = new LinkedBlockingQueue<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable resource : open.reversed()) {
      resource.close();
    }
  }

  private SecureAcceptor listen(Duration patience) throws Exception {
    SecureAcceptor acceptor =
        SecureAcceptor.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            HOST,
            this::welcome,
            patience);
    open.add(acceptor);
    return acceptor;
  }

  private void welcome(Caller caller) {
    try {
      open.add(caller.welcome(new byte[0])::cut);
      admitted.add(caller.key().fingerprint());
    } catch (ConnectionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Socket connect(SecureAcceptor acceptor) throws IOException {
    Socket socket = new Socket(acceptor.address().getAddress(), acceptor.address().getPort());
    open.add(socket);
    return socket;
  }

  private void callAsBob(SecureAcceptor acceptor) throws Exception {
    SecureConnection dialled =
        SecureConnection.dial(acceptor.address(), BOB, HOST.publicKey().fingerprint(), new byte[0]);
    open.add(dialled::cut);
    assertThat(admitted.take()).isEqualTo(BOB.publicKey().fingerprint());
  }

  /** Waits until the other end closes, with an alert or without. */
  private static void awaitCut(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException reset) {
      // Cut, too.
    }
  }

  @Test
  void strangersBeyondTheNumber_shutNobodyOut() throws Exception {
    SecureAcceptor acceptor = listen(LONG);
    List<Socket> strangers = new ArrayList<>();
    for (int i = 0; i < SecureAcceptor.MAX_WAITING; i++) {
      strangers.add(connect(acceptor));
    }
    callAsBob(acceptor);
    awaitCut(strangers.getFirst());
    // Bob no longer waits, so that there is room for one more.
    connect(acceptor);
    strangers.getLast().getOutputStream().write(0);
    callAsBob(acceptor);
  }

  @Test
  void strangerWhoSaysNothing_isCutInTime() throws Exception {
    awaitCut(connect(listen(Duration.ofMillis(100))));
  }

  /** Each byte would start a limit on single reads anew. */
  @Test
  void strangerWhoSaysLittle_isCutInTime() throws Exception {
    Socket stranger = connect(listen(Duration.ofMillis(200)));
    byte[] hello = fragmentedHello(30_000);
    Thread drip =
        Thread.startVirtualThread(
            () -> {
              try {
                for (byte next : hello) {
                  stranger.getOutputStream().write(next);
                  Thread.sleep(10);
                }
              } catch (IOException | InterruptedException e) {
                // Cut, as it should be.
              }
            });
    awaitCut(stranger);
    drip.join();
  }

  /** A client hello of 32,000 bytes, one byte a record. */
  private static byte[] fragmentedHello(int records) {
    byte[] start = {1, 0, (byte) (32_000 >> 8), (byte) 32_000};
    byte[] bytes = new byte[6 * records];
    for (int i = 0; i < records; i++) {
      byte[] record = {0x16, 3, 1, 0, 1, i < start.length ? start[i] : 0};
      System.arraycopy(record, 0, bytes, 6 * i, record.length);
    }
    return bytes;
  }

  @Test
  void strangerWhoSaysTooMuch_isCut() throws Exception {
    Socket stranger = connect(listen(LONG));
    try {
      stranger.getOutputStream().write(fragmentedHello(20_000));
    } catch (IOException reset) {
      // Cut while it wrote.
    }
    awaitCut(stranger);
  }

  @Test
  void garbage_isCutAndOthersAreServed() throws Exception {
    SecureAcceptor acceptor = listen(LONG);
    Socket stranger = connect(acceptor);
    stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
    stranger.shutdownOutput();
    stranger.getInputStream().transferTo(OutputStream.nullOutputStream());
    callAsBob(acceptor);
    assertThat(admitted).isEmpty();
  }

  @Test
  void helloLongerThanAllowed_isCut() throws Exception {
    SecureAcceptor acceptor = listen(LONG);
    SSLSocket client =
        client(acceptor, Credentials.certificate(BOB), Credentials.privateKey(BOB), "TLSv1.3");
    client.startHandshake();
    client.getOutputStream().write(new byte[] {0, 1, 0, 0});
    awaitCut(client);
    assertThat(admitted).isEmpty();
  }

  /** The client of the tests below can do it right. */
  @Test
  void properClient_isAdmitted() throws Exception {
    SecureAcceptor acceptor = listen(LONG);
    SSLSocket client =
        client(acceptor, Credentials.certificate(BOB), Credentials.privateKey(BOB), "TLSv1.3");
    client.getOutputStream().write(new byte[] {0, 0, 0, 0});
    assertThat(client.getInputStream().readNBytes(5)).containsExactly(1, 0, 0, 0, 0);
    assertThat(admitted.take()).isEqualTo(BOB.publicKey().fingerprint());
  }

  @Test
  void certificateOfAnother_isOfNoUse() throws Exception {
    SecureAcceptor acceptor = listen(LONG);
    SSLSocket client =
        client(
            acceptor,
            Credentials.certificate(BOB),
            Credentials.privateKey(Identity.generate()),
            "TLSv1.3");
    assertRejected(client);
  }

  @Test
  void clientWithoutCertificate_isRejected() throws Exception {
    assertRejected(client(listen(LONG), null, null, "TLSv1.3"));
  }

  @Test
  void olderTls_isRejected() throws Exception {
    assertRejected(
        client(listen(LONG), Credentials.certificate(BOB), Credentials.privateKey(BOB), "TLSv1.2"));
  }

  private void assertRejected(SSLSocket client) {
    assertThatThrownBy(
            () -> {
              client.startHandshake();
              client.getOutputStream().write(new byte[] {0, 0, 0, 0});
              if (client.getInputStream().read() < 0) {
                throw new IOException("closed");
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(admitted).isEmpty();
  }

  /** A client without our checks. */
  private SSLSocket client(
      SecureAcceptor acceptor, X509Certificate certificate, PrivateKey key, String version)
      throws Exception {
    SSLContext context = SSLContext.getInstance(version);
    context.init(
        new KeyManager[] {new Fixed(certificate, key)}, new TrustManager[] {new Anyone()}, null);
    Socket socket = connect(acceptor);
    SSLSocket client =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
    client.setEnabledProtocols(new String[] {version});
    return client;
  }

  private static final class Fixed extends X509ExtendedKeyManager {
    private final X509Certificate certificate;
    private final PrivateKey key;

    Fixed(X509Certificate certificate, PrivateKey key) {
      this.certificate = certificate;
      this.key = key;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
      return certificate == null ? null : "fixed";
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {certificate};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }

  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
