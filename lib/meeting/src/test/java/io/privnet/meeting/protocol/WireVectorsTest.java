package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.DailyHours;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Weekdays;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.protocol.InvitationMessage.Invite;
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
import java.util.Set;
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
  private static final Path MESSAGES = FOLDER.resolve("messages.txt");
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
      Files.write(VALUES, lines(values()));
      Files.write(MESSAGES, lines(messages()));
    }
  }

  private static List<String> lines(Map<String, String> values) {
    return values.entrySet().stream().map(v -> v.getKey() + " = " + v.getValue()).toList();
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
    assertThat(Files.readAllLines(VALUES)).isEqualTo(lines(values()));
  }

  @Test
  void messages_areAsComputed() throws Exception {
    assertThat(Files.readAllLines(MESSAGES)).isEqualTo(lines(messages()));
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

  /**
   * What alice says to bob, as frames 0, 1 and so on of her direction, when carol has signed two
   * replies; and cells that carry it.
   */
  private static Map<String, String> messages() throws Exception {
    Audit audit = Audit.of("alice", identity("alice").publicKey(), read("veto", "alice").frames());
    String invitation = audit.broadcast(Invite.class).get("alice").id();
    String session = audit.session().orElseThrow();
    Signed[] replies = {reply(invitation, "bob", 1), reply(invitation, "alice", 2)};
    List<byte[]> frames = new ArrayList<>();
    Endpoint alice =
        new Endpoint(
            "alice",
            identity("alice"),
            new Outlet("bob", frames),
            Duration.ZERO,
            Trace.NONE,
            FrameLog.NONE);
    PARTIES.forEach(party -> alice.introduce(Map.of(party, identity(party).publicKey())));
    alice.send("bob", session, new Message.TooFew());
    alice.send("bob", session, new Message.Stalled());
    alice.send("bob", session, new Message.Evidence(false, List.of(replies[0])));
    alice.send(
        "bob",
        session,
        new Message.Failure(
            List.of("carol"),
            "carol: signed two different messages where all should be told the same",
            List.of(replies)));
    alice.sendEnd("bob");

    Map<String, String> messages = new LinkedHashMap<>();
    HexFormat hex = HexFormat.of();
    List<String> names = List.of("too-few", "stalled", "evidence", "failure", "end");
    for (int i = 0; i < names.size(); i++) {
      messages.put(names.get(i) + ".body", FaultyTransport.body(frames.get(i)).stripTrailing());
      messages.put(names.get(i) + ".frame", hex.formatHex(frames.get(i)));
    }
    messages.remove("end.body");
    messages.put("cell.end", hex.formatHex(CoveredTransport.cell(frames.getLast())));
    messages.put("cell.nothing", hex.formatHex(CoveredTransport.cell(new byte[0])));
    return messages;
  }

  /** Carol's reply to {@code to}. */
  private static Signed reply(String invitation, String to, int nonce) throws Exception {
    List<byte[]> frames = new ArrayList<>();
    Endpoint carol =
        new Endpoint(
            "carol",
            identity("carol"),
            new Outlet(to, frames),
            Duration.ZERO,
            Trace.NONE,
            FrameLog.NONE);
    PARTIES.forEach(party -> carol.introduce(Map.of(party, identity(party).publicKey())));
    return carol.send(
        to,
        invitation,
        new InvitationMessage.Reply(true, "%032x".formatted(nonce), Optional.empty()));
  }

  /** Keeps the frames that go to one peer. */
  private record Outlet(String peer, List<byte[]> frames) implements Transport {
    @Override
    public Set<String> peers() {
      return Set.of(peer);
    }

    @Override
    public boolean send(String to, byte[] frame, long nanos) {
      return frames.add(frame);
    }

    @Override
    public Arrival receive(long nanos) {
      return null;
    }

    @Override
    public void close() {}
  }
}
