package io.privnet.meeting.veto;

import static io.privnet.meeting.veto.Hand.G;
import static io.privnet.meeting.veto.Hand.H;
import static io.privnet.meeting.veto.Hand.ORDER;
import static io.privnet.meeting.veto.Hand.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.privnet.meeting.veto.Hand.Nonces;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/**
 * Attacks on {@code veto}, each with a rule broken, where it succeeds every time, and with the rule
 * kept, where it does not. In all of them the cheats c (and d) are after the bit of a (and b).
 */
class VetoAttackTest {
  private static final int RUNS = 6;

  private final Random bits = new Random(5);

  private static ECPoint com(List<Hand> hands) {
    return Hand.sum(hands.stream().map(Hand::com).toList());
  }

  private static ECPoint q(List<Hand> hands) {
    return Hand.sum(hands.stream().map(Hand::q).toList());
  }

  private static View view(List<Hand> hands) throws ProofException {
    List<Commitments> round1 = new ArrayList<>();
    for (Hand hand : hands) {
      round1.add(Commitments.decode(hand.author(), 1, hand.commitments()));
    }
    return new View(round1);
  }

  private static View verified(List<Hand> hands) throws ProofException {
    View view = view(hands);
    view.verify();
    return view;
  }

  private static Share share(Hand hand, View view, List<Hand> all) throws ProofException {
    ECPoint s = hand.share(com(all), q(all));
    return Share.decode(
        hand.author(), view, 0, hand.opened(view.hash(), com(all), q(all), s, Nonces.drawn()));
  }

  private static void assertNamed(ProofException thrown, Hand... cheats) {
    assertThat(thrown).isNotNull();
    assertThat(thrown.authors())
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(cheats).map(Hand::author).toList());
  }

  /** What all tests below rest on: the steps by hand are those of the protocol. */
  @Test
  void messagesByHand_areAcceptedAndTellTheAnd() throws Exception {
    for (int i = 0; i < 4; i++) {
      boolean a = i % 2 == 0;
      boolean b = i / 2 == 0;
      List<Hand> all = List.of(Hand.dealt("a", a), Hand.dealt("b", b), Hand.dealt("c", true));
      View view = verified(all);
      List<Share> shares = new ArrayList<>();
      for (Hand hand : all) {
        shares.add(share(hand, view, all));
      }
      view.verify(shares);
      assertThat(view.allFree(shares)).isEqualTo(a && b);
    }
  }

  /** Rule 1: commitments that cancel out the others' turn the answer into the bit. */
  @Test
  void shareBeforeProofsAreVerified_isTheBit() throws Exception {
    for (int i = 0; i < RUNS; i++) {
      boolean free = bits.nextBoolean();
      Hand a = Hand.dealt("a", free);
      Hand b = Hand.dealt("b", true);
      ECPoint com = com(List.of(a, b)).negate();
      ECPoint q = H.subtract(q(List.of(a, b)));

      // The rule broken: C is the identity, and Q is H.
      ECPoint c = com(List.of(a, b)).add(com);
      ECPoint sum = q(List.of(a, b)).add(q);
      assertThat(a.share(c, sum).add(a.com()).isInfinity()).isEqualTo(free);

      // The rule kept: nobody can prove that it knows what it committed to.
      Hand cheat = Hand.dealt("c", true);
      View view =
          new View(
              List.of(
                  Commitments.decode(a.author(), 1, a.commitments()),
                  Commitments.decode(b.author(), 1, b.commitments()),
                  Commitments.decode(cheat.author(), 1, cheat.commitments(com, q))));
      assertNamed(catchThrowableOfType(ProofException.class, view::verify), cheat);
    }
  }

  @Test
  void viewThatIsNotVerified_ballotsDoNotAnswerIt() throws Exception {
    Author a = Hand.author("a");
    Ballots ballots = Ballots.cast(a, true);
    Hand b = Hand.dealt("b", true);
    View view =
        new View(
            List.of(ballots.commitments(), Commitments.decode(b.author(), 1, b.commitments())));
    assertThatThrownBy(() -> ballots.share(view, 0)).isInstanceOf(IllegalStateException.class);
    view.verify();
    ballots.share(view, 0);
  }

  /**
   * Rule 2: with C and Q not in the challenge, c makes a false share and its proof beforehand, and
   * d then shifts C so that the proof holds. Round 1 thus has two answers, the false one and the
   * true one, and c may choose when it has seen the others'.
   */
  @Test
  void challengeWithoutSums_twoAnswersForOneRound1() throws Exception {
    for (int i = 0; i < RUNS; i++) {
      Hand a = Hand.dealt("a", true);
      Hand c = Hand.dealt("c", true);
      Hand d = Hand.dealt("d", true);
      ECPoint c0 = com(List.of(a, c, d));
      ECPoint bigQ = q(List.of(a, c, d));
      BigInteger shift = random();
      ECPoint falseShare = c.share(c0, bigQ).add(G.multiply(shift));
      Nonces nonces = Nonces.drawn();
      ECPoint t3 = nonces.t3(c0, bigQ);

      // The rule broken.
      BigInteger e =
          c.challenge("share", 0, c.com(), c.q(), nonces.t1(), nonces.t2(), t3, falseShare);
      BigInteger z2 = nonces.b().add(e.multiply(c.r()));
      BigInteger z3 = nonces.c().add(e.multiply(c.rho())).mod(ORDER);
      BigInteger delta = e.multiply(shift).multiply(z3.modInverse(ORDER)).mod(ORDER);
      Hand shifted = new Hand(d.author(), d.v().add(delta).mod(ORDER), d.r(), d.rho());
      List<Hand> all = List.of(a, c, shifted);
      ECPoint bigC = com(all);
      ECPoint left = bigC.multiply(z3).subtract(bigQ.multiply(z2.mod(ORDER)));
      assertThat(left.equals(t3.add(falseShare.multiply(e)))).isTrue();
      assertThat(falseShare.equals(c.share(bigC, bigQ))).isFalse();

      // The rule kept: d has proved what it committed to, and yet c's false answer fails.
      View view = verified(all);
      byte[] answer =
          Hand.concat(
              Hand.point(falseShare),
              Hand.point(nonces.t1()),
              Hand.point(nonces.t2()),
              Hand.point(t3),
              Hand.scalar(nonces.a().add(e.multiply(c.v()))),
              Hand.scalar(z2),
              Hand.scalar(z3));
      List<Share> shares =
          List.of(
              share(a, view, all),
              Share.decode(c.author(), view, 0, answer),
              share(shifted, view, all));
      assertNamed(catchThrowableOfType(ProofException.class, () -> view.verify(shares)), c);
    }
  }

  /** Rule 3, and copying: what one party proves in one session, nobody proves in another. */
  @Test
  void commitmentsOfAnotherPartyOrSession_proofFails() throws Exception {
    Hand a = Hand.dealt("a", true);
    byte[] copied = a.commitments();
    for (Author author :
        List.of(Hand.author("c"), new Author("another session", a.author().fingerprint()))) {
      View view = new View(List.of(Commitments.decode(author, 1, copied)));
      ProofException thrown = catchThrowableOfType(ProofException.class, view::verify);
      assertThat(thrown.authors()).containsExactly(author);
    }
  }

  /** Rule 3: nor does a share hold for another slot, another view or another party. */
  @Test
  void shareOfAnotherView_proofFails() throws Exception {
    Hand a = Hand.dealt("a", true);
    List<Hand> first = List.of(a, Hand.dealt("b", true));
    List<Hand> second = List.of(a, Hand.dealt("b", true));
    View view = verified(first);
    View other = verified(second);
    byte[] encoded = share(a, view, first).encoded();
    Share moved = Share.decode(a.author(), other, 0, encoded);
    assertNamed(catchThrowableOfType(ProofException.class, () -> other.verify(List.of(moved))), a);
    Share copied = Share.decode(Hand.author("b"), view, 0, encoded);
    ProofException thrown =
        catchThrowableOfType(ProofException.class, () -> view.verify(List.of(copied)));
    assertThat(thrown.authors()).containsExactly(Hand.author("b"));
  }

  /** Rule 4: an identity among the commitments is refused, whatever is proved of it. */
  @Test
  void commitmentToNothing_refused() {
    Hand none = new Hand(Hand.author("c"), BigInteger.ZERO, BigInteger.ZERO, random());
    assertThatThrownBy(() -> Commitments.decode(none.author(), 1, none.commitments()))
        .isInstanceOf(ProofException.class);
    Hand keyless = new Hand(Hand.author("c"), BigInteger.ZERO, random(), BigInteger.ZERO);
    assertThatThrownBy(() -> Commitments.decode(keyless.author(), 1, keyless.commitments()))
        .isInstanceOf(ProofException.class);
  }

  @Test
  void commitmentsThatCancelOut_refusedNamingNobody() throws Exception {
    Hand c = Hand.dealt("c", true);
    Hand d = new Hand(Hand.author("d"), BigInteger.ZERO, ORDER.subtract(c.r()), Hand.random());
    assertNamed(catchThrowableOfType(ProofException.class, () -> view(List.of(c, d)).verify()));
    Hand e = new Hand(Hand.author("d"), BigInteger.ZERO, Hand.random(), ORDER.subtract(c.rho()));
    assertNamed(catchThrowableOfType(ProofException.class, () -> view(List.of(c, e)).verify()));
  }

  /** Rule 4: others can make an honest share the identity, which must not be held against it. */
  @Test
  void honestShareThatIsTheIdentity_accepted() throws Exception {
    Hand a = Hand.dealt("a", true);
    BigInteger k = random();
    Hand c = new Hand(Hand.author("c"), BigInteger.ZERO, k.multiply(a.r()), k.multiply(a.rho()));
    List<Hand> all = List.of(a, c);
    View view = verified(all);
    Share identity = share(a, view, all);
    assertThat(Arrays.copyOf(identity.encoded(), 33)).containsOnly(0);
    view.verify(List.of(identity, share(c, view, all)));
    assertThat(view.allFree(List.of(identity, share(c, view, all)))).isTrue();
  }

  /** Rule 6: two answers for one slot tell a busy party the bit. */
  @Test
  void slotAnsweredTwice_isTheBit() {
    for (int i = 0; i < RUNS; i++) {
      boolean free = bits.nextBoolean();
      Hand a = Hand.dealt("a", free);
      Hand c = Hand.dealt("c", false);
      ECPoint bigC = com(List.of(a, c));
      ECPoint bigQ = q(List.of(a, c));
      ECPoint answer = a.share(bigC, bigQ);
      ECPoint again = a.share(bigC.add(G), bigQ);
      ECPoint key = again.subtract(answer); // ρ·G of a
      ECPoint rest =
          answer
              .subtract(key.multiply(c.v()))
              .subtract(a.q().multiply(c.r()))
              .add(a.com().multiply(c.rho()));
      assertThat(rest.isInfinity()).isEqualTo(free); // (ρ of a + ρ of c)·v of a·G
    }
  }

  @Test
  void slotAnsweredTwiceOrInAnotherView_ballotsRefuse() throws Exception {
    Author a = Hand.author("a");
    Ballots ballots = Ballots.cast(a, true, true, true);
    View view = new View(List.of(ballots.commitments()));
    view.verify();
    ballots.share(view, 1);
    for (int slot : List.of(0, 1)) {
      assertThatThrownBy(() -> ballots.share(view, slot)).isInstanceOf(IllegalStateException.class);
    }
    View other = new View(List.of(ballots.commitments()));
    other.verify();
    assertThatThrownBy(() -> ballots.share(other, 2)).isInstanceOf(IllegalStateException.class);
    ballots.share(view, 2);
  }

  /** Rule 7: two proofs with the same nonces give away all that is secret. */
  @Test
  void noncesUsedTwice_secretsAreRead() {
    Hand a = Hand.dealt("a", false);
    Nonces same = Nonces.drawn();
    ECPoint bigC = a.com().add(Hand.dealt("c", true).com());
    ECPoint bigQ = a.q().add(H);
    List<byte[]> proofs = new ArrayList<>();
    List<BigInteger> challenges = new ArrayList<>();
    for (ECPoint c : List.of(bigC, bigC.add(G))) {
      byte[] view = new byte[32];
      ECPoint s = a.share(c, bigQ);
      proofs.add(a.opened(view, c, bigQ, s, same));
      challenges.add(
          a.challenge(
              "share",
              0,
              a.com(),
              a.q(),
              same.t1(),
              same.t2(),
              same.t3(c, bigQ),
              view,
              c,
              bigQ,
              s));
    }
    BigInteger de = challenges.get(0).subtract(challenges.get(1)).modInverse(ORDER);
    List<BigInteger> read = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int at = 4 * 33 + 32 * i;
      BigInteger z = new BigInteger(1, proofs.get(0), at, 32);
      read.add(z.subtract(new BigInteger(1, proofs.get(1), at, 32)).multiply(de).mod(ORDER));
    }
    assertThat(read).containsExactly(a.v(), a.r(), a.rho());
  }

  @Test
  void sameAgendaTwice_nothingRepeats() throws Exception {
    Author a = Hand.author("a");
    List<byte[]> points = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Ballots ballots = Ballots.cast(a, true, true);
      View view = new View(List.of(ballots.commitments()));
      view.verify();
      points.addAll(pieces(ballots.commitments().encoded(), 6));
      points.addAll(pieces(ballots.share(view, 0).encoded(), 4).subList(1, 4));
      points.addAll(pieces(ballots.share(view, 1).encoded(), 4).subList(1, 4));
    }
    assertThat(points.stream().map(Arrays::toString)).doesNotHaveDuplicates();
  }

  private static List<byte[]> pieces(byte[] encoded, int points) {
    List<byte[]> pieces = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      pieces.add(Arrays.copyOfRange(encoded, 33 * i, 33 * (i + 1)));
    }
    return pieces;
  }

  /** Rule 8: errors that cancel out under equal coefficients are found under random ones. */
  @Test
  void errorsThatCancelOut_bothNamed() throws Exception {
    Hand a = Hand.dealt("a", true);
    Hand c = Hand.dealt("c", true);
    Hand d = Hand.dealt("d", true);
    List<Hand> all = List.of(a, c, d);
    View view = verified(all);
    byte[] ofC = share(c, view, all).encoded();
    byte[] ofD = share(d, view, all).encoded();
    // T3 enters the third equation with coefficient 1, but the challenge as well: so the shift is
    // made in an answer z1, which nothing is a hash of.
    byte[] shiftedC = withScalar(ofC, 0, BigInteger.TEN);
    byte[] shiftedD = withScalar(ofD, 0, BigInteger.TEN.negate());
    assertThat(z1(shiftedC).add(z1(shiftedD)).mod(ORDER))
        .as("with the rule broken the sum of both equations is what it was")
        .isEqualTo(z1(ofC).add(z1(ofD)).mod(ORDER));
    List<Share> shares =
        List.of(
            share(a, view, all),
            Share.decode(c.author(), view, 0, shiftedC),
            Share.decode(d.author(), view, 0, shiftedD));
    assertNamed(catchThrowableOfType(ProofException.class, () -> view.verify(shares)), c, d);
  }

  private static BigInteger z1(byte[] share) {
    return new BigInteger(1, share, 4 * 33, 32);
  }

  private static byte[] withScalar(byte[] share, int index, BigInteger more) {
    byte[] shifted = share.clone();
    int at = 4 * 33 + 32 * index;
    BigInteger z = new BigInteger(1, share, at, 32);
    System.arraycopy(Hand.scalar(z.add(more)), 0, shifted, at, 32);
    return shifted;
  }

  /**
   * Why H has to come out of a hash: who knows its logarithm h reads the others' AND, though busy.
   */
  @Test
  void logarithmOfHKnown_busyPartyReadsTheOthersAnd() {
    for (int i = 0; i < RUNS; i++) {
      boolean free = bits.nextBoolean();
      BigInteger h = random();
      ECPoint known = G.multiply(h);
      Hand a = Hand.dealt("a", free);
      Hand c = Hand.dealt("c", false);
      ECPoint bigC = a.com(known).add(c.com(known));
      ECPoint bigQ = a.q(known).add(c.q(known));
      ECPoint outcome = a.share(bigC, bigQ).add(c.share(bigC, bigQ));
      ECPoint keys = bigQ.multiply(h.modInverse(ORDER)); // Σρ·G
      assertThat(outcome.equals(keys.multiply(c.v()))).isEqualTo(free);
    }
  }

  /**
   * The residual attack on AV-net: who vetoes knows what it would have sent otherwise, puts that in
   * place of its veto, and reads the AND of the others.
   */
  @Test
  void busyParty_readsTheOthersInAvNetAndNothingHere() {
    int guessedThere = 0;
    int guessedHere = 0;
    int runs = 20;
    for (int i = 0; i < runs; i++) {
      boolean free = i % 2 == 0;
      guessedThere += avNetAttack(free) == free ? 1 : 0;
      guessedHere += vetoAttack(free) == free ? 1 : 0;
    }
    assertThat(guessedThere).isEqualTo(runs);
    // It says "busy" to all of them, which is right half of the time.
    assertThat(guessedHere).isEqualTo(runs / 2);
  }

  /** Three parties, the last vetoes; its guess whether the first is free. */
  private static boolean avNetAttack(boolean free) {
    List<BigInteger> x = List.of(random(), random(), random());
    List<ECPoint> keys = x.stream().map(G::multiply).toList();
    List<BigInteger> c = List.of(free ? x.get(0) : random(), x.get(1), random());
    ECPoint sum = G.getCurve().getInfinity();
    for (int i = 0; i < 3; i++) {
      ECPoint y = G.getCurve().getInfinity();
      for (int j = 0; j < 3; j++) {
        y = j < i ? y.add(keys.get(j)) : j > i ? y.subtract(keys.get(j)) : y;
      }
      sum = sum.add(y.multiply(i == 2 ? x.get(2) : c.get(i)));
    }
    return sum.isInfinity();
  }

  /** The same here, with everything that the last party could put in place of its share. */
  private static boolean vetoAttack(boolean free) {
    Hand a = Hand.dealt("a", free);
    Hand b = Hand.dealt("b", true);
    Hand c = Hand.dealt("c", false);
    ECPoint bigC = com(List.of(a, b, c));
    ECPoint bigQ = q(List.of(a, b, c));
    ECPoint others = a.share(bigC, bigQ).add(b.share(bigC, bigQ));
    ECPoint freeC = bigC.subtract(G.multiply(c.v()));
    List<ECPoint> instead =
        List.of(
            c.share(freeC, bigQ),
            c.share(freeC, bigQ.subtract(c.q())),
            c.share(bigC, bigQ.subtract(c.q())),
            c.share(com(List.of(a, b)), q(List.of(a, b))),
            c.share(bigC, bigQ).subtract(bigQ.multiply(c.v())),
            c.share(bigC, bigQ).subtract(G.multiply(c.v().multiply(c.rho()))));
    return instead.stream().anyMatch(share -> others.add(share).isInfinity());
  }
}
