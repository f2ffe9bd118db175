package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Terms;
import io.privnet.meeting.protocol.InvitationMessage.Invite;
import io.privnet.meeting.protocol.InvitationMessage.Reply;
import io.privnet.meeting.protocol.VetoMessage.Commit;
import io.privnet.meeting.protocol.VetoMessage.Open;
import io.privnet.meeting.veto.Ballots;
import io.privnet.meeting.veto.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What p0 makes of what p1 shows against p2. */
class VetoRecordTest {
  private static final List<String> NAMES = List.of("p0", "p1", "p2");

  private final Session session = session();
  private final VetoRecord record = new VetoRecord(session, 1);
  private final Map<String, Ballots> ballots = new HashMap<>();
  private View view;

  private static Session session() {
    Reply accept = new Reply(true, Invitation.freshNonce(), Optional.empty());
    Invitation invitation =
        new Invitation(
            "veto",
            Terms.DEFAULT,
            Meetings.parties(NAMES),
            Optional.empty(),
            2,
            0,
            Optional.empty(),
            Optional.empty(),
            Invitation.freshNonce());
    return new Session(
        new Invite(invitation, Optional.empty()), Map.of("p1", accept, "p2", accept), "p0");
  }

  @BeforeEach
  void round1() throws Exception {
    for (String name : NAMES) {
      ballots.put(name, cast(name));
      record.add(name, commit(ballots.get(name)));
    }
    view = record.verified();
  }

  private Ballots cast(String name) {
    return Ballots.cast(record.author(name), true, false);
  }

  private static Commit commit(Ballots ballots) {
    return new Commit(ballots.commitments().encoded());
  }

  private Open open(String name) {
    return new Open(0, view.hash(), ballots.get(name).share(view, 0).encoded());
  }

  private Signed signed(String label, String by, String to, Message message) {
    Frame frame =
        Frame.signed(Meetings.identity(by), 3, new Envelope(by, to, label, message).encode(0));
    return new Signed(by, frame.number(), frame.body(), frame.signature());
  }

  private Signed signed(String by, Message message) {
    return signed(session.id(), by, "p1", message);
  }

  private NegotiationException judged(Signed... evidence) {
    return record.judged(
        NegotiationException.reported("p1", List.of("p2"), "p2: cheats", List.of(evidence)));
  }

  private static void assertNamed(NegotiationException failure, String culprit) {
    assertThat(failure.parties()).as(failure.getMessage()).containsExactly(culprit);
    assertThat(failure.firstHand()).as(failure.getMessage()).isTrue();
  }

  private static void assertNotProved(NegotiationException failure) {
    assertThat(failure.firstHand()).isFalse();
    assertThat(failure.reporter()).contains("p1");
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }

  @Test
  void nothingShown_notProved() {
    assertNotProved(judged());
  }

  @Test
  void twoCommitments_authorNamed() {
    Signed one = signed("p2", commit(ballots.get("p2")));
    assertNamed(judged(one, signed("p2", commit(cast("p2")))), "p2");
    assertNamed(judged(signed("p2", commit(cast("p2")))), "p2");
  }

  @Test
  void oneCommitmentTwiceOrOfTwoParties_accuserNamed() {
    Signed one = signed("p2", commit(ballots.get("p2")));
    assertNamed(judged(one, signed("p2", commit(ballots.get("p2")))), "p1");
    assertNamed(judged(one, signed("p1", commit(ballots.get("p1")))), "p1");
    assertNamed(judged(one, signed("p2", open("p2"))), "p1");
  }

  @Test
  void soundCommitment_accuserNamed() {
    assertNamed(judged(signed("p2", commit(ballots.get("p2")))), "p1");
  }

  @Test
  void unsoundCommitmentOfWhomNothingIsKnown_authorNamed() {
    VetoRecord before = new VetoRecord(session, 1);
    Commit unsound = new Commit(flipped(ballots.get("p2").commitments().encoded()));
    NegotiationException report =
        NegotiationException.reported("p1", List.of("p2"), "", List.of(signed("p2", unsound)));
    assertNamed(before.judged(report), "p2");
  }

  @Test
  void forgedOrForeignEvidence_accuserNamed() {
    Commit other = commit(cast("p2"));
    Signed good = signed("p2", other);
    assertNamed(judged(new Signed("p2", 4, good.body(), good.signature())), "p1");
    assertNamed(judged(new Signed("p2", 3, flipped(good.body()), good.signature())), "p1");
    assertNamed(judged(new Signed("p2", 3, good.body(), flipped(good.signature()))), "p1");
    assertNamed(judged(new Signed("p1", 3, good.body(), good.signature())), "p1");
    assertNamed(judged(new Signed("carol", 3, good.body(), good.signature())), "p1");
    assertNamed(judged(signed("0".repeat(64), "p2", "p1", other)), "p1");
    Signed inAnothersName = signed("p1", other);
    assertNamed(
        judged(new Signed("p2", 3, inAnothersName.body(), inAnothersName.signature())), "p1");
  }

  @Test
  void unsoundShare_authorNamed() {
    Open sound = open("p2");
    Open unsound = new Open(0, view.hash(), flipped(sound.shares()));
    assertNamed(judged(signed("p2", unsound)), "p2");
    record.add("p2", sound);
    assertNamed(judged(signed("p2", unsound)), "p2");
  }

  @Test
  void soundShare_accuserNamedIfItHasTheSameView() {
    Signed sound = signed("p2", open("p2"));
    assertNotProved(judged(sound));
    record.add("p1", open("p1"));
    assertNamed(judged(sound), "p1");
  }

  @Test
  void shareForAnotherView_provedOnlyAgainstAnotherClaim() {
    Open sound = open("p2");
    Signed other = signed("p2", new Open(0, flipped(view.hash()), sound.shares()));
    assertNotProved(judged(other));
    assertNamed(judged(other, signed("p2", sound)), "p2");
    record.add("p2", sound);
    assertNamed(judged(other), "p2");
  }

  @Test
  void shareOutOfPlace_notProved() {
    byte[] shares = open("p2").shares();
    for (int slot : List.of(2, 999_999)) {
      assertNotProved(judged(signed("p2", new Open(slot, view.hash(), shares))));
    }
  }

  @Test
  void otherMessage_notProved() {
    assertNotProved(judged(signed("p2", new Message.Result(1))));
  }
}
