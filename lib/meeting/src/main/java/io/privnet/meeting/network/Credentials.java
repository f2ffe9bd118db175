package io.privnet.meeting.network;

import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcEdECContentSignerBuilder;

/**
 * What an identity shows in a TLS handshake, and what it wants to see: a certificate that serves
 * only to carry an Ed25519 key. No authority vouches for it, its name and its dates mean nothing;
 * the handshake proves that the other end holds the private half, and the key itself is what is
 * trusted or not.
 */
final class Credentials {
  /** Names the protocol in the handshake (RFC 7301), so that strangers part there. */
  static final String APPLICATION = "privnet-meeting/1";

  private static final String[] VERSIONS = {"TLSv1.3"};

  /** By itself JSSE offers a key share on P-256, too, whose tables take 100 ms to make. */
  private static final String[] GROUPS = {"x25519"};

  /** Nobody looks at the dates; the last one is RFC 5280's for no well-defined end. */
  private static final Time BEGIN = new Time(new DERUTCTime("700101000000Z"));

  private static final Time END = new Time(new DERGeneralizedTime("99991231235959Z"));

  private final SSLContext context;

  /**
   * @param peer the key that the other end must have; any when absent
   */
  Credentials(Identity self, Optional<Fingerprint> peer) {
    try {
      context = SSLContext.getInstance(VERSIONS[0]);
      context.init(
          new KeyManager[] {new Shown(privateKey(self), certificate(self))},
          new TrustManager[] {new Wanted(peer)},
          null);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The TLS end over {@code socket}, before its handshake. */
  SSLSocket over(Socket socket, boolean caller) throws IOException {
    SSLSocket end =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
    end.setUseClientMode(caller);
    SSLParameters parameters = end.getSSLParameters();
    parameters.setProtocols(VERSIONS);
    parameters.setNamedGroups(GROUPS);
    parameters.setApplicationProtocols(new String[] {APPLICATION});
    if (!caller) {
      parameters.setNeedClientAuth(true);
    }
    end.setSSLParameters(parameters);
    return end;
  }

  /** The key that the other end has proved to hold. */
  static PublicKey peer(SSLSocket end) throws SSLPeerUnverifiedException {
    return PublicKey.ofSubjectPublicKeyInfo(
        end.getSession().getPeerCertificates()[0].getPublicKey().getEncoded());
  }

  static PrivateKey privateKey(Identity self) throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, self.seed()));
  }

  static X509Certificate certificate(Identity self)
      throws CertificateException, IOException, OperatorCreationException {
    X500Name name = new X500Name("CN=privnet");
    byte[] encoded =
        new X509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                BEGIN,
                END,
                name,
                SubjectPublicKeyInfo.getInstance(self.publicKey().subjectPublicKeyInfo()))
            .build(
                new BcEdECContentSignerBuilder(
                        new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519))
                    .build(new Ed25519PrivateKeyParameters(self.seed())))
            .getEncoded();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  /** Another key than the expected one. */
  static final class WrongKey extends CertificateException {
    private static final long serialVersionUID = 1L;

    WrongKey(PublicKey shown) {
      super(shown.toString());
    }
  }

  /** The one certificate of this end, whatever it is asked for. */
  private static final class Shown extends X509ExtendedKeyManager {
    private static final String ALIAS = "self";

    private final PrivateKey key;
    private final X509Certificate certificate;

    Shown(PrivateKey key, X509Certificate certificate) {
      this.key = key;
      this.certificate = certificate;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
      return ALIAS;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return ALIAS;
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

  /** Takes a certificate for the key in it. */
  private static final class Wanted extends X509ExtendedTrustManager {
    private final Optional<Fingerprint> peer;

    Wanted(Optional<Fingerprint> peer) {
      this.peer = peer;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      PublicKey shown;
      try {
        shown = PublicKey.ofSubjectPublicKeyInfo(chain[0].getPublicKey().getEncoded());
      } catch (IllegalArgumentException e) {
        throw new CertificateException(e.getMessage(), e);
      }
      if (peer.isPresent() && !peer.get().equals(shown.fingerprint())) {
        throw new WrongKey(shown);
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
