package io.privnet.meeting.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** RFC 8032, 7.1, tests 1 to 3. */
  @Test
  void signature_isThatOfTheRfc() {
    String[][] vectors = {
      {
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
      },
      {
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
      },
      {
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
      }
    };
    for (String[] vector : vectors) {
      Identity identity = Identity.of(hex(vector[0]));
      assertThat(identity.publicKey().encoded()).isEqualTo(hex(vector[1]));
      assertThat(identity.sign(hex(vector[2]))).isEqualTo(hex(vector[3]));
      assertThat(identity.publicKey().verifies(hex(vector[2]), hex(vector[3]))).isTrue();
    }
  }

  @Property(tries = 20)
  void signature_isVerifiedByTheJdkToo(@ForAll @Size(32) byte[] seed, @ForAll byte[] message)
      throws Exception {
    Identity identity = Identity.of(seed);
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(identity.publicKey().subjectPublicKeyInfo())));
    verifier.update(message);
    assertThat(verifier.verify(identity.sign(message))).isTrue();
  }

  @Property(tries = 50)
  void signatureOrMessageWithABitChanged_isNotVerified(
      @ForAll @Size(min = 1, max = 50) byte[] message, @ForAll int at) {
    Identity identity = Identity.generate();
    byte[] signature = identity.sign(message);
    byte[] forged = signature.clone();
    int bit = Math.floorMod(at, 8 * signature.length);
    forged[bit / 8] ^= (byte) (1 << bit % 8);
    assertThat(identity.publicKey().verifies(message, forged)).isFalse();
    byte[] other = message.clone();
    bit = Math.floorMod(at, 8 * other.length);
    other[bit / 8] ^= (byte) (1 << bit % 8);
    assertThat(identity.publicKey().verifies(other, signature)).isFalse();
    assertThat(identity.publicKey().verifies(message, Arrays.copyOf(signature, 63))).isFalse();
  }

  /** With S + L in place of S the equation holds too: a second signature out of the first. */
  @Test
  void signatureWithALargerScalar_isNotVerified() {
    BigInteger order =
        new BigInteger(
            "7237005577332262213973186563042994240857116359379907606001950938285454250989");
    Identity identity = Identity.generate();
    byte[] signature = identity.sign(new byte[3]);
    byte[] scalar = new byte[33];
    for (int i = 0; i < 32; i++) {
      scalar[32 - i] = signature[32 + i];
    }
    byte[] larger = new BigInteger(scalar).add(order).toByteArray();
    byte[] second = signature.clone();
    for (int i = 0; i < 32; i++) {
      second[32 + i] = i < larger.length ? larger[larger.length - 1 - i] : 0;
    }
    assertThat(identity.publicKey().verifies(new byte[3], second)).isFalse();
  }

  /** A key of order 1 would make one signature good for every message. */
  @Test
  void keyOfSmallOrder_isRefused() {
    for (String small :
        new String[] {
          "0100000000000000000000000000000000000000000000000000000000000000",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "0000000000000000000000000000000000000000000000000000000000000080",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
        }) {
      assertThatThrownBy(() -> new PublicKey(hex(small)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not an Ed25519 public key");
    }
    assertThatThrownBy(() -> new PublicKey(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * The key of RFC 8410, 10.1; its hash by {@code openssl pkey -pubin -outform DER | sha256sum}.
   */
  @Test
  void fingerprint_isTheHashOfTheSubjectPublicKeyInfo() {
    byte[] info =
        Base64.getDecoder().decode("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
    PublicKey key = PublicKey.ofSubjectPublicKeyInfo(info);
    assertThat(key.subjectPublicKeyInfo()).isEqualTo(info);
    assertThat(HexFormat.of().formatHex(key.fingerprint().sha256()))
        .isEqualTo("a1e9156054e04fac899ae9f275132cdc07a5dbc4ea2c2ad3a1ffc6e0d253681f");
    assertThat(Fingerprint.parse(key.fingerprint().toString())).isEqualTo(key.fingerprint());
  }

  @Test
  void anotherKindOfKey_isRefused() throws Exception {
    byte[] x25519 = HexFormat.of().parseHex("302a300506032b656e032100" + "09" + "00".repeat(31));
    assertThatThrownBy(() -> PublicKey.ofSubjectPublicKeyInfo(x25519))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fingerprintNotAsWritten_isRefused() {
    String good = Identity.generate().publicKey().fingerprint().toString();
    // The last character of 43 holds four bits; with others set it would be a second spelling.
    char last = good.charAt(good.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String twin =
        good.substring(0, good.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);
    for (String bad :
        new String[] {
          twin,
          good + "=",
          good + "A",
          good.substring(7),
          "sha256:" + good.substring(7),
          "",
          " " + good
        }) {
      assertThatThrownBy(() -> Fingerprint.parse(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("not a fingerprint");
    }
  }

  @Test
  void text_showsTheFingerprintAndNotTheSecret() {
    Identity identity = Identity.generate();
    assertThat(identity.toString()).isEqualTo(identity.publicKey().fingerprint().toString());
    assertThat(identity.sign("x".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Identity.of(identity.seed()).sign("x".getBytes(StandardCharsets.UTF_8)));
  }

  /** The examples of the proposal: IPv4 addresses. */
  @Test
  void checkWords_areTheProquintsOfTheProposal() throws Exception {
    String[][] examples = {
      {"127.0.0.1", "lusab-babad"},
      {"63.84.220.193", "gutih-tugad"},
      {"63.118.7.35", "gutuk-bisog"},
      {"140.98.193.141", "mudof-sakat"},
      {"64.255.6.200", "haguz-biram"},
      {"128.30.52.45", "mabiv-gibot"},
      {"147.67.119.2", "natag-lisaf"},
      {"212.58.253.68", "tibup-zujah"},
      {"216.35.68.215", "tobog-higil"},
      {"216.68.232.21", "todah-vobij"},
      {"198.81.129.136", "sinid-makam"},
      {"12.110.110.204", "budov-kuras"},
    };
    for (String[] example : examples) {
      assertThat(CheckWords.of(InetAddress.getByName(example[0]).getAddress(), 2))
          .isEqualTo(example[1]);
    }
  }
}
