package io.privnet.meeting.veto;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.math.ec.ECPoint;

/** What is computed on the way of verifying proofs, for who writes another implementation. */
public final class VetoVectors {
  private VetoVectors() {}

  /**
   * By name.
   *
   * @param authors three parties
   * @param encodings their commitments, in the order of the authors
   * @param share of the second party for slot 0
   */
  public static Map<String, String> values(
      List<Author> authors, List<byte[]> encodings, byte[] share) throws ProofException {
    List<Commitments> commitments = new ArrayList<>();
    int slots =
        (encodings.getFirst().length - Commitments.encodedLength(0)) / (2 * Group.POINT_BYTES);
    for (int i = 0; i < authors.size(); i++) {
      commitments.add(Commitments.decode(authors.get(i), slots, encodings.get(i)));
    }
    View view = new View(commitments);
    view.verify();
    byte[] first = Arrays.copyOf(share, Share.ENCODED_LENGTH);
    view.verify(List.of(Share.decode(authors.get(1), view, 0, first)));

    ECPoint[] points = new ECPoint[2 * slots + 2];
    for (int i = 0; i < points.length; i++) {
      points[i] = Group.point(encodings.getFirst(), i * Group.POINT_BYTES);
    }
    ECPoint[] shares = new ECPoint[4];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Group.point(first, i * Group.POINT_BYTES);
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put("veto.H", hex(Group.H));
    values.put(
        "veto.alice.commitments.e",
        hex(
            Commitments.challenge(
                authors.getFirst(),
                Arrays.copyOf(points, 2 * slots),
                points[2 * slots],
                points[2 * slots + 1])));
    values.put("veto.view", HexFormat.of().formatHex(view.hash()));
    values.put("veto.slot-0.C", hex(view.sum(0)));
    values.put("veto.slot-0.Q", hex(view.key(0)));
    values.put("veto.bob.slot-0.share.e", hex(Share.challenge(authors.get(1), view, 0, shares)));
    return values;
  }

  private static String hex(ECPoint point) {
    return HexFormat.of().formatHex(Group.encode(point));
  }

  private static String hex(BigInteger scalar) {
    return HexFormat.of().formatHex(Group.encode(scalar));
  }
}
