package io.privnet.meeting.network;

import static io.privnet.meeting.network.SocketMeeting.LOOPBACK;
import static io.privnet.meeting.network.SocketMeeting.hosted;
import static io.privnet.meeting.network.SocketMeeting.joined;
import static io.privnet.meeting.network.SocketMeeting.proposal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.network.Attendance.Event;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Transport;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
  private static final long HANG_S = 60;

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Identity bob = Identity.generate();
  private HostedMeeting hosted;
  private Ticket ticket;

  @BeforeEach
  void open() throws Exception {
    hosted = hosted(proposal("xor", 5), 2).doorWatchedBy(events::add);
    ticket = hosted.open(LOOPBACK, Optional.empty());
  }

  @AfterEach
  void close() {
    hosted.close();
  }

  private static JoinedMeeting joining(Ticket ticket, Identity identity, String name)
      throws ConnectionException {
    JoinedMeeting meeting = new JoinedMeeting(ticket, identity, name);
    meeting.join();
    return meeting;
  }

  private static void assertRefused(Ticket ticket, Identity identity, String name, String reason) {
    try (JoinedMeeting meeting = new JoinedMeeting(ticket, identity, name)) {
      assertThatExceptionOfType(ConnectionException.class)
          .isThrownBy(meeting::join)
          .withMessageContaining(reason)
          .satisfies(e -> assertThat(e.refused()).isTrue());
    }
  }

  private Event next() throws InterruptedException {
    return events.poll(HANG_S, TimeUnit.SECONDS);
  }

  private static Ticket with(
      Ticket ticket, byte[] secret, Identity host, Proposal proposal, boolean viaHost) {
    return new Ticket(
        ticket.address(),
        host == null ? ticket.hostKey() : host.publicKey().fingerprint(),
        secret,
        ticket.awaited(),
        ticket.invitees(),
        viaHost,
        proposal);
  }

  @Test
  void invited_letInAndBothSeeTheSameWords() throws Exception {
    try (JoinedMeeting meeting = new JoinedMeeting(ticket, bob, "bob")) {
      String words = meeting.join();
      assertThat(next())
          .isEqualTo(new Event.Joined("bob", bob.publicKey().fingerprint(), words, 1));
    }
  }

  @Test
  void severalAtOnce_countedAsTheyComeIn() throws Exception {
    int guests = 20;
    try (HostedMeeting busy = hosted(proposal("xor", 5), guests).doorWatchedBy(events::add)) {
      Ticket many = busy.open(LOOPBACK, Optional.empty());
      List<JoinedMeeting> joining =
          IntStream.range(0, guests).mapToObj(i -> joined(many, "p" + i)).toList();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        joining.forEach(meeting -> threads.submit(meeting::join));
        for (int present = 1; present <= guests; present++) {
          assertThat(next())
              .asInstanceOf(InstanceOfAssertFactories.type(Event.Joined.class))
              .extracting(Event.Joined::present)
              .isEqualTo(present);
        }
      }
      joining.forEach(JoinedMeeting::close);
    }
  }

  @Test
  void otherSecret_refused() throws Exception {
    Ticket forged = with(ticket, new byte[Ticket.SECRET], null, ticket.proposal(), false);
    assertRefused(forged, bob, "bob", "the secret is not that of this meeting's invitation");
    assertThat(next())
        .isInstanceOfSatisfying(
            Event.Refused.class,
            refused -> {
              assertThat(refused.key()).isEqualTo(bob.publicKey().fingerprint());
              assertThat(refused.reason()).contains("secret");
            });
  }

  @Test
  void otherHostKey_joinerDoesNotTalk() {
    Ticket mistaken = with(ticket, ticket.secret(), bob, ticket.proposal(), false);
    try (JoinedMeeting meeting = joined(mistaken, "bob")) {
      assertThatExceptionOfType(ConnectionException.class)
          .isThrownBy(meeting::join)
          .withMessageContaining("has the key")
          .satisfies(e -> assertThat(e.refused()).isFalse());
    }
    assertThat(events).isEmpty();
  }

  @Test
  void sameKeyAgain_refusedWhileItIsThere() throws Exception {
    try (JoinedMeeting _ = joining(ticket, bob, "bob")) {
      assertRefused(ticket, bob, "robert", "your key has joined already");
      assertThat(next()).isInstanceOf(Event.Joined.class);
      assertThat(next()).isInstanceOf(Event.Refused.class);
    }
    assertThat(next()).isEqualTo(new Event.Left("bob", 0));
    joining(ticket, bob, "robert").close();
  }

  @Test
  void oneTooMany_refused() throws Exception {
    try (JoinedMeeting _ = joining(ticket, bob, "bob");
        JoinedMeeting _ = joining(ticket, Identity.generate(), "carol")) {
      assertRefused(ticket, Identity.generate(), "dave", "all 2 parties have joined already");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "host"})
  void nameTaken_refused(String name) throws Exception {
    try (JoinedMeeting _ = joining(ticket, bob, "bob")) {
      assertRefused(ticket, Identity.generate(), name, "somebody else is called '" + name + "'");
    }
  }

  @Test
  void tooLate_refusedAndTheHostSaysWhoIsMissing() throws Exception {
    Proposal plain = proposal("xor", 5);
    Proposal over =
        new Proposal(
            plain.initiator(),
            plain.protocol(),
            plain.terms(),
            plain.thirdParty(),
            plain.slots(),
            plain.first(),
            plain.grid(),
            Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS),
            plain.nonce());
    Identity carol = Identity.generate();
    try (HostedMeeting late =
        hosted(over, 2)
            .allowing(
                List.of(
                    new Invitee(bob.publicKey().fingerprint(), Optional.of("bob")),
                    new Invitee(carol.publicKey().fingerprint(), Optional.empty())))) {
      Ticket stale = late.open(LOOPBACK, Optional.empty());
      assertRefused(stale, bob, "bob", "the invitation expired at " + over.expires());
      assertThatExceptionOfType(NegotiationException.class)
          .isThrownBy(() -> late.negotiate(Availability.parse("11111")))
          .withMessageContaining("0 of 2 parties had joined when the invitation expired")
          .satisfies(
              e ->
                  assertThat(e.parties())
                      .containsExactlyInAnyOrder(
                          "bob", carol.publicKey().fingerprint().toString()));
    }
  }

  @Test
  void listOfInvitees_onlyTheyAndUnderTheirNames() throws Exception {
    Identity carol = Identity.generate();
    try (HostedMeeting listed =
        hosted(proposal("xor", 5), 2)
            .allowing(
                List.of(
                    new Invitee(bob.publicKey().fingerprint(), Optional.of("bob")),
                    new Invitee(carol.publicKey().fingerprint(), Optional.empty())))) {
      Ticket only = listed.open(LOOPBACK, Optional.empty());
      Identity eve = Identity.generate();
      assertRefused(only, eve, "eve", eve.publicKey() + " is not on the list of those invited");
      assertRefused(only, bob, "robert", "you are invited as 'bob'");
      assertRefused(only, carol, "bob", "somebody else is called 'bob'");
      joining(only, bob, "bob").close();
      joining(only, carol, "carola").close();
    }
  }

  @Test
  void addressLackingOrNotNeeded_refused() {
    Ticket byWayOfHost = with(ticket, ticket.secret(), null, ticket.proposal(), true);
    assertRefused(byWayOfHost, bob, "bob", "an address at which the others reach you is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "secret=AA",
        "secret=%00&name=bob",
        "secret=AAAAAAAAAAAAAAAAAAAAAA&name=bob&address=nowhere",
        "secret=AAAAAAAAAAAAAAAAAAAAAA&name=bob&name=carol",
        "secret=AAAAAAAAAAAAAAAAAAAAAA&name=%0a",
        "\u00ff\u0000"
      })
  void garbageAtTheDoor_refusedInWords(String hello) {
    assertThatExceptionOfType(ConnectionException.class)
        .isThrownBy(
            () ->
                SecureConnection.dial(
                    new InetSocketAddress("127.0.0.1", ticket.address().port()),
                    bob,
                    ticket.hostKey(),
                    hello.getBytes(StandardCharsets.ISO_8859_1)))
        .withMessageContaining("not a request to join");
  }

  @Test
  void speakingBeforeAllAreThere_isItsOwnFault() throws Exception {
    // One that joins properly and then says something before it has been invited.
    JoinRequest request =
        new JoinRequest(
            ticket.secret(),
            "mallory",
            Invitation.freshNonce(),
            Optional.of(new Address("127.0.0.1", 9)));
    Identity mallory = Identity.generate();
    try (SecureConnection early =
            SecureConnection.dial(
                ticket.address().resolve(), mallory, ticket.hostKey(), request.encode());
        JoinedMeeting _ = joining(ticket, bob, "bob")) {
      early.out().write(new byte[Transport.MIN_FRAME]);
      assertThatExceptionOfType(NegotiationException.class)
          .isThrownBy(() -> hosted.negotiate(Availability.parse("11111")))
          .satisfies(e -> assertThat(e.parties()).containsExactly("mallory"));
    }
  }

  @Test
  void moreAwaitedThanInvited_refusedAtOnce() {
    HostedMeeting meeting =
        hosted(proposal("xor", 5), 2)
            .allowing(List.of(new Invitee(bob.publicKey().fingerprint(), Optional.empty())));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> meeting.open(LOOPBACK, Optional.empty()))
        .withMessage("2 parties are awaited, but only 1 may join");
  }

  @Test
  void tooFewForTheProtocol_refusedAtOnce() {
    HostedMeeting meeting = hosted(proposal("xor", 5), 1).dummies(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> meeting.open(LOOPBACK, Optional.empty()))
        .withMessageContaining("hides nothing among fewer than 3 parties");
  }
}
