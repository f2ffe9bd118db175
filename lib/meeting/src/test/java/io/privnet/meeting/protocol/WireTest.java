package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Weekdays;
import io.privnet.meeting.identity.Identity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static final String SESSION =
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  private static final String NONCE = "00112233445566778899aabbccddeeff";

  static Stream<Message> messages() {
    ZoneId vienna = ZoneId.of("Europe/Vienna");
    Grid grid =
        new Grid(
            Grid.window("2026-11-23/2026-11-27", vienna),
            vienna,
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Optional.empty(),
            Weekdays.ALL);
    List<String> names = List.of("alice", "bob \"the\" b", "carøl\\");
    List<Party> parties =
        List.of(
            new Party("alice", Meetings.identity("a").publicKey()),
            new Party(
                names.get(1),
                Meetings.identity("b").publicKey(),
                Optional.of("[::1]:7411"),
                Optional.empty(),
                Optional.of(NONCE)),
            new Party(
                names.get(2),
                Meetings.identity("c").publicKey(),
                Optional.empty(),
                Optional.of("alice")));
    return Stream.of(
        new InvitationMessage.Invite(
            new Invitation(
                "xor",
                Terms.DEFAULT,
                parties,
                Optional.empty(),
                24,
                3,
                Optional.empty(),
                Optional.empty(),
                NONCE),
            Optional.empty()),
        new InvitationMessage.Invite(
            new Invitation(
                "ttp",
                new Terms(0, true, Optional.of("N=\"1\""), 50, true),
                parties,
                Optional.of(new Party("ttp", Meetings.identity("t").publicKey())),
                grid.slots(),
                0,
                Optional.of(grid),
                Optional.of(Instant.parse("2026-11-23T12:00:00Z")),
                NONCE),
            Optional.of("AAAA")),
        new InvitationMessage.Reply(true, NONCE, Optional.of("key")),
        new InvitationMessage.Reply(false, NONCE, Optional.empty()),
        new XorMessage.Bit(7, "01011", true),
        new SdcMessage(SdcMessage.Step.INPUTS, 3, 0, new byte[] {1, 2, 3}),
        new SdcMessage(SdcMessage.Step.MASKS, 3, 1, new byte[] {-1}),
        new SdcMessage(SdcMessage.Step.WITNESSES, 0, 10, new byte[256]),
        new SdcMessage(SdcMessage.Step.PRODUCTS, 999_999, 1, new byte[] {0, 0}),
        new SdcMessage(SdcMessage.Step.OUTPUTS, 0, 0, new byte[] {4}),
        new TtpMessage.Agenda(
            names.subList(0, 1),
            List.of(Meetings.identity("a").publicKey().fingerprint()),
            2,
            Availability.parse("0110")),
        new TtpMessage.Answer(OptionalInt.of(5)),
        new TtpMessage.Answer(OptionalInt.empty()),
        new Message.Result(0),
        new Message.Stalled(),
        new Message.Failure(List.of("bob"), "bob: went away", List.of()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessage_readsBackWithAnyPadding(Message message) throws Exception {
    String label = message instanceof InvitationMessage.Invite invite ? invite.id() : SESSION;
    Envelope envelope = new Envelope("bob \"the\" b", "carøl\\", label, message);
    for (int padding : new int[] {0, 1, 100}) {
      byte[] body = envelope.encode(padding);
      assertThat(body).hasSize(envelope.encode(0).length + padding);
      Identity bob = Meetings.identity("bob");
      Frame frame = Frame.read(new ByteArrayInputStream(Frame.signed(bob, 9, body).encode()));
      assertThat(frame.number()).isEqualTo(9);
      assertThat(frame.isBy(bob.publicKey())).isTrue();
      assertThat(frame.isBy(Meetings.identity("carol").publicKey())).isFalse();
      assertThat(Envelope.parse(frame.body())).isEqualTo(envelope);
    }
  }

  /** Written by hand from the description of the format. */
  @Test
  void bit_isEncodedAsDescribed() throws Exception {
    String json =
        "{\"performative\":\"tell\",\"sender\":\"alice\",\"receiver\":\"bob\",\"in-reply-to\":\""
            + SESSION
            + "\",\"language\":\"json\",\"ontology\":\"privnet-meeting-1\",\"content\":"
            + "{\"kind\":\"bit\",\"slot\":3,\"left\":\"011\",\"bit\":1}}";
    Envelope envelope = new Envelope("alice", "bob", SESSION, new XorMessage.Bit(3, "011", true));
    assertThat(new String(envelope.encode(2), StandardCharsets.UTF_8)).isEqualTo(json + "  ");
    // 244 = 0xf4: 242 bytes of JSON and two of padding
    assertThat(json).hasSize(242);
    byte[] frame = Frame.signed(Meetings.identity("alice"), 258, envelope.encode(2)).encode();
    assertThat(frame).hasSize(8 + 244 + 64);
    assertThat(HexFormat.of().formatHex(frame, 0, 9)).isEqualTo("000000f4" + "00000102" + "7b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "null",
        "{\"performative\":\"tell\"",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":1}} {}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":1},\"owner\":\"alice\"}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":1},\"sender\":\"carol\"}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":1,\"owner\":\"alice\"}}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":1,\"slot\":2}}",
        "{P,\"content\":{\"kind\":\"result\"}}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":-1}}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":1000000}}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":99999999999999999999}}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":1.0}}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":\"1\"}}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":{}}}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":null}}",
        "{P,\"content\":{\"kind\":\"bit\",\"slot\":1,\"left\":\"012\",\"bit\":1}}",
        "{P,\"content\":{\"kind\":\"bit\",\"slot\":1,\"left\":\"01\",\"bit\":2}}",
        "{P,\"content\":{\"kind\":\"reply\",\"accept\":false}}",
        "{P,\"content\":{\"kind\":\"veto\"}}",
        "{P,\"content\":{\"kind\":\"failure\",\"accused\":[1],\"reason\":\"\"}}",
        "{P,\"content\":{\"kind\":\"failure\",\"accused\":[[]],\"reason\":\"\"}}",
        "{P,\"content\":{\"kind\":\"\\ud800\"}}",
        "{P,\"content\":{\"kind\":\"result\",\"slot\":1,\"\\udc00\":1}}",
        "{P,\"content\":{\"kind\":\"failure\",\"accused\":[],\"reason\":\"\\ud800\",\"of\":[],"
            + "\"numbers\":[],\"bodies\":[],\"signatures\":[]}}",
        "{P,\"content\":{\"kind\":\"failure\",\"accused\":[\"\\ude00\\ud83d\"],\"reason\":\"\","
            + "\"of\":[],\"numbers\":[],\"bodies\":[],\"signatures\":[]}}",
        "{P,\"content\":\"result\"}",
        "{P}",
        "{\"content\":{\"content\":{\"content\":{}}}}"
      })
  void malformedBody_refused(String body) {
    String parameters =
        "\"performative\":\"tell\",\"sender\":\"alice\",\"receiver\":\"bob\",\"in-reply-to\":\""
            + SESSION
            + "\",\"language\":\"json\",\"ontology\":\"privnet-meeting-1\"";
    byte[] bytes = body.replace("P", parameters).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Envelope.parse(bytes)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00000000000000",
        "0000000200000000ff",
        "0000000200000000ffffaaaaaaaa",
        "ffffffff00000000",
        "0040000100000000"
      })
  void malformedFrame_refused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> Frame.read(new ByteArrayInputStream(bytes)))
        .isInstanceOf(Malformed.class);
  }
}
