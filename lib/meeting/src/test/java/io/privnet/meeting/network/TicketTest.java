package io.privnet.meeting.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Weekdays;
import io.privnet.meeting.identity.Identity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
  private static final Identity HOST = Identity.of(new byte[32]);
  private static final Identity BOB = Identity.of(seed(1));
  private static final Identity TTP = Identity.of(seed(2));
  private static final byte[] SECRET = HexFormat.of().parseHex("000102030405060708090a0b0c0d0eff");
  private static final String SECRET_TEXT = "AAECAwQFBgcICQoLDA0O_w";

  private static byte[] seed(int i) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) i);
    return seed;
  }

  private static Ticket full() {
    Grid grid =
        new Grid(
            Grid.window("2026-11-23/2026-11-24", VIENNA),
            VIENNA,
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Optional.empty(),
            Weekdays.ALL);
    Party ttp = new Party("ttp", TTP.publicKey(), Optional.of("192.0.2.9:7412"), Optional.empty());
    Proposal proposal =
        new Proposal(
            "Zoë & co = 100%",
            "veto",
            new Terms(4, true, Optional.of("n=AQAB g=Ag"), 20, true),
            Optional.of(ttp),
            grid.slots(),
            3,
            Optional.of(grid),
            Instant.parse("2026-11-22T16:00:00Z"),
            "00112233445566778899aabbccddeeff");
    return new Ticket(
        new Address("2001:db8::7", 7411),
        HOST.publicKey().fingerprint(),
        SECRET,
        1,
        List.of(new Invitee(BOB.publicKey().fingerprint(), Optional.of("bob marley"))),
        true,
        proposal);
  }

  private static Ticket least(String initiator) {
    return new Ticket(
        new Address("127.0.0.1", 1),
        HOST.publicKey().fingerprint(),
        SECRET,
        4,
        List.of(),
        false,
        new Proposal(
            initiator,
            "xor",
            Terms.DEFAULT,
            Optional.empty(),
            24,
            0,
            Optional.empty(),
            Instant.parse("2026-11-22T16:00:00Z"),
            Invitation.freshNonce()));
  }

  @Test
  void everythingGiven_readBack() {
    assertThat(Ticket.parse(full().toUri())).isEqualTo(full());
  }

  @Test
  void written_oneLineUriThatTheJdkReadsTheSame() {
    String text = full().toUri();
    assertThat(text).startsWith("privnet:").doesNotContainPattern("\\s").isPrintable();
    URI uri = URI.create(text);
    assertThat(uri.getHost()).isEqualTo("[2001:db8::7]");
    assertThat(uri.getPort()).isEqualTo(7411);
    assertThat(uri.getRawQuery()).contains("secret=" + SECRET_TEXT);
  }

  @Property(tries = 300)
  void anyName_readBack(
      @ForAll @StringLength(min = 1, max = 60) @CharRange(from = ' ', to = '\u07ff') String name) {
    Assume.that(
        !name.isBlank()
            && name.codePoints()
                .map(Character::getType)
                .noneMatch(type -> type == Character.CONTROL || type == Character.FORMAT));
    Ticket ticket = least(name);
    assertThat(Ticket.parse(" " + ticket.toUri() + "\r\n")).isEqualTo(ticket);
  }

  @Property(tries = 300)
  void oneCharacterDamaged_refusedInWordsOrAnotherTicket(
      @ForAll @IntRange(max = 2000) int at, @ForAll char other) {
    String text = full().toUri();
    int place = at % text.length();
    String damaged = text.substring(0, place) + other + text.substring(place + 1);
    try {
      assertThat(Ticket.parse(damaged).equals(full())).isEqualTo(other == text.charAt(place));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageNotContaining(SECRET_TEXT);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "privnet:, http:, does not start with privnet:",
        "[2001:db8::7]:7411, 2001:db8::7, an address is written HOST:PORT",
        ":7411, :74110, a port is 0 to 65535",
        "/meeting-1?, /meeting-2?, another version",
        "/meeting-1?, , no address",
        "key=, kee=, 'key' is missing",
        "awaited=1, awaited=0, 'awaited' is not a whole number from 1 to 999",
        "awaited=1, awaited=2, only 1 may join",
        "awaited=1, awaited=1&awaited=1, 'awaited' is there twice",
        "via-host=1, via-host=yes, 'via-host' is something else than 1",
        "&nonce=, &colour=red&nonce=, unknown field 'colour'",
        "first=3, first=4000, there is no slot 4000",
        "expires=2026, expires=tomorrow, 'expires' is not a time",
        "nonce=00, nonce=, hexadecimal digits",
        "%26, %2, damaged % escape",
        "secret=AA, secret=, the secret of an invitation has 16 bytes",
      })
  void fieldReplaced_refusedWithTheReason(String field, String by, String reason) {
    String text = full().toUri();
    assertThat(text).contains(field);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ticket.parse(text.replace(field, by == null ? "" : by)))
        .withMessageContaining(reason)
        .withMessageNotContaining(SECRET_TEXT);
  }

  @Test
  void shownInAMessage_withoutTheSecret() {
    assertThat(full().toString())
        .isEqualTo("invitation of Zoë & co = 100% at [2001:db8::7]:7411")
        .doesNotContain(SECRET_TEXT);
  }

  @Test
  void sameKeyOrNameTwice_refused() {
    Ticket ticket = full();
    Invitee bob = new Invitee(BOB.publicKey().fingerprint(), Optional.empty());
    Invitee host = new Invitee(HOST.publicKey().fingerprint(), Optional.empty());
    Invitee namesake =
        new Invitee(TTP.publicKey().fingerprint(), Optional.of(ticket.proposal().initiator()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inviting(List.of(bob, bob)))
        .withMessageContaining("is invited twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inviting(List.of(host)))
        .withMessageContaining("own key is among those of its guests");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inviting(List.of(namesake)))
        .withMessageContaining("two parties are called");
  }

  private static Ticket inviting(List<Invitee> invitees) {
    Ticket ticket = full();
    return new Ticket(
        ticket.address(), ticket.hostKey(), SECRET, 1, invitees, false, ticket.proposal());
  }
}
