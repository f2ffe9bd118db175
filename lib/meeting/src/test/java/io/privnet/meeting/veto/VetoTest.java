package io.privnet.meeting.veto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Both rounds, and whatever somebody may send instead. */
class VetoTest {
  private static final int PARTIES = 3;
  private static final int SLOTS = 2;
  private static final boolean[] FREE = {true, false};

  /** All parties' secrets, and round 1 as it goes over the wire. */
  private final List<Author> authors = authors("session");

  private final List<Ballots> ballots =
      authors.stream().map(author -> Ballots.cast(author, FREE)).toList();
  private final List<byte[]> sent =
      new ArrayList<>(ballots.stream().map(each -> each.commitments().encoded()).toList());

  private static List<Author> authors(String session) {
    List<Author> authors = new ArrayList<>();
    for (int i = 0; i < PARTIES; i++) {
      authors.add(new Author(session, "SHA256:" + i));
    }
    return authors;
  }

  /** As one sees it who has made none of them. */
  private View view() throws ProofException {
    List<Commitments> read = new ArrayList<>();
    for (int i = 0; i < PARTIES; i++) {
      read.add(Commitments.decode(authors.get(i), SLOTS, sent.get(i)));
    }
    return new View(read);
  }

  private View verified() throws ProofException {
    View view = view();
    view.verify();
    return view;
  }

  private List<Share> read(View view, int slot, List<byte[]> sent) throws ProofException {
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < PARTIES; i++) {
      shares.add(Share.decode(authors.get(i), view, slot, sent.get(i)));
    }
    return shares;
  }

  private List<byte[]> shares(View view, int slot) {
    return new ArrayList<>(ballots.stream().map(each -> each.share(view, slot).encoded()).toList());
  }

  private interface Step {
    void run() throws ProofException;
  }

  private void assertBlamed(Step step, Integer... parties) {
    assertThatExceptionOfType(ProofException.class)
        .isThrownBy(step::run)
        .satisfies(
            e ->
                assertThat(e.authors())
                    .containsExactlyInAnyOrderElementsOf(
                        List.of(parties).stream().map(authors::get).toList()));
  }

  @Property(tries = 8)
  void anyAgendas_allFreeIsTheirAnd(
      @ForAll @Size(min = 1, max = 4) List<@Size(2) List<Boolean>> agendas) throws Exception {
    List<Ballots> parties = new ArrayList<>();
    List<Commitments> round1 = new ArrayList<>();
    for (List<Boolean> agenda : agendas) {
      Author author = new Author("session", "SHA256:" + parties.size());
      Ballots cast = Ballots.cast(author, agenda.get(0), agenda.get(1));
      parties.add(cast);
      round1.add(Commitments.decode(author, 2, cast.commitments().encoded()));
    }
    View view = new View(round1);
    view.verify();
    for (int slot = 0; slot < 2; slot++) {
      List<Share> shares = new ArrayList<>();
      boolean and = true;
      for (int i = 0; i < agendas.size(); i++) {
        Share share = parties.get(i).share(view, slot);
        shares.add(Share.decode(share.author(), view, slot, share.encoded()));
        and &= agendas.get(i).get(slot);
      }
      view.verify(shares);
      assertThat(view.allFree(shares)).isEqualTo(and);
    }
  }

  @Test
  void anyFieldOfRound1Exchanged_itsAuthorIsNamed() throws Exception {
    byte[] honest = sent.get(1);
    byte[] other = sent.get(2);
    for (int[] field : fields(2 * SLOTS + 2, honest.length)) {
      byte[] changed = honest.clone();
      System.arraycopy(other, field[0], changed, field[0], field[1]);
      sent.set(1, changed);

      assertBlamed(() -> view().verify(), 1);
    }
  }

  @Test
  void anyFieldOfRound2Exchanged_itsAuthorIsNamed() throws Exception {
    View view = verified();
    List<byte[]> shares = shares(view, 0);
    byte[] honest = shares.get(1);
    byte[] other = shares.get(2);
    for (int[] field : fields(4, honest.length)) {
      byte[] changed = honest.clone();
      System.arraycopy(other, field[0], changed, field[0], field[1]);
      shares.set(1, changed);

      assertBlamed(() -> view.verify(read(view, 0, shares)), 1);
    }
  }

  /** Offset and length of each. */
  private static List<int[]> fields(int points, int length) {
    List<int[]> fields = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      fields.add(new int[] {i * Group.POINT_BYTES, Group.POINT_BYTES});
    }
    for (int i = 3; i > 0; i--) {
      fields.add(new int[] {length - i * Group.SCALAR_BYTES, Group.SCALAR_BYTES});
    }
    return fields;
  }

  @Test
  void pointOrScalarOutOfRange_itsAuthorIsNamed() throws Exception {
    View view = verified();
    List<byte[]> shares = shares(view, 0);
    for (int[] field : fields(4, Share.ENCODED_LENGTH)) {
      byte[] changed = shares.get(0).clone();
      Arrays.fill(changed, field[0], field[0] + field[1], (byte) 0xff);

      assertBlamed(() -> Share.decode(authors.get(0), view, 0, changed), 0);
    }
  }

  @Test
  void severalCheat_allAndNobodyElseAreNamed() throws Exception {
    View view = verified();
    List<byte[]> shares = shares(view, 0);
    for (int i : new int[] {0, 2}) {
      shares.get(i)[Share.ENCODED_LENGTH - 1] ^= 1;
    }

    assertBlamed(() -> view.verify(read(view, 0, shares)), 0, 2);
  }

  /** Two wrong proofs that are right when added up: without coefficients the batch would hold. */
  @Test
  void errorsThatCancelOut_bothAreNamed() throws Exception {
    View view = verified();
    List<byte[]> shares = shares(view, 0);
    addTo(shares.get(0), BigInteger.ONE);
    addTo(shares.get(1), BigInteger.ONE.negate());

    assertBlamed(() -> view.verify(read(view, 0, shares)), 0, 1);
  }

  /** To the answer for v, which stands in one equation only, as a multiple of G for everybody. */
  private static void addTo(byte[] share, BigInteger difference) {
    int offset = Share.ENCODED_LENGTH - Answers.ENCODED_LENGTH;
    BigInteger z1 = Group.scalar(share, offset).add(difference).mod(Group.ORDER);
    System.arraycopy(Group.encode(z1), 0, share, offset, Group.SCALAR_BYTES);
  }

  @Test
  void commitmentsOfAnotherCopied_copierIsNamed() {
    sent.set(0, sent.get(1));

    assertBlamed(() -> view().verify(), 0);
  }

  @Test
  void commitmentsOfAnotherSession_areRefused() {
    sent.set(2, Ballots.cast(authors("other").get(2), FREE).commitments().encoded());

    assertBlamed(() -> view().verify(), 2);
  }

  @Test
  void commitmentThatIsTheIdentity_itsAuthorIsNamed() {
    for (int i = 0; i < 2 * SLOTS; i++) {
      byte[] changed = sent.get(0).clone();
      Arrays.fill(changed, i * Group.POINT_BYTES, (i + 1) * Group.POINT_BYTES, (byte) 0);

      assertBlamed(() -> Commitments.decode(authors.get(0), SLOTS, changed), 0);
    }
  }

  @Test
  void wrongLength_itsAuthorIsNamed() throws Exception {
    View view = verified();
    for (int length : new int[] {0, 1, 65, 161, sent.get(0).length - 1, sent.get(0).length + 66}) {
      assertBlamed(() -> Commitments.decode(authors.get(0), SLOTS, new byte[length]), 0);
      assertBlamed(() -> Share.decode(authors.get(0), view, 0, new byte[length]), 0);
    }
  }

  @Test
  void shareOfAnotherSlotOrParty_isRefused() throws Exception {
    View view = verified();
    List<byte[]> first = shares(view, 0);
    List<byte[]> second = shares(view, 1);
    first.set(1, second.get(1));
    second.set(2, second.get(0));

    assertBlamed(() -> view.verify(read(view, 0, first)), 1);
    assertBlamed(() -> view.verify(read(view, 1, second)), 2);
  }

  /** Who sends two different round 1s splits the views: nobody's share holds for both. */
  @Test
  void shareForAnotherView_isRefused() throws Exception {
    View one = verified();
    sent.set(2, Ballots.cast(authors.get(2), FREE).commitments().encoded());
    View other = verified();
    byte[] share = ballots.get(0).share(one, 0).encoded();

    assertThat(other.hash()).isNotEqualTo(one.hash());
    assertBlamed(() -> other.verify(List.of(Share.decode(authors.get(0), other, 0, share))), 0);
  }

  @Test
  void viewNotVerified_ballotsDoNotAnswer() throws Exception {
    View view = view();

    assertThatIllegalStateException().isThrownBy(() -> ballots.get(0).share(view, 0));
    sent.get(1)[sent.get(1).length - 1] ^= 1;
    View cheated = view();
    assertBlamed(cheated::verify, 1);
    assertThatIllegalStateException().isThrownBy(() -> ballots.get(0).share(cheated, 0));
  }

  @Test
  void slotAnswered_isNotAnsweredAgain() throws Exception {
    View view = verified();
    ballots.get(0).share(view, 1);

    assertThatIllegalStateException().isThrownBy(() -> ballots.get(0).share(view, 1));
    assertThatIllegalStateException().isThrownBy(() -> ballots.get(0).share(view, 0));
  }

  @Test
  void secondView_isNotAnswered() throws Exception {
    ballots.get(0).shares(verified(), 0, 1);
    View second = verified();

    assertThatIllegalStateException().isThrownBy(() -> ballots.get(0).share(second, 1));
  }

  @Test
  void viewWithOtherCommitmentsInOnesName_isNotAnswered() throws Exception {
    sent.set(0, Ballots.cast(authors.get(0), FREE).commitments().encoded());
    View view = verified();

    assertThatIllegalStateException().isThrownBy(() -> ballots.get(0).share(view, 0));
  }

  @Test
  void sharesMissingTwiceOrOfSeveralSlots_tellNothing() throws Exception {
    View view = verified();
    List<Share> first = read(view, 0, shares(view, 0));
    List<Share> second = read(view, 1, shares(view, 1));

    for (List<Share> wrong :
        List.of(
            first.subList(1, 3),
            List.of(first.get(0), first.get(0), first.get(1)),
            List.of(first.get(0), first.get(1), second.get(2)),
            List.<Share>of())) {
      assertThatIllegalArgumentException().isThrownBy(() -> view.allFree(wrong));
    }
  }

  /** The same nonces twice would give v, r and ρ away. */
  @Test
  void everyProof_drawsFreshNonces() throws Exception {
    View view = verified();
    Set<String> nonces = new HashSet<>();
    int count = 0;
    for (int i = 0; i < PARTIES; i++) {
      count += distinct(nonces, sent.get(i), 2 * SLOTS, 2);
      for (int slot = 0; slot < SLOTS; slot++) {
        count += distinct(nonces, ballots.get(i).share(view, slot).encoded(), 1, 3);
      }
    }

    assertThat(nonces).hasSize(count);
  }

  private static int distinct(Set<String> seen, byte[] encoded, int first, int points) {
    for (int i = first; i < first + points; i++) {
      int from = i * Group.POINT_BYTES;
      seen.add(HexFormat.of().formatHex(encoded, from, from + Group.POINT_BYTES));
    }
    return points;
  }

  @Test
  void hashOfAView_isThatOfWhatWasSentInThisOrder() throws Exception {
    LinkedHashMap<Author, byte[]> encodings = new LinkedHashMap<>();
    for (int i = 0; i < PARTIES; i++) {
      encodings.put(authors.get(i), sent.get(i));
    }
    byte[] hash = view().hash();

    assertThat(View.hash(encodings)).isEqualTo(hash).hasSize(View.HASH_LENGTH);
    encodings.putFirst(authors.get(1), sent.get(1));
    assertThat(View.hash(encodings)).isNotEqualTo(hash);
    sent.get(1)[sent.get(1).length - 1] ^= 1;
    assertThat(view().hash()).isNotEqualTo(hash);
  }
}
