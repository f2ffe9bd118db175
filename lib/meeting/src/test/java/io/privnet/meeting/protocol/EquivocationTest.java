package io.privnet.meeting.protocol;

import static io.privnet.meeting.protocol.Meetings.negotiation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.protocol.InvitationMessage.Invite;
import io.privnet.meeting.protocol.InvitationMessage.Reply;
import io.privnet.meeting.protocol.Message.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One party tells different parties different things: it is named, and never who was deceived. */
class EquivocationTest {
  private static final List<String> AGENDAS = List.of("0111", "1011", "1101", "1111");

  /** Everybody's own view of why the negotiation failed, by name. */
  private final Map<String, List<String>> accused = Collections.synchronizedMap(new TreeMap<>());

  /** In what {@code liar} sends, {@code lie} is said, signed, and the rest of it left. */
  private NegotiationException failure(
      String protocol,
      List<String> agendas,
      String liar,
      BiFunction<String, Message, Message> lie) {
    return catchThrowableOfType(
        NegotiationException.class,
        () ->
            negotiation(protocol, 0, agendas)
                .wired(
                    FaultyTransport.at(
                        liar, (to, number, frame) -> List.of(lied(liar, to, frame, lie))))
                .wired(ends -> name -> new Tap(ends.apply(name), (to, frame) -> heard(name, frame)))
                .run());
  }

  private void heard(String from, byte[] frame) {
    if (envelope(frame).map(Envelope::message).orElse(null) instanceof Message.Failure failure) {
      accused.put(from, failure.accused());
    }
  }

  private static Optional<Envelope> envelope(byte[] frame) {
    String body = FaultyTransport.body(frame);
    try {
      return body.isEmpty()
          ? Optional.empty()
          : Optional.of(Envelope.parse(body.getBytes(StandardCharsets.UTF_8)));
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] lied(
      String liar, String to, byte[] frame, BiFunction<String, Message, Message> lie) {
    Optional<Envelope> said = envelope(frame);
    if (said.isEmpty()) {
      return frame;
    }
    Message message = lie.apply(to, said.get().message());
    if (message.equals(said.get().message())) {
      return frame;
    }
    String label = message instanceof Invite invite ? invite.id() : said.get().session();
    return FaultyTransport.withBody(
        liar,
        frame,
        new String(new Envelope(liar, to, label, message).encode(0), StandardCharsets.UTF_8));
  }

  private static Message declined(String deceived, String to, Message message) {
    return message instanceof Reply reply && to.equals(deceived)
        ? new Reply(false, reply.nonce(), Optional.empty())
        : message;
  }

  private static Message otherNonce(String deceived, String to, Message message) {
    return message instanceof Reply reply && to.equals(deceived)
        ? new Reply(true, Invitation.freshNonce(), reply.key())
        : message;
  }

  private static Message otherInvitation(String deceived, String to, Message message) {
    if (!(message instanceof Invite invite) || !to.equals(deceived)) {
      return message;
    }
    Invitation told = invite.invitation();
    return new Invite(
        new Invitation(
            told.protocol(),
            told.terms(),
            told.parties(),
            told.thirdParty(),
            told.slots(),
            1,
            told.grid(),
            told.expires(),
            told.nonce()),
        invite.key());
  }

  static Stream<Arguments> protocolsAndDeceived() {
    return Protocol.all().stream()
        .flatMap(protocol -> Stream.of("p0", "p3").map(p -> Arguments.of(protocol.name(), p)));
  }

  @ParameterizedTest
  @MethodSource("protocolsAndDeceived")
  void acceptedToSomeDeclinedToOne_namedByAll(String protocol, String deceived) {
    NegotiationException failure =
        failure(protocol, AGENDAS, "p2", (to, message) -> declined(deceived, to, message));
    assertThat(failure.parties()).as(failure.getMessage()).containsExactly("p2");
    assertThat(failure).hasMessageContaining("signed two different messages");
    assertThat(accused).containsKeys("p0", "p1", "p3");
    assertThat(accused.values()).allMatch(List.of("p2")::equals);
  }

  @ParameterizedTest
  @MethodSource("protocolsAndDeceived")
  void otherNonceToOne_namedByAll(String protocol, String deceived) {
    NegotiationException failure =
        failure(protocol, AGENDAS, "p2", (to, message) -> otherNonce(deceived, to, message));
    assertThat(failure.parties()).as(failure.getMessage()).containsExactly("p2");
    assertThat(accused.values()).allMatch(List.of("p2")::equals);
  }

  @ParameterizedTest
  @CsvSource({"xor,p1", "xor,p3", "ttp,p2", "veto,p2"})
  void otherInvitationToOne_namedByAll(String protocol, String deceived) {
    NegotiationException failure =
        failure(protocol, AGENDAS, "p0", (to, message) -> otherInvitation(deceived, to, message));
    assertThat(failure.parties()).as(failure.getMessage()).containsExactly("p0");
    assertThat(accused).containsKeys("p1", "p2", "p3");
    assertThat(accused.values()).allMatch(List.of("p0")::equals);
  }

  /** For p2 too few are left, for p0 enough. */
  @Test
  void enoughLeftForOneOnly_namedByAll() {
    NegotiationException failure =
        failure("xor", List.of("1", "1", "1"), "p1", (to, message) -> declined("p2", to, message));
    assertThat(failure.parties()).as(failure.getMessage()).containsExactly("p1");
    assertThat(accused.values()).allMatch(List.of("p1")::equals);
  }

  /** It cannot hide by showing nothing. */
  @Test
  void equivocatorShowsNothing_namedByAll() {
    NegotiationException failure =
        failure(
            "xor",
            AGENDAS,
            "p2",
            (to, message) ->
                message instanceof Evidence
                    ? new Evidence(false, List.of())
                    : declined("p3", to, message));
    assertThat(failure.parties()).as(failure.getMessage()).containsExactly("p2");
  }

  /** Nor can it frame p1 with what p1 did not sign, or signed for another meeting. */
  @Test
  void forgedAndForeignEvidence_convinceNobody() {
    Reply earlier = new Reply(false, Invitation.freshNonce(), Optional.empty());
    byte[] body = new Envelope("p1", "p2", "0".repeat(64), earlier).encode(0);
    Frame foreign = Frame.signed(Meetings.identity("p1"), 0, body);
    NegotiationException failure =
        failure(
            "xor",
            AGENDAS,
            "p2",
            (to, message) ->
                message instanceof Evidence evidence
                    ? new Evidence(
                        false,
                        Stream.concat(
                                evidence.statements().stream().map(EquivocationTest::forged),
                                Stream.of(new Signed("p1", 0, foreign.body(), foreign.signature())))
                            .toList())
                    : declined("p3", to, message));
    assertThat(failure.parties()).as(failure.getMessage()).containsExactly("p2");
    assertThat(accused.values()).allMatch(List.of("p2")::equals);
  }

  private static Signed forged(Signed statement) {
    String body = new String(statement.body(), StandardCharsets.UTF_8);
    return statement.sender().equals("p1")
        ? new Signed(
            "p1",
            statement.number(),
            body.replace("\"nonce\":\"", "\"nonce\":\"0")
                .replaceFirst(".\"}", "\"}")
                .getBytes(StandardCharsets.UTF_8),
            statement.signature())
        : statement;
  }

  /** Who cites what it was never told is not excused by what it shows. */
  @Test
  void madeUpLabel_named() {
    NegotiationException failure =
        catchThrowableOfType(
            NegotiationException.class,
            () ->
                negotiation("xor", 0, AGENDAS)
                    .wired(
                        FaultyTransport.at(
                            "p2",
                            (to, number, frame) ->
                                List.of(
                                    FaultyTransport.body(frame).contains("\"kind\":\"bit\"")
                                        ? FaultyTransport.withBody(
                                            "p2",
                                            frame,
                                            FaultyTransport.body(frame)
                                                .replaceFirst(
                                                    "in-reply-to\":\"....", "in-reply-to\":\"0000"))
                                        : frame)))
                    .run());
    assertThat(failure.parties()).as(failure.getMessage()).containsExactly("p2");
    assertThat(failure).hasMessageContaining("another session");
  }
}
