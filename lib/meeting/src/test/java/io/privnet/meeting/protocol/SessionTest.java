package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Weekdays;
import io.privnet.meeting.protocol.InvitationMessage.Invite;
import io.privnet.meeting.protocol.InvitationMessage.Reply;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a session's label depends on: all that everybody was told and said before it. */
class SessionTest {
  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final String OTHER = "ffeeddccbbaa99887766554433221100";
  private static final List<Party> PARTIES = Meetings.parties(List.of("p0", "p1", "p2"));
  private static final Reply ACCEPT = new Reply(true, NONCE, Optional.empty());
  private static final ZoneId ZONE = ZoneId.of("Europe/Vienna");

  private static Grid grid(String window) {
    return new Grid(
        Grid.window(window, ZONE),
        ZONE,
        Duration.ofHours(1),
        Duration.ofHours(1),
        Optional.empty(),
        Weekdays.ALL);
  }

  private static Invitation invitation(
      Terms terms, List<Party> parties, int first, Optional<Grid> grid, String nonce) {
    return new Invitation(
        "veto", terms, parties, Optional.empty(), 24, first, grid, Optional.empty(), nonce);
  }

  private static String label(Invitation invitation, Reply p1, Reply p2) {
    Invite invite = new Invite(invitation, Optional.empty());
    return new Session(invite, Map.of("p1", p1, "p2", p2), "p0").id();
  }

  @Test
  void anythingThatWasToldOrSaidIsAnother_anotherLabel() {
    Invitation plain = invitation(Terms.DEFAULT, PARTIES, 0, Optional.empty(), NONCE);
    List<Party> otherKey =
        List.of(
            PARTIES.get(0),
            PARTIES.get(1),
            new Party("p2", Meetings.identity("somebody else").publicKey()));
    List<String> labels =
        List.of(
            label(plain, ACCEPT, ACCEPT),
            label(plain, new Reply(true, OTHER, Optional.empty()), ACCEPT),
            label(plain, ACCEPT, new Reply(true, OTHER, Optional.empty())),
            label(plain, ACCEPT, new Reply(false, NONCE, Optional.empty())),
            label(plain, ACCEPT, new Reply(true, NONCE, Optional.of("AQ=="))),
            label(
                invitation(Terms.DEFAULT.opening(2), PARTIES, 0, Optional.empty(), NONCE),
                ACCEPT,
                ACCEPT),
            label(invitation(Terms.DEFAULT, otherKey, 0, Optional.empty(), NONCE), ACCEPT, ACCEPT),
            label(invitation(Terms.DEFAULT, PARTIES, 1, Optional.empty(), NONCE), ACCEPT, ACCEPT),
            label(
                invitation(
                    Terms.DEFAULT, PARTIES, 0, Optional.of(grid("2026-11-23/2026-11-23")), NONCE),
                ACCEPT,
                ACCEPT),
            label(
                invitation(
                    Terms.DEFAULT, PARTIES, 0, Optional.of(grid("2026-11-24/2026-11-24")), NONCE),
                ACCEPT,
                ACCEPT),
            label(invitation(Terms.DEFAULT, PARTIES, 0, Optional.empty(), OTHER), ACCEPT, ACCEPT));
    Set<String> different = new HashSet<>(labels);
    assertThat(different).hasSameSizeAs(labels);
    assertThat(label(plain, ACCEPT, ACCEPT)).isEqualTo(labels.getFirst());
  }

  @Test
  void oneKeyForTwoParties_refused() {
    List<Party> twice =
        List.of(
            PARTIES.get(0), PARTIES.get(1), new Party("p2", Meetings.identity("p1").publicKey()));
    assertThatThrownBy(() -> invitation(Terms.DEFAULT, twice, 0, Optional.empty(), NONCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'p2' has the key of another party");
  }
}
