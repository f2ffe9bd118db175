package io.privnet.meeting.veto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The secret ballots of one party, one a slot: v, zero when free and random when busy, with r and
 * ρ, which hide it.
 *
 * <p>They are good for one negotiation. Each is answered for once, in the order of the slots, and
 * only against a view whose proofs have been verified; all against the same.
 */
public final class Ballots {
  private final Author author;
  private final SecureRandom random = new SecureRandom();
  private final boolean[] busy;

  /** Never zero, busy or not, so that the work is the same: v is zero or this. */
  private final BigInteger[] vetoes;

  private final BigInteger[] r;
  private final BigInteger[] rho;
  private final Commitments commitments;
  private View answered;
  private int next;

  private Ballots(Author author, boolean[] free) {
    int slots = free.length;
    this.author = author;
    busy = new boolean[slots];
    vetoes = new BigInteger[slots];
    r = new BigInteger[slots];
    rho = new BigInteger[slots];
    ECPoint[] points = new ECPoint[2 * slots];
    for (int k = 0; k < slots; k++) {
      busy[k] = !free[k];
      vetoes[k] = Group.randomScalar(random);
      r[k] = Group.randomScalar(random);
      rho[k] = Group.randomScalar(random);
      ECPoint hiding = Group.secretTimes(r[k], Group.H);
      ECPoint veto = hiding.add(Group.secretTimes(vetoes[k], Group.G));
      points[2 * k] = select(busy[k], veto, hiding);
      points[2 * k + 1] = Group.secretTimes(rho[k], Group.H);
    }
    BigInteger a = Group.randomScalar(random);
    BigInteger b = Group.randomScalar(random);
    BigInteger c = Group.randomScalar(random);
    ECPoint bigA = Group.secretTimes(a, Group.G).add(Group.secretTimes(b, Group.H));
    ECPoint bigB = Group.secretTimes(c, Group.H);
    BigInteger e = Commitments.challenge(author, points, bigA, bigB);
    BigInteger power = BigInteger.ONE;
    for (int k = 0; k < slots; k++) {
      power = power.multiply(e).mod(Group.ORDER);
      a = select(busy[k], a.add(power.multiply(vetoes[k])).mod(Group.ORDER), a);
      b = b.add(power.multiply(r[k])).mod(Group.ORDER);
      c = c.add(power.multiply(rho[k])).mod(Group.ORDER);
    }
    commitments = new Commitments(author, points, bigA, bigB, a, b, c);
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

  /** What the party broadcasts in round 1. */
  public Commitments commitments() {
    return commitments;
  }

  /**
   * The party's share of round 2 for one slot.
   *
   * @param view of round 1, this party's commitments among it, verified
   * @param slot from 0
   * @throws IllegalStateException when the view is not verified or is another one than before, when
   *     this party is not in it, or when this slot or a later one has been answered
   */
  public Share share(View view, int slot) {
    if (slot < next) {
      throw new IllegalStateException("slot " + slot + " has been answered");
    }
    if (answered == null ? !view.isVerified() : view != answered) {
      throw new IllegalStateException("the view is not the one that was verified");
    }
    if (!MessageDigest.isEqual(view.of(author).encoded(), commitments.encoded())) {
      throw new IllegalStateException("the commitments in the view are not this party's");
    }
    answered = view;
    next = slot + 1;

    ECPoint bigC = view.sum(slot);
    ECPoint bigQ = view.key(slot);
    ECPoint s =
        Group.secretTimes(rho[slot], bigC).subtract(Group.secretTimes(r[slot], bigQ)).normalize();
    BigInteger a = Group.randomScalar(random);
    BigInteger b = Group.randomScalar(random);
    BigInteger c = Group.randomScalar(random);
    ECPoint[] nonces = {
      Group.secretTimes(a, Group.G).add(Group.secretTimes(b, Group.H)).normalize(),
      Group.secretTimes(c, Group.H).normalize(),
      Group.secretTimes(c, bigC).subtract(Group.secretTimes(b, bigQ)).normalize()
    };
    BigInteger e = Share.challenge(author, view, slot, s, nonces);
    return new Share(
        author,
        view,
        slot,
        s,
        nonces,
        select(busy[slot], a.add(e.multiply(vetoes[slot])).mod(Group.ORDER), a),
        b.add(e.multiply(r[slot])).mod(Group.ORDER),
        c.add(e.multiply(rho[slot])).mod(Group.ORDER));
  }

  @SafeVarargs
  private static <T> T select(boolean second, T... both) {
    return both[second ? 0 : 1];
  }

  /** The shares of several slots in a row. */
  public List<Share> shares(View view, int from, int to) {
    List<Share> shares = new ArrayList<>();
    for (int slot = from; slot < to; slot++) {
      shares.add(share(view, slot));
    }
    return shares;
  }
}
