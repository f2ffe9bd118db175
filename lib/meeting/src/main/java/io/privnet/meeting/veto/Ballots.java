package io.privnet.meeting.veto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The secret ballots of one party, one a slot: v, zero when free and random when busy, with r and
 * ρ, which hide it.
 *
 * <p><b>What it protects.</b> Commitments say nothing of v, to whatever computing power. A share
 * lets the parties learn whether all v add up to zero, that is whether all are free, and nothing
 * else, as long as discrete logarithms are hard. The work is the same for free and for busy.
 *
 * <p>Ballots are good for one negotiation. Each is answered for once, in the order of the slots,
 * only against a view whose proofs have been verified, and all against the same; it is forgotten
 * then. Two answers to different views would give v away.
 *
 * <p><b>What it does not protect.</b> Secrets leave the memory only when it is collected. The
 * arithmetic on scalars, unlike that on points, is not made for constant time: what it might tell
 * is of r, ρ and nonces, each used once, and not of whether v is zero.
 */
public final class Ballots {
  /** The part of one party in one slot. */
  private record Ballot(boolean busy, BigInteger veto, BigInteger r, BigInteger rho) {
    /** The veto is drawn in any case, and never zero, so that the work is the same. */
    static Ballot of(boolean free, SecureRandom random) {
      return new Ballot(
          !free,
          Group.randomScalar(random),
          Group.randomScalar(random),
          Group.randomScalar(random));
    }

    /** {@code nonce + factor · v}. */
    BigInteger answer(BigInteger nonce, BigInteger factor) {
      return select(busy, plusProduct(nonce, factor, veto), nonce);
    }
  }

  private final Author author;
  private final SecureRandom random = new SecureRandom();

  /** Those not yet answered for; the others are null. */
  private final Ballot[] ballots;

  private final Commitments commitments;
  private View view;
  private int next;

  private Ballots(Author author, boolean[] free) {
    this.author = author;
    int slots = free.length;
    ballots = new Ballot[slots];
    for (int k = 0; k < slots; k++) {
      ballots[k] = Ballot.of(free[k], random);
    }
    commitments = commit();
  }

  /**
   * Draws the ballots of a party, and proves that it knows them.
   *
   * @param author the party
   * @param free whether it is free, for each slot; at least one slot
   */
  public static Ballots cast(Author author, boolean... free) {
    if (free.length == 0) {
      throw new IllegalArgumentException("no slots");
    }
    return new Ballots(author, free);
  }

  private Commitments commit() {
    int slots = ballots.length;
    ECPoint[] free = new ECPoint[slots];
    ECPoint[] busy = new ECPoint[slots];
    ECPoint[] q = new ECPoint[slots];
    IntStream.range(0, slots)
        .parallel()
        .forEach(
            k -> {
              free[k] = Group.secretTimes(ballots[k].r(), Group.H);
              busy[k] = free[k].add(Group.secretTimes(ballots[k].veto(), Group.G));
              q[k] = Group.secretTimes(ballots[k].rho(), Group.H);
            });
    Group.CURVE.normalizeAll(free);
    Group.CURVE.normalizeAll(busy);
    Group.CURVE.normalizeAll(q);
    ECPoint[] points = new ECPoint[2 * slots];
    for (int k = 0; k < slots; k++) {
      points[2 * k] = select(ballots[k].busy(), busy[k], free[k]);
      points[2 * k + 1] = q[k];
    }

    BigInteger z1 = Group.randomScalar(random);
    BigInteger z2 = Group.randomScalar(random);
    BigInteger z3 = Group.randomScalar(random);
    ECPoint a = Group.secretSum(z1, z2);
    ECPoint b = Group.secretTimes(z3, Group.H).normalize();
    BigInteger e = Commitments.challenge(author, points, a, b);
    BigInteger power = BigInteger.ONE;
    for (Ballot ballot : ballots) {
      power = power.multiply(e).mod(Group.ORDER);
      z1 = ballot.answer(z1, power);
      z2 = plusProduct(z2, power, ballot.r());
      z3 = plusProduct(z3, power, ballot.rho());
    }
    return Commitments.make(author, points, a, b, new Answers(z1, z2, z3));
  }

  /** What the party broadcasts in round 1. */
  public Commitments commitments() {
    return commitments;
  }

  /**
   * The party's shares of round 2 for some slots in a row.
   *
   * @param view of round 1, this party's commitments among it, verified
   * @param from first slot, from 0
   * @param to the slot after the last
   * @throws IllegalStateException when the view is not verified, is another one than before or has
   *     not this party's commitments, or when {@code from} or a later slot has been answered
   */
  public List<Share> shares(View view, int from, int to) {
    if (from < next) {
      throw new IllegalStateException("slot " + from + " has been answered");
    }
    if (!view.isVerified() || (this.view != null && this.view != view)) {
      throw new IllegalStateException("not the view that was verified");
    }
    Commitments seen = view.of(author);
    if (seen == null || !MessageDigest.isEqual(seen.encoded(), commitments.encoded())) {
      throw new IllegalStateException("the commitments in the view are not this party's");
    }
    this.view = view;
    next = to;
    return IntStream.range(from, to).parallel().mapToObj(this::answer).toList();
  }

  /** The party's share of one slot, as by {@link #shares}. */
  public Share share(View view, int slot) {
    return shares(view, slot, slot + 1).getFirst();
  }

  private Share answer(int slot) {
    Ballot ballot = ballots[slot];
    ballots[slot] = null;
    SecretMultiples sum = new SecretMultiples(view.sum(slot));
    SecretMultiples key = new SecretMultiples(view.key(slot).negate());
    BigInteger a = Group.randomScalar(random);
    BigInteger b = Group.randomScalar(random);
    BigInteger c = Group.randomScalar(random);
    ECPoint[] points = {
      SecretMultiples.sum(ballot.rho(), sum, ballot.r(), key).normalize(),
      Group.secretSum(a, b),
      Group.secretTimes(c, Group.H).normalize(),
      SecretMultiples.sum(c, sum, b, key).normalize()
    };
    BigInteger e = Share.challenge(author, view, slot, points);
    Answers answers =
        new Answers(
            ballot.answer(a, e), plusProduct(b, e, ballot.r()), plusProduct(c, e, ballot.rho()));
    return Share.make(author, view, slot, points, answers);
  }

  private static BigInteger plusProduct(BigInteger sum, BigInteger factor, BigInteger secret) {
    return sum.add(factor.multiply(secret)).mod(Group.ORDER);
  }

  /** One of two values that both have been computed. */
  @SafeVarargs
  private static <T> T select(boolean first, T... both) {
    return both[first ? 0 : 1];
  }
}
