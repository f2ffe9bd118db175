package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Terms;
import java.util.random.RandomGenerator;

/**
 * A slot is common unless somebody vetoes it, and nobody can tell who did, or how many: secure
 * against all but one of the parties, whatever they do.
 *
 * <p><b>What it protects.</b> Up to n−1 of the n parties may work together and break every rule.
 * They learn of the others' agendas the outcome of the slots that are opened, one after another up
 * to the first common one: whether anybody is busy then. Not who, not how many, and of slots that
 * are not opened nothing at all. They may stop the negotiation, and are named for it, but cannot
 * change its result: a slot is found common only if every honest party is free, and not found
 * common only if somebody claims to be busy. No third party is trusted. This holds for parties that
 * are corrupt from the beginning, in the random oracle model, as long as Diffie-Hellman is hard to
 * decide in the group P-256.
 *
 * <p><b>How.</b> Group P-256 of order q, two generators G and H, of which nobody knows the discrete
 * logarithm of one to the other. For each slot a party draws r and ρ at random, and v = 0 when it
 * is free, v at random when it is busy.
 *
 * <ol>
 *   <li>It broadcasts Com = v·G + r·H and Q = ρ·H for all slots at once, and one proof that it
 *       knows all v, r, ρ.
 *   <li>When it has verified what all others sent, it broadcasts for the slots to be opened S = ρ·C
 *       − r·Q, where C and Q are the sums of all parties' commitments, with a proof that S is made
 *       of the same v, r, ρ; and with the hash of all that it has received in round 1.
 * </ol>
 *
 * <p>The terms with r cancel out in the sum: ΣS = (Σρ)(Σv)·G. It is the identity when all are free;
 * when somebody is busy it is that with probability 2/q at most.
 *
 * <p><b>Why it is safe</b> (sketch of a proof). The simulator answers for the honest parties with
 * simulated proofs, and extracts v, r, ρ of the corrupt ones from their proofs of round 1, before
 * any S of an honest party is out. The honest S add up to a public part and T = Σ<sub>i</sub>
 * [(P<sub>H</sub> + P<sup>i</sup>)·v<sub>i</sub> + ρ<sub>i</sub>·V<sup>i</sup>]·G over the honest
 * i, where P<sub>H</sub> is the sum of the honest ρ, and V<sup>i</sup> and P<sup>i</sup> are the
 * sums of the corrupt v and ρ in the round 1 that i has seen. Given that sum, decisional
 * Diffie-Hellman to the base H makes the single S<sub>i</sub> look uniform; then Com<sub>i</sub>
 * hides v<sub>i</sub> perfectly. T is uniform when an honest party is busy or some V<sup>i</sup> is
 * not 0, and the identity when all honest ones are free and all V<sup>i</sup> are 0: it tells the
 * outcome and nothing else.
 *
 * <p><b>Without these rules it breaks</b>, each of which is enforced here or in {@link
 * io.privnet.meeting.veto}:
 *
 * <ol>
 *   <li>S leaves only when everybody's round 1 is in and all of its proofs hold. Who could commit
 *       to −ΣCom and H − ΣQ of the others would read the bit off the answer.
 *   <li>A challenge is a hash over all that its proof speaks of, C and Q included. Else two
 *       colluders prepare two answers for one round 1.
 *   <li>The session's label is a hash over what everybody was told and said in the invitation
 *       phase, with fresh randomness from everyone; keys are distinct. Nothing said in one
 *       negotiation, or by one party, holds for another.
 *   <li>Points and scalars have one encoding each. A commitment is not the identity, nor is C or Q;
 *       an S may be.
 *   <li>Every message is signed, and views of round 1 are compared before any proof of round 2:
 *       when they differ, a proof that fails tells nothing against its author. Who signed two
 *       different messages for one round, or claims a view that it cannot back with what all others
 *       signed, is named.
 *   <li>A slot is opened when this party has found by itself that the one before is not common,
 *       never on request, and never twice.
 *   <li>Each proof draws fresh nonces; nothing secret outlives the negotiation.
 *   <li>Whoever verifies proofs together draws coefficients that nobody else knows.
 *   <li>Free and busy take the same work.
 * </ol>
 *
 * <p><b>What it does not give.</b>
 *
 * <ul>
 *   <li><i>Fairness</i> (impossible without an honest majority: Cleve 1986). The last to send may
 *       see the result and stop; it is named.
 *   <li><i>Protection from lies.</i> Who claims to be free always learns the AND of the others.
 *       Opening slots one by one bounds that to the slots up to the first common one. Each
 *       negotiation that is cut short and run again gives one more answer: leave out whoever was
 *       named.
 *   <li><i>Secrecy of the number of rounds.</i> Who watches the network can count them, and so
 *       learns how many slots were opened.
 *   <li><i>Deniability.</i> Messages are signed, and n−1 parties together can prove the last one's
 *       bit of an opened slot.
 *   <li><i>Secrecy for ever.</i> Opened slots are open to who can compute discrete logarithms one
 *       day, by a quantum computer for instance; slots that were not opened stay hidden
 *       unconditionally.
 *   <li><i>Knowing who is who.</i> A key that only the host vouches for may be the host's.
 *   <li>Universal composability, or security against parties that are corrupted on the way.
 * </ul>
 *
 * <p><b>Cost.</b> With w slots opened at a time and f slots up to the first common one, 1 + ⌈f/w⌉
 * rounds of n(n-1) messages, and at most w − 1 slots too many are opened. About 294 bytes a slot to
 * each other party, before encoding.
 *
 * <p><b>References.</b> The protocol is privnet's own. It is related to the distributed OR of
 * ElGamal ciphertexts (Brandt, <i>Efficient cryptographic protocol design based on distributed El
 * Gamal encryption</i>, 2005) and PriVeto (Bag, Azad, Hao, <i>PriVeto: a fully private two-round
 * veto protocol</i>, 2019). The veto network AV-net (Hao, Zieliński, <i>A 2-round anonymous veto
 * protocol</i>, 2006), shorter, lets a busy party compute the AND of the others. The batched proof
 * is that of Gennaro, Leigh, Sundaram, Yerazunis (<i>Batching Schnorr identification scheme</i>,
 * 2004), the batched verification that of Bellare, Garay, Rabin (<i>Fast batch verification</i>,
 * 1998).
 */
public final class VetoProtocol extends Protocol {
  /** Most slots of a negotiation: two parties' commitments fit into one frame as evidence. */
  static final int MAX_SLOTS = 15_000;

  /** Most slots that are opened together, for the same reason. */
  static final int MAX_OPEN = 4_000;

  VetoProtocol() {}

  @Override
  public String name() {
    return "veto";
  }

  @Override
  public int leastParties() {
    return 2;
  }

  @Override
  public int advisedParties() {
    return 2;
  }

  @Override
  public int mostSlots() {
    return MAX_SLOTS;
  }

  @Override
  public void check(Terms terms) {
    checkNoSetup(terms);
  }

  /** Slots opened together. */
  private static int open(Terms terms) {
    return terms.open() == 0 ? MAX_OPEN : Math.min(terms.open(), MAX_OPEN);
  }

  @Override
  public long negotiationMessages(Terms terms, int parties, int tried) {
    return (long) negotiationRounds(terms, parties, tried) * parties * (parties - 1);
  }

  @Override
  public int negotiationRounds(Terms terms, int parties, int tried) {
    return tried == 0 ? 0 : 1 + Math.ceilDiv(tried, open(terms));
  }

  @Override
  public String formula(Terms terms, int parties, int tried) {
    int open = open(terms);
    if (open == 1) {
      return "(3 + l) n (n-1)";
    }
    return tried <= open ? "4n (n-1)" : "(3 + ceil(l/" + open + ")) n (n-1)";
  }

  @Override
  Negotiator negotiator(Invitation invitation, RandomGenerator random) {
    return new VetoNegotiator(open(invitation.terms()));
  }
}
