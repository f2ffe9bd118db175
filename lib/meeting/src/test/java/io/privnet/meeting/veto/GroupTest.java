package io.privnet.meeting.veto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.hash2curve.HashToCurveProfile;
import org.bouncycastle.crypto.hash2curve.HashToEllipticCurve;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String P =
      "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";

  static Stream<String> rfc9380() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                GroupTest.class.getResourceAsStream("rfc9380-J.1.1.txt"),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("rfc9380")
  void vectorOfTheRfc_hashesToItsPoint(String vector) {
    String[] fields = vector.split("; ?");
    String message =
        fields[0].replace("[q128]", "q".repeat(128)).replace("[a512]", "a".repeat(512));
    ECPoint point = hash("QUUX-V01-CS02-with-P256_XMD:SHA-256_SSWU_RO_", message);

    assertThat(HexFormat.of().formatHex(point.getAffineXCoord().getEncoded())).isEqualTo(fields[1]);
    assertThat(HexFormat.of().formatHex(point.getAffineYCoord().getEncoded())).isEqualTo(fields[2]);
  }

  /** By the implementation that the vectors have tried. */
  @Test
  void secondGenerator_isHashedToTheCurve() {
    ECPoint point = hash("privnet-veto-V01-with-P256_XMD:SHA-256_SSWU_RO_", "H");

    assertThat(Group.encode(Group.H)).isEqualTo(point.getEncoded(true));
  }

  private static ECPoint hash(String domain, String message) {
    return HashToEllipticCurve.getInstance(HashToCurveProfile.P256_XMD_SHA_256, domain)
        .hashToCurve(message.getBytes(StandardCharsets.US_ASCII))
        .normalize();
  }

  /** With log_G H a busy party opens its commitment as that of one who is free. */
  @Test
  void knownLogarithmOfH_busyPartyReadsTheOthers() {
    BigInteger x = Group.randomScalar(RANDOM);
    for (boolean othersFree : List.of(true, false)) {
      assertThat(busyPartyReadsTheOthers(Group.G.multiply(x), x, othersFree)).isEqualTo(othersFree);
      // With the real H any guess of the logarithm says that somebody else is busy.
      assertThat(busyPartyReadsTheOthers(Group.H, x, othersFree)).isFalse();
    }
  }

  private static boolean busyPartyReadsTheOthers(ECPoint h, BigInteger logarithm, boolean free) {
    int n = 3;
    BigInteger[] r = new BigInteger[n];
    BigInteger[] rho = new BigInteger[n];
    ECPoint sum = Group.CURVE.getInfinity();
    ECPoint key = Group.CURVE.getInfinity();
    BigInteger veto = Group.randomScalar(RANDOM);
    for (int i = 0; i < n; i++) {
      r[i] = Group.randomScalar(RANDOM);
      rho[i] = Group.randomScalar(RANDOM);
      boolean busy = i == 0 || (i == 1 && !free);
      BigInteger v = i == 0 ? veto : busy ? Group.randomScalar(RANDOM) : BigInteger.ZERO;
      sum = sum.add(Group.G.multiply(v)).add(h.multiply(r[i]));
      key = key.add(h.multiply(rho[i]));
    }
    r[0] = r[0].add(veto.multiply(logarithm.modInverse(Group.ORDER))).mod(Group.ORDER);
    ECPoint shares = Group.CURVE.getInfinity();
    for (int i = 0; i < n; i++) {
      shares = shares.add(sum.multiply(rho[i])).subtract(key.multiply(r[i]));
    }
    return shares.isInfinity();
  }

  @Provide
  Arbitrary<BigInteger> scalars() {
    BigInteger last = Group.ORDER.subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers()
        .between(BigInteger.ONE, last)
        .edgeCases(
            cases -> {
              for (int bit : new int[] {0, 1, 4, 5, 6, 127, 128, 254, 255}) {
                BigInteger power = BigInteger.ONE.shiftLeft(bit);
                cases.add(power, Group.ORDER.subtract(power));
              }
              cases.add(Group.ORDER.shiftRight(1));
            });
  }

  /** The JDK tells only x of a multiple; a third scalar makes sure of y. */
  @Property(tries = 30)
  void secretMultiples_areThoseOfTheJdk(
      @ForAll("scalars") BigInteger a, @ForAll("scalars") BigInteger b) throws Exception {
    BigInteger m = Group.randomScalar(RANDOM);
    ECPoint q = Group.H.multiply(m).normalize();

    assertThat(x(Group.secretTimes(a, Group.G))).isEqualTo(jdk(a, Group.G));
    assertThat(x(Group.secretTimes(a, Group.H))).isEqualTo(jdk(a, Group.H));
    BigInteger both = a.add(b.multiply(m)).mod(Group.ORDER);
    ECPoint sum = SecretMultiples.sum(a, new SecretMultiples(Group.H), b, new SecretMultiples(q));
    if (both.signum() == 0) {
      assertThat(sum.isInfinity()).isTrue();
    } else {
      assertThat(x(sum)).isEqualTo(jdk(both, Group.H));
      assertThat(sum).isEqualTo(Group.H.multiply(both));
    }
  }

  private static BigInteger x(ECPoint point) {
    return point.normalize().getAffineXCoord().toBigInteger();
  }

  /** x of a multiple. */
  private static BigInteger jdk(BigInteger scalar, ECPoint point) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
    KeyFactory keys = KeyFactory.getInstance("EC");
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(keys.generatePrivate(new ECPrivateKeySpec(scalar, curve)));
    java.security.spec.ECPoint affine =
        new java.security.spec.ECPoint(
            point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    agreement.doPhase(keys.generatePublic(new ECPublicKeySpec(affine, curve)), true);
    return new BigInteger(1, agreement.generateSecret());
  }

  @Provide
  Arbitrary<BigInteger> publicScalars() {
    return Arbitraries.oneOf(
        scalars(),
        scalars().map(BigInteger::negate),
        Arbitraries.bigIntegers()
            .between(BigInteger.ONE.shiftLeft(128).negate(), BigInteger.ONE.shiftLeft(128)));
  }

  @Property(tries = 30)
  void sumOfPublicMultiples_isThatOfTheLibrary(
      @ForAll @Size(max = 40) List<@From("publicScalars") BigInteger> scalars,
      @ForAll @IntRange(min = 1, max = 9) int different) {
    List<ECPoint> points = new ArrayList<>();
    for (int i = 0; i < scalars.size(); i++) {
      points.add(Group.H.multiply(BigInteger.valueOf(i % different + 1L)).normalize());
    }
    ECPoint expected = Group.CURVE.getInfinity();
    if (!scalars.isEmpty()) {
      expected =
          ECAlgorithms.sumOfMultiplies(
              points.toArray(ECPoint[]::new), scalars.toArray(BigInteger[]::new));
    }

    assertThat(PublicSum.of(points, scalars)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // x is p, more than p, or x of no point
        "02" + P,
        "02ffffffff00000001000000000000000000000001000000000000000000000005",
        "02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "020000000000000000000000000000000000000000000000000000000000000001",
        // uncompressed, hybrid, negative, and an identity that is not all zeros
        "040000000000000000000000000000000000000000000000000000000000000005",
        "060000000000000000000000000000000000000000000000000000000000000005",
        "820000000000000000000000000000000000000000000000000000000000000005",
        "010000000000000000000000000000000000000000000000000000000000000005",
        "000000000000000000000000000000000000000000000000000000000000000001",
        "000100000000000000000000000000000000000000000000000000000000000000",
      })
  void encodingThatIsNotCanonical_isNoPoint(String hex) {
    byte[] encoded = HexFormat.of().parseHex(hex);

    assertThatIllegalArgumentException().isThrownBy(() -> Group.point(encoded, 0));
  }

  @Test
  void zeros_areTheIdentity() {
    assertThat(Group.point(new byte[33], 0).isInfinity()).isTrue();
    assertThat(Group.encode(Group.CURVE.getInfinity())).isEqualTo(new byte[33]);
  }

  @Property(tries = 20)
  void pointAndItsNegative_areReadBack(@ForAll("scalars") BigInteger scalar) {
    ECPoint point = Group.G.multiply(scalar);
    for (ECPoint each : List.of(point, point.negate())) {
      assertThat(Group.point(Group.encode(each), 0)).isEqualTo(each);
    }
  }

  @Test
  void scalarFromTheOrderOn_isRefused() {
    byte[] last = Group.encode(Group.ORDER.subtract(BigInteger.ONE));
    byte[] order = Group.encode(Group.ORDER);
    byte[] most = HexFormat.of().parseHex("ff".repeat(32));

    assertThat(Group.scalar(last, 0)).isEqualTo(Group.ORDER.subtract(BigInteger.ONE));
    assertThatIllegalArgumentException().isThrownBy(() -> Group.scalar(order, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Group.scalar(most, 0));
  }
}
