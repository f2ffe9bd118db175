package io.privnet.meeting.veto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.math.ec.ECPoint;

/**
 * One party's secrets for one slot, and its messages computed from the specification, step by step:
 * as they should be, or as a cheat would like them.
 */
record Hand(Author author, BigInteger v, BigInteger r, BigInteger rho) {
  static final BigInteger ORDER = Group.ORDER;
  static final ECPoint G = Group.G;
  static final ECPoint H = Group.H;

  private static final SecureRandom RANDOM = new SecureRandom();

  static BigInteger random() {
    return new BigInteger(512, RANDOM).mod(ORDER.subtract(BigInteger.ONE)).add(BigInteger.ONE);
  }

  static Author author(String name) {
    return new Author("session", "SHA256:" + name);
  }

  static Hand dealt(String name, boolean free) {
    return new Hand(author(name), free ? BigInteger.ZERO : random(), random(), random());
  }

  ECPoint com() {
    return com(H);
  }

  /** The commitment to the base of another H. */
  ECPoint com(ECPoint h) {
    return G.multiply(v).add(h.multiply(r));
  }

  ECPoint q() {
    return q(H);
  }

  ECPoint q(ECPoint h) {
    return h.multiply(rho);
  }

  /** S = ρ·C − r·Q. */
  ECPoint share(ECPoint c, ECPoint q) {
    return c.multiply(rho).subtract(q.multiply(r));
  }

  static ECPoint sum(List<ECPoint> points) {
    return points.stream().reduce(G.getCurve().getInfinity(), ECPoint::add);
  }

  /** Round 1 for one slot. */
  byte[] commitments() {
    return commitments(com(), q());
  }

  /** Round 1 with these points and a proof of what this party knows. */
  byte[] commitments(ECPoint com, ECPoint q) {
    BigInteger a = random();
    BigInteger b = random();
    BigInteger c = random();
    ECPoint bigA = G.multiply(a).add(H.multiply(b));
    ECPoint bigB = H.multiply(c);
    BigInteger e = challenge("commitments", 1, com, q, bigA, bigB);
    return concat(
        point(com),
        point(q),
        point(bigA),
        point(bigB),
        scalar(a.add(e.multiply(v))),
        scalar(b.add(e.multiply(r))),
        scalar(c.add(e.multiply(rho))));
  }

  /** The random part of a proof of round 2. */
  record Nonces(BigInteger a, BigInteger b, BigInteger c) {
    static Nonces drawn() {
      return new Nonces(random(), random(), random());
    }

    ECPoint t1() {
      return G.multiply(a).add(H.multiply(b));
    }

    ECPoint t2() {
      return H.multiply(c);
    }

    ECPoint t3(ECPoint bigC, ECPoint bigQ) {
      return bigC.multiply(c).subtract(bigQ.multiply(b));
    }
  }

  /** Round 2 for slot 0, with the share {@code s} and a proof of what this party knows. */
  byte[] opened(byte[] view, ECPoint bigC, ECPoint bigQ, ECPoint s, Nonces nonces) {
    ECPoint t1 = nonces.t1();
    ECPoint t2 = nonces.t2();
    ECPoint t3 = nonces.t3(bigC, bigQ);
    BigInteger e = challenge("share", 0, com(), q(), t1, t2, t3, view, bigC, bigQ, s);
    return concat(
        point(s),
        point(t1),
        point(t2),
        point(t3),
        scalar(nonces.a.add(e.multiply(v))),
        scalar(nonces.b.add(e.multiply(r))),
        scalar(nonces.c.add(e.multiply(rho))));
  }

  /** SHA-512 over the parts, each after its length, modulo q. */
  BigInteger challenge(String kind, int slot, Object... parts) {
    MessageDigest digest = sha512();
    update(digest, "privnet-veto".getBytes(StandardCharsets.UTF_8));
    update(digest, "1".getBytes(StandardCharsets.UTF_8));
    update(digest, kind.getBytes(StandardCharsets.UTF_8));
    update(digest, author.session().getBytes(StandardCharsets.UTF_8));
    update(digest, author.fingerprint().getBytes(StandardCharsets.UTF_8));
    update(digest, ByteBuffer.allocate(4).putInt(slot).array());
    update(digest, point(G));
    update(digest, point(H));
    for (Object part : parts) {
      update(digest, part instanceof ECPoint p ? point(p) : (byte[]) part);
    }
    return new BigInteger(1, digest.digest()).mod(ORDER);
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(4).putInt(part.length).array());
    digest.update(part);
  }

  static byte[] point(ECPoint point) {
    return point.isInfinity() ? new byte[33] : point.normalize().getEncoded(true);
  }

  static byte[] scalar(BigInteger scalar) {
    byte[] bytes = new byte[32];
    BigInteger reduced = scalar.mod(ORDER);
    for (int i = 0; i < 32; i++) {
      bytes[31 - i] = reduced.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  static byte[] concat(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(List.of(parts).stream().mapToInt(p -> p.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
