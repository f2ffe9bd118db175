package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.DailyHours;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Weekdays;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.protocol.Message.Invite;
import io.privnet.meeting.transcript.Transcript;
import io.privnet.meeting.transcript.TranscriptWriter;
import io.privnet.meeting.transcript.Verification;
import io.privnet.meeting.veto.Author;
import io.privnet.meeting.veto.VetoVectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The test vectors of WIRE.md: a negotiation of each protocol as its parties kept it, and values
 * computed on the way.
 *
 * <p>{@code -Dvectors=write} makes them anew, for a change of the format; the page then has to be
 * given the new values.
 */
class WireVectorsTest {
  private static final Path PAGE = Path.of("WIRE.md");
  private static final Path FOLDER =
      Path.of("src/test/resources/io/privnet/meeting/transcript/vectors");
  private static final Path VALUES = FOLDER.resolve("values.txt");
  private static final List<String> PARTIES = List.of("alice", "bob", "carol");

  /** Slot 2 is the first at which all are free. */
  private static final List<String> BITS = List.of("0110", "1011", "1110");

  /** A party's seed is its number, from 1, 32 times; the third party's is 9. */
  private static Identity identity(String name) {
    byte[] seed = new byte[Identity.SEED];
    Arrays.fill(seed, (byte) (name.equals("ttp") ? 9 : PARTIES.indexOf(name) + 1));
    return Identity.of(seed);
  }

  private static Path file(String protocol, String party) {
    return FOLDER.resolve(protocol + "-" + party + ".jsonl");
  }

  @BeforeAll
  static void write() throws Exception {
    if ("write".equals(System.getProperty("vectors"))) {
      Files.createDirectories(FOLDER);
      for (Protocol protocol : Protocol.all()) {
        negotiate(protocol.name());
      }
      StringBuilder text = new StringBuilder();
      values().forEach((name, value) -> text.append(name + " = " + value + "\n"));
      Files.writeString(VALUES, text);
    }
  }

  private static void negotiate(String protocol) throws Exception {
    ZoneId vienna = ZoneId.of("Europe/Vienna");
    Grid grid =
        new Grid(
            Grid.window("2026-11-23/2026-11-24", vienna),
            vienna,
            Duration.ofHours(2),
            Duration.ofHours(1),
            Optional.of(DailyHours.parse("09:00-12:00")),
            Weekdays.ALL);
    LinkedHashMap<String, Availability> agendas = new LinkedHashMap<>();
    Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();
    Map<String, TranscriptWriter> writers = new LinkedHashMap<>();
    for (String party : PARTIES) {
      agendas.put(party, Availability.parse(BITS.get(PARTIES.indexOf(party))));
      files.put(party, new ByteArrayOutputStream());
      writers.put(party, new TranscriptWriter(party, identity(party), files.get(party)));
    }
    Outcome outcome =
        new LocalNegotiation(protocol, agendas)
            .under(Meetings.terms(protocol))
            .over(grid)
            .identified(WireVectorsTest::identity)
            .loggedBy(name -> writers.containsKey(name) ? writers.get(name) : FrameLog.NONE)
            .run();
    for (String party : PARTIES) {
      writers.get(party).finished(outcome.slot());
      if (protocol.equals("veto") || party.equals("alice")) {
        Files.write(file(protocol, party), files.get(party).toByteArray());
      }
    }
  }

  private static Transcript read(String protocol, String party) throws IOException {
    Path file = file(protocol, party);
    return Transcript.read(file.getFileName().toString(), Files.newInputStream(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"veto", "sdc", "xor", "ttp"})
  void transcript_holds(String protocol) throws IOException {
    Verification verification = Verification.of(List.of(read(protocol, "alice")));
    assertThat(verification.parts().getFirst().findings()).isEmpty();
    assertThat(verification.holds()).isTrue();
    assertThat(verification.parts().getFirst().audit().conclusion().orElseThrow().slot())
        .hasValue(2);
  }

  @Test
  void allSidesOfOneNegotiation_hold() throws IOException {
    List<Transcript> transcripts = new ArrayList<>();
    for (String party : PARTIES) {
      transcripts.add(read("veto", party));
    }
    assertThat(Verification.of(transcripts).holds()).isTrue();
  }

  @Test
  void values_areAsComputed() throws Exception {
    assertThat(Files.readString(VALUES).lines())
        .containsExactlyElementsOf(
            values().entrySet().stream().map(v -> v.getKey() + " = " + v.getValue()).toList());
  }

  @Test
  void page_hasThem() throws IOException {
    assertThat(Files.readString(PAGE)).contains("```\n" + Files.readString(VALUES) + "```\n");
  }

  /** By name: keys and a frame by themselves, the rest of the transcript of veto. */
  private static Map<String, String> values() throws Exception {
    Map<String, String> values = new LinkedHashMap<>();
    HexFormat hex = HexFormat.of();
    values.put("alice.seed", hex.formatHex(identity("alice").seed()));
    values.put("alice.key", hex.formatHex(identity("alice").publicKey().encoded()));
    values.put("alice.fingerprint", identity("alice").publicKey().fingerprint().toString());
    byte[] body = "{\"kind\":\"grüße\"} ".getBytes(StandardCharsets.UTF_8);
    values.put("frame.body", hex.formatHex(body));
    values.put("frame.258", hex.formatHex(Frame.signed(identity("alice"), 258, body).encode()));

    List<Kept> frames = read("veto", "alice").frames();
    Audit audit = Audit.of("alice", identity("alice").publicKey(), frames);
    values.put("veto.invitation", audit.broadcast(Invite.class).get("alice").id());
    values.put("veto.session", audit.session().orElseThrow());
    Session session = audit.negotiation();
    values.putAll(
        VetoVectors.values(
            PARTIES.stream()
                .map(party -> new Author(session.id(), session.key(party).fingerprint().toString()))
                .toList(),
            PARTIES.stream()
                .map(party -> audit.broadcast(VetoMessage.Commit.class).get(party).commitments())
                .toList(),
            audit.broadcast(VetoMessage.Open.class).get("bob").shares()));
    return values;
  }
}
