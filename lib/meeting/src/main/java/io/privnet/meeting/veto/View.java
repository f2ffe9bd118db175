package io.privnet.meeting.veto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Round 1 of all parties, as one of them has received it.
 *
 * <p>Two parties have the same view when the hashes are equal. Only then does a proof of round 2
 * that fails tell against its author.
 */
public final class View {
  /** The length of a hash, in bytes. */
  public static final int HASH_LENGTH = 32;

  private final Map<Author, Commitments> commitments = new LinkedHashMap<>();
  private final int slots;
  private final ECPoint[] sums;
  private final ECPoint[] keys;
  private final byte[] hash;
  private boolean verified;

  /**
   * The view made of these.
   *
   * @param commitments of all negotiators, in the order of the negotiators, which is part of the
   *     view; of equally many slots
   */
  public View(List<Commitments> commitments) {
    slots = commitments.getFirst().slots();
    for (Commitments each : commitments) {
      if (each.slots() != slots
          || !each.author().session().equals(commitments.getFirst().author().session())
          || this.commitments.put(each.author(), each) != null) {
        throw new IllegalArgumentException("commitments that do not fit together");
      }
    }
    sums = new ECPoint[slots];
    keys = new ECPoint[slots];
    for (int k = 0; k < slots; k++) {
      sums[k] = Group.CURVE.getInfinity();
      keys[k] = Group.CURVE.getInfinity();
      for (Commitments each : commitments) {
        sums[k] = sums[k].add(each.com(k));
        keys[k] = keys[k].add(each.q(k));
      }
    }
    Group.CURVE.normalizeAll(sums);
    Group.CURVE.normalizeAll(keys);
    Map<Author, byte[]> encodings = new LinkedHashMap<>();
    this.commitments.forEach((author, each) -> encodings.put(author, each.encoded()));
    hash = hash(encodings);
  }

  /**
   * The hash of a view: SHA-256 over the authors' fingerprints, each followed by what it sent in
   * round 1, everything preceded by its length in 4 bytes. Also for what is no commitment.
   *
   * @param encodings what was received, in the order of the negotiators
   * @return 32 bytes
   */
  public static byte[] hash(Map<Author, byte[]> encodings) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    encodings.forEach(
        (author, encoded) -> {
          for (byte[] part :
              List.of(author.fingerprint().getBytes(StandardCharsets.UTF_8), encoded)) {
            digest.update(ByteBuffer.allocate(4).putInt(part.length).array());
            digest.update(part);
          }
        });
    return digest.digest();
  }

  /** The hash of this view, see {@link #hash(Map)}. */
  public byte[] hash() {
    return hash.clone();
  }

  /** How many slots there are. */
  public int slots() {
    return slots;
  }

  /**
   * Verifies the proofs of round 1, but not of commitments made in this process by {@link Ballots}.
   * Ballots answer only to a view that has passed this.
   *
   * @throws ProofException naming all whose proofs do not hold
   */
  public void verify() throws ProofException {
    verify(
        commitments.values().stream().filter(each -> !each.made()).map(Commitments::claim),
        "sent commitments that it does not know: the proof does not hold");
    for (int k = 0; k < slots; k++) {
      if (sums[k].isInfinity() || keys[k].isInfinity()) {
        throw new ProofException(List.of(), "the commitments of slot " + k + " cancel out");
      }
    }
    verified = true;
  }

  /**
   * Verifies the proofs of round 2, best in one call for all slots that were opened together; not
   * those of shares made in this process by {@link Ballots}.
   *
   * @param shares made or {@link Share#decode decoded} for this view
   * @throws ProofException naming all whose proofs do not hold
   */
  public void verify(Collection<Share> shares) throws ProofException {
    for (Share share : shares) {
      if (share.view() != this) {
        throw new IllegalArgumentException("a share of another view");
      }
    }
    verify(
        shares.stream().filter(share -> !share.made()).map(Share::claim),
        "sent a share that is not made from its commitments: the proof does not hold");
  }

  private static void verify(Stream<Claim> proofs, String fault) throws ProofException {
    List<Author> cheats =
        Claim.refuted(proofs.toList()).stream().map(Claim::author).distinct().toList();
    if (!cheats.isEmpty()) {
      throw new ProofException(cheats, fault);
    }
  }

  /**
   * Whether all parties are free at a slot.
   *
   * @param shares of all parties for that slot, verified
   * @throws IllegalArgumentException when they are not that
   */
  public boolean allFree(Collection<Share> shares) {
    Set<Author> authors = shares.stream().map(Share::author).collect(Collectors.toSet());
    if (shares.size() != authors.size()
        || !authors.equals(commitments.keySet())
        || shares.stream().mapToInt(Share::slot).distinct().count() != 1
        || shares.stream().anyMatch(share -> share.view() != this)) {
      throw new IllegalArgumentException("not one share of each party for one slot");
    }
    return shares.stream()
        .map(Share::point)
        .reduce(Group.CURVE.getInfinity(), ECPoint::add)
        .isInfinity();
  }

  boolean isVerified() {
    return verified;
  }

  Commitments of(Author author) {
    return commitments.get(author);
  }

  /** C = Σ Com<sub>j</sub>. */
  ECPoint sum(int slot) {
    return sums[slot];
  }

  /** Q = Σ Q<sub>j</sub>. */
  ECPoint key(int slot) {
    return keys[slot];
  }
}
