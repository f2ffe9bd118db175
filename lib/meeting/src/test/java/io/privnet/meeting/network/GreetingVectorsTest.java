package io.privnet.meeting.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Weekdays;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.protocol.NegotiationException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The ticket, and what is said first on a connection, are those of the vectors. */
class GreetingVectorsTest {
  private static final String MEETING = "00112233445566778899aabbccddeeff";
  private static final String NONCE = "ffeeddccbbaa99887766554433221100";
  private static final byte[] SECRET = HexFormat.of().parseHex("000102030405060708090a0b0c0d0eff");
  private static final Instant EXPIRES = Instant.parse("2026-11-22T16:00:00Z");
  private static final Identity ALICE = identity(1);
  private static final Identity BOB = identity(2);
  private static final Identity TTP = identity(9);

  private final Properties vectors = new Properties();

  GreetingVectorsTest() throws IOException {
    try (Reader in =
        new InputStreamReader(
            GreetingVectorsTest.class.getResourceAsStream("greetings.properties"),
            StandardCharsets.UTF_8)) {
      vectors.load(in);
    }
  }

  private static Identity identity(int number) {
    byte[] seed = new byte[Identity.SEED];
    Arrays.fill(seed, (byte) number);
    return Identity.of(seed);
  }

  private static Ticket ticket() {
    ZoneId vienna = ZoneId.of("Europe/Vienna");
    Grid grid =
        new Grid(
            Grid.window("2026-11-23/2026-11-24", vienna),
            vienna,
            Duration.ofHours(2),
            Duration.ofHours(1),
            Optional.empty(),
            Weekdays.ALL);
    return new Ticket(
        new Address("2001:db8::7", 7411),
        ALICE.publicKey().fingerprint(),
        SECRET,
        1,
        List.of(new Invitee(BOB.publicKey().fingerprint(), Optional.of("Bób & co"))),
        true,
        new Proposal(
            "Zoë",
            "ttp",
            Terms.DEFAULT,
            Optional.of(
                new Party("ttp", TTP.publicKey(), Optional.of("192.0.2.9:7412"), Optional.empty())),
            grid.slots(),
            0,
            Optional.of(grid),
            EXPIRES,
            MEETING));
  }

  /** Of alice, bob and a third party, all of which are reached at one address. */
  private static Invitation invitation(Address all) {
    return new Invitation(
        "ttp",
        Terms.DEFAULT,
        List.of(party("Zoë", identity(3), all), party("alice", ALICE, all), party("Bób", BOB, all)),
        Optional.of(party("ttp", TTP, all)),
        4,
        0,
        Optional.empty(),
        Optional.of(EXPIRES),
        MEETING);
  }

  private static Party party(String name, Identity identity, Address address) {
    return new Party(name, identity.publicKey(), Optional.of(address.toString()), Optional.empty());
  }

  private String vector(String name) {
    return vectors.getProperty(name);
  }

  private static String text(byte[] hello) {
    return new String(hello, StandardCharsets.US_ASCII);
  }

  @Test
  void ticket_isThatOfTheVector() {
    assertThat(ticket().toUri()).isEqualTo(vector("ticket"));
    assertThat(Ticket.parse(vector("ticket"))).isEqualTo(ticket());
  }

  @Test
  void requestToJoin_isThatOfTheVector() {
    JoinRequest request =
        new JoinRequest(SECRET, "Bób", NONCE, Optional.of(new Address("2001:db8::8", 9)));
    assertThat(text(request.encode())).isEqualTo(vector("join"));
  }

  @Test
  void requestToPassOn_isThatOfTheVector() {
    assertThat(text(new RelayRequest(MEETING, "Bób", "alice").encode())).isEqualTo(vector("relay"));
  }

  /** What somebody hears who is called, and refuses. */
  private static String heard(Identity called, Call call) throws Exception {
    CompletableFuture<byte[]> hello = new CompletableFuture<>();
    try (SecureAcceptor acceptor =
        SecureAcceptor.listen(
            SocketMeeting.LOOPBACK.resolve(),
            called,
            caller -> {
              hello.complete(caller.hello());
              caller.refuse("heard");
            })) {
      assertThatThrownBy(() -> call.to(invitation(Address.of(acceptor.address()))))
          .isInstanceOf(NegotiationException.class)
          .hasMessageContaining("heard");
    }
    return text(hello.join());
  }

  private interface Call {
    void to(Invitation invitation) throws Exception;
  }

  @Test
  void helloToAnotherJoiner_isThatOfTheVector() throws Exception {
    try (Mesh mesh = new Mesh();
        Neighbours neighbours = new Neighbours(BOB, "Bób", MEETING, mesh)) {
      assertThat(heard(ALICE, invited -> neighbours.connect(invited, SocketMeeting.SILENCE)))
          .isEqualTo(vector("neighbour"));
    }
  }

  @Test
  void helloToTheThirdParty_isThatOfTheVector() throws Exception {
    assertThat(
            heard(
                TTP,
                invited ->
                    TrustedThirdParty.call(BOB, "Bób", invited, SocketMeeting.SILENCE).cut()))
        .isEqualTo(vector("third-party"));
    ThirdPartyRequest read =
        ThirdPartyRequest.parse(vector("third-party").getBytes(StandardCharsets.US_ASCII));
    assertThat(read.name()).isEqualTo("Bób");
    assertThat(read.expires()).isEqualTo(EXPIRES);
    assertThat(read.parties().sequencedEntrySet().getLast().getValue()).isEqualTo(BOB.publicKey());
  }
}
