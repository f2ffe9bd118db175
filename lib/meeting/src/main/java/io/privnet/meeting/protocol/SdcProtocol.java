package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Terms;
import io.privnet.meeting.sdc.PublicSetup;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Secure distributed computing after Franklin and Haber (paper §3.2, §3.3): the AND of all bits is
 * computed under an encryption that only all parties together can open.
 *
 * <p><b>What it protects.</b> Parties that follow the rules but pool everything they see, up to all
 * but one of them, learn of each slot that is evaluated whether all are free, and nothing else.
 * This holds as long as <i>nobody knows the factors of the modulus</i>, and ElGamal encryption
 * modulo N is secure. Slots are evaluated one after the other, and none after the first common one;
 * with {@code --batch} the outcomes of all slots are opened.
 *
 * <p><b>What it does not protect.</b>
 *
 * <ul>
 *   <li><i>Whoever made the public setup</i> and kept the factors reads every bit of everybody. An
 *       initiator who makes it is a trusted third party for privacy. From the setup it cannot be
 *       seen whether anybody kept them.
 *   <li><i>Who breaks the rules.</i> Security is passive only (§3.4). Public keys come without
 *       proof that their owner knows the secret: the last to announce one can choose it so that it
 *       reads every bit. A party can flip the output of a gate, and make the outcome wrong, without
 *       being found out. Whoever is busy at a slot that so comes out as common ends the
 *       negotiation, by which the others learn that it is busy then. A wrong witness is noticed,
 *       but not whose it is.
 *   <li><i>The encryption.</i> Franklin and Haber prove a more complicated variant; whether this
 *       one is secure, the paper calls open.
 *   <li><i>The outcome's use.</i> A participant who claims to be free everywhere learns the AND of
 *       all others; the last to send its witness of the output knows the outcome first and may
 *       stop.
 *   <li><i>Later breaks.</i> Whoever factors N one day reads every bit in a transcript of today.
 * </ul>
 *
 * <p><b>How.</b> The setup comes with the invitation; each party draws a fresh secret K and
 * announces g^K together with its reply. For each slot all broadcast their encrypted bits. A tree
 * of ⌈log2 n⌉ levels of AND gates follows, those of a level at once: masks, witnesses of the masked
 * inputs, and the parts from which everybody forms the output ({@link
 * io.privnet.meeting.sdc.AndGate}). Then all broadcast their witnesses of the last output and read
 * it.
 *
 * <p><b>Cost</b> (§3.5): n(n-1)(2 + 3⌈log2 n⌉) messages a slot, n(n-1)(1 + l(2 + 3⌈log2 n⌉)) with
 * the invitation; the result check comes on top of this. With {@code --batch} all slots take as
 * many messages as one; where that would make messages too long or rounds too slow, several batches
 * do.
 */
public final class SdcProtocol extends Protocol {
  /** Bytes of numbers in one message at most, which as text fit into a frame with room to spare. */
  private static final int MAX_VALUES = 3_000_000;

  /**
   * Gates in one round at most with a modulus of 2048 bits, so that nobody is silent for long: two
   * powers each, of some 8 ms on one core. The time grows with the third power of the bits.
   */
  private static final long MAX_GATES = 300;

  private final Function<String, PublicSetup> setups;

  SdcProtocol() {
    this(PublicSetup::parse);
  }

  /**
   * @param setups reads the setup of an invitation
   */
  SdcProtocol(Function<String, PublicSetup> setups) {
    this.setups = setups;
  }

  @Override
  public String name() {
    return "sdc";
  }

  @Override
  public int leastParties() {
    return 2;
  }

  @Override
  public int advisedParties() {
    return 2;
  }

  /**
   * Checks that there is a public setup, and that slots are not to be opened several at a time but
   * in a batch.
   */
  @Override
  public void check(Terms terms) {
    if (terms.open() != 1) {
      throw new IllegalArgumentException(
          "protocol sdc opens one slot at a time, or with a batch all of them");
    }
    setup(terms);
  }

  private PublicSetup setup(Terms terms) {
    return setups.apply(
        terms
            .setup()
            .orElseThrow(() -> new IllegalArgumentException("protocol sdc needs a public setup")));
  }

  /** With a setup of 2048 bits that comes with privnet. */
  @Override
  public Terms terms() {
    return Terms.DEFAULT.with(PublicSetup.ready(PublicSetup.DEFAULT_BITS).toString());
  }

  @Override
  public long negotiationMessages(Terms terms, int parties, int tried) {
    return (long) parties * (parties - 1) * negotiationRounds(terms, parties, tried);
  }

  @Override
  public int negotiationRounds(Terms terms, int parties, int tried) {
    int together = terms.batch() ? together(terms, setup(terms), parties) : 1;
    int evaluations = (tried + together - 1) / together;
    return evaluations * (2 + 3 * levels(parties));
  }

  /** ⌈log2 n⌉. */
  static int levels(int parties) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(parties - 1);
  }

  /** How many slots are evaluated in the same rounds. */
  static int together(Terms terms, PublicSetup setup, int parties) {
    if (!terms.batch()) {
      return 1;
    }
    int gatesPerSlot = parties / 2;
    // The masks of a gate are the longest: two ciphertexts of two numbers.
    long fit = MAX_VALUES / (4L * gatesPerSlot * setup.residueBytes());
    long swift =
        MAX_GATES * cube(PublicSetup.DEFAULT_BITS) / cube(setup.modulusBits()) / gatesPerSlot;
    return (int) Math.max(1, Math.min(fit, swift));
  }

  private static long cube(long x) {
    return x * x * x;
  }

  @Override
  public String formula(Terms terms, int parties, int tried) {
    if (!terms.batch()) {
      return "n (n-1) (2 + l (2 + 3 ceil(log2 n)))";
    }
    int together = together(terms, setup(terms), parties);
    return tried <= together
        ? "n (n-1) (4 + 3 ceil(log2 n))"
        : "n (n-1) (2 + ceil(l/" + together + ") (2 + 3 ceil(log2 n)))";
  }

  @Override
  Negotiator negotiator(Invitation invitation, RandomGenerator random) {
    return new SdcNegotiator(setup(invitation.terms()), random);
  }
}
