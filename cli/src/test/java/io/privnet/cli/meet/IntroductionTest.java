package io.privnet.cli.meet;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Terms;
import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.KnownPeers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntroductionTest {
  private static final Party ALICE = party("alice");
  private static final Party BOB = party("bob");
  private static final Party CAROL = party("carol");

  @Test
  void keyKnownByThatName_isNoReasonForDoubt() {
    Introduction bob = new Introduction(BOB, KnownPeers.none().with("bob", key(BOB)));
    assertThat(bob.standing()).isEqualTo("known key");
    assertThat(bob.doubt()).isEmpty();
  }

  @Test
  void keyThatNobodyIsKnownBy_isUnknownAndNoReasonForDoubt() {
    Introduction bob = new Introduction(BOB, KnownPeers.none().with("carol", key(CAROL)));
    assertThat(bob.standing()).isEqualTo("unknown key");
    assertThat(bob.doubt()).isEmpty();
  }

  @Test
  void keyKnownByAnotherName_isDoubted() {
    Introduction bob = new Introduction(BOB, KnownPeers.none().with("robert", key(BOB)));
    assertThat(bob.standing()).isEqualTo("key known as robert");
    assertThat(bob.doubt()).contains("bob has the key that you know as robert's");
  }

  @Test
  void nameKnownByAnotherKey_isDoubted() {
    Introduction bob = new Introduction(BOB, KnownPeers.none().with("bob", key(CAROL)));
    assertThat(bob.standing()).isEqualTo("unknown key");
    assertThat(bob.doubt())
        .contains("bob does not have the key that you know as bob's, " + key(CAROL));
  }

  @Test
  void namesOfTwoKeysSwapped_bothAreSaid() {
    KnownPeers known = KnownPeers.none().with("bob", key(CAROL)).with("carol", key(BOB));
    assertThat(new Introduction(BOB, known).doubt())
        .contains(
            "bob has the key that you know as carol's, and does not have the key that you know as"
                + " bob's, "
                + key(CAROL));
  }

  @Test
  void partiesOfAnInvitation_areShownWithWhoseKeysAreKnown() {
    Party dummy = new Party("dummy-1", party("d").key(), Optional.empty(), Optional.of("alice"));
    Invitation invitation =
        new Invitation(
            "xor",
            Terms.DEFAULT,
            List.of(ALICE, BOB, CAROL, dummy),
            Optional.empty(),
            5,
            0,
            Optional.empty(),
            Optional.empty(),
            Invitation.freshNonce());

    assertThat(ProposalText.who(invitation, "bob", KnownPeers.none().with("alice", key(ALICE))))
        .isEqualTo(
            "alice (known key), bob (you), carol (unknown key), dummy-1 (a dummy run by alice)");
    assertThat(ProposalText.who(invitation, "bob", KnownPeers.none()))
        .isEqualTo(
            "alice, bob (you), carol, dummy-1 (a dummy run by alice); you know none of their keys");
  }

  private static Party party(String name) {
    return new Party(name, Identity.generate().publicKey());
  }

  private static Fingerprint key(Party party) {
    return party.key().fingerprint();
  }
}
