package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.transcript.Transcript;
import io.privnet.meeting.transcript.TranscriptWriter;
import io.privnet.meeting.transcript.Verification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What parties keep of a negotiation, and what that proves. */
class TranscriptOfNegotiationTest {
  /** A negotiation with what each party kept of it. */
  private static final class Meeting {
    private final Map<String, Identity> identities = new LinkedHashMap<>();
    private final Map<String, List<Kept>> kept = new LinkedHashMap<>();
    private final Set<String> declining;
    private final OptionalInt slot;

    Meeting(String protocol, List<String> bits, String... declining) throws Exception {
      this.declining = Set.of(declining);
      for (int i = 0; i < bits.size(); i++) {
        identities.put("p" + i, Meetings.identity("p" + i));
        kept.put("p" + i, new ArrayList<>());
      }
      identities.put("ttp", Meetings.identity("ttp"));
      slot =
          Meetings.negotiation(protocol, 0, bits)
              .declining(this.declining)
              .identified(identities::get)
              .loggedBy(name -> kept.getOrDefault(name, new ArrayList<>())::add)
              .run()
              .slot();
    }

    Transcript transcript(String party) throws IOException {
      boolean out = declining.contains(party);
      return transcript(party, kept.get(party), out ? OptionalInt.empty() : slot);
    }

    Transcript transcript(String party, List<Kept> frames, OptionalInt result) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (TranscriptWriter writer = new TranscriptWriter(party, identities.get(party), out)) {
        frames.forEach(writer::keep);
        writer.finished(result);
      }
      return Transcript.read(party, new ByteArrayInputStream(out.toByteArray()));
    }

    List<Transcript> transcripts() throws IOException {
      List<Transcript> all = new ArrayList<>();
      for (String party : kept.keySet()) {
        all.add(transcript(party));
      }
      return all;
    }

    /** The frames of {@code party}, what {@code culprit} said in them altered and signed anew. */
    List<Kept> altered(String party, String culprit, String regex, String by) {
      List<Kept> frames = new ArrayList<>();
      for (Kept frame : kept.get(party)) {
        boolean his = frame.sent() ? culprit.equals(party) : culprit.equals(frame.peer());
        frames.add(his ? altered(frame, culprit, regex, by) : frame);
      }
      return frames;
    }

    private Kept altered(Kept frame, String culprit, String regex, String by) {
      return switch (frame) {
        case Kept.Open open -> {
          byte[] body = altered(open.frame().body(), regex, by);
          Frame signed = Frame.signed(identities.get(culprit), open.frame().number(), body);
          yield new Kept.Open(
              open.sent(),
              open.peer(),
              new Signed(culprit, signed.number(), body, signed.signature()));
        }
        case Kept.Unsigned said ->
            new Kept.Unsigned(said.sent(), said.peer(), altered(said.body(), regex, by));
        case Kept.Withheld withheld -> withheld;
      };
    }

    private static byte[] altered(byte[] body, String regex, String by) {
      return new String(body, StandardCharsets.UTF_8)
          .replaceFirst(regex, by)
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final List<String> BITS = List.of("01011", "11010", "01110", "11010");

  private static Verification verify(Transcript... transcripts) {
    return Verification.of(List.of(transcripts));
  }

  @ParameterizedTest
  @ValueSource(strings = {"veto", "sdc", "xor", "ttp"})
  void soundNegotiation_everyTranscriptHolds(String protocol) throws Exception {
    for (List<String> bits : List.of(BITS, Meetings.onlyCommon(4, 5, -1))) {
      Meeting meeting = new Meeting(protocol, bits);
      Verification verification = Verification.of(meeting.transcripts());
      assertThat(verification.contradictions()).isEmpty();
      assertThat(verification.parts())
          .allSatisfy(
              part -> {
                assertThat(part.findings()).isEmpty();
                assertThat(part.audit().conclusion().orElseThrow().slot())
                    .isEqualTo(Meetings.firstCommon(bits, 0));
              });
      assertThat(verification.holds()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"veto", "sdc", "xor", "ttp"})
  void partyDeclines_everyTranscriptHolds(String protocol) throws Exception {
    Meeting meeting = new Meeting(protocol, BITS, "p2");
    Verification verification = Verification.of(meeting.transcripts());
    assertThat(verification.parts()).allSatisfy(part -> assertThat(part.findings()).isEmpty());
    assertThat(verification.holds()).isTrue();
    assertThat(verification.parts().get(2).audit().declined()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "veto, p1, '\"result\",\"slot\":1', '\"result\",\"slot\":3', said that the result is slot 3",
    "veto, p1, '\"commitments\":\"..', '\"commitments\":\"AA', no point or scalar",
    "veto, p1, '\"commitments\":\".{8}', '\"commitments\":\"', wrong length",
    "veto, p1, '(\"commit\".*).{8}\"', '$1AAAAAAAA\"', does not know: the proof does not hold",
    "veto, p1, '(\"open\".*).{8}\"', '$1AAAAAAAA\"', not made from its commitments",
    "veto, p1, '\"shares\":\"..', '\"shares\":\"AA', share with what is no point or scalar",
    "veto, p1, '\"open\",\"slot\":1', '\"open\",\"slot\":4', the proof does not hold",
    "sdc, p1, '(\"inputs\".*\"values\":\").{8}', '$1', with not",
    "ttp, ttp, '\"answer\",\"slot\":1', '\"answer\",\"slot\":9\', which was not asked for",
    "ttp, p1, '\"sender\":\"p1\"', '\"sender\":\"p2\"', in the name of 'p2'",
    "ttp, p1, '\"language\":\"json\"', '\"language\":\"lisp\"', language is not json",
    "xor, p1, '\"reply\",\"accept\":true', '\"reply\",\"accept\":1', no truth value 'accept'"
  })
  void signedFalsehood_itsSignerIsNamed(
      String protocol, String culprit, String regex, String by, String what) throws Exception {
    Meeting meeting = new Meeting(protocol, BITS);
    List<Kept> frames = meeting.altered("p0", culprit, regex, by);
    Verification verification = verify(meeting.transcript("p0", frames, meeting.slot));
    assertThat(verification.cheaters()).containsExactly(culprit);
    assertThat(verification.parts().getFirst().findings())
        .anySatisfy(finding -> assertThat(finding.what()).contains(what));
  }

  @ParameterizedTest
  @CsvSource({
    "veto, p1, '\"result\",\"slot\":1', '\"result\",\"slot\":3', result",
    "veto, p1, '(\"commit\".*).{8}\"', '$1AAAAAAAA\"', commitments",
    "veto, p1, '(\"open\",\"slot\":1.*).{8}\"', '$1AAAAAAAA\"', shares from slot 1",
    "sdc, p1, '(\"masks\",\"slot\":1.*\"values\":\")(.{4})(.{4})', '$1$3$2', 'masks for slot 1,"
        + " level 1'",
    "ttp, p1, '\"nonce\":\"....', '\"nonce\":\"0000', reply",
    "ttp, p1, '\"result\",\"slot\":1', '\"result\",\"slot\":3', result",
    "ttp, ttp, '\"answer\",\"slot\":1', '\"answer\",\"slot\":3', answer",
  })
  void otherThingsToOthers_comparisonNamesWhoSignedBoth(
      String protocol, String culprit, String regex, String by, String what) throws Exception {
    Meeting meeting = new Meeting(protocol, BITS);
    List<Kept> frames = meeting.altered("p0", culprit, regex, by);
    Verification verification =
        verify(meeting.transcript("p0", frames, meeting.slot), meeting.transcript("p2"));
    assertThat(verification.cheaters()).containsExactly(culprit);
    assertThat(verification.contradictions())
        .anySatisfy(
            finding ->
                assertThat(finding.what())
                    .isEqualTo(
                        culprit
                            + " signed two different messages, one to p0 and another to p2: "
                            + what));
  }

  /** Whoever was told something else by the third party has not lied. */
  @Test
  void otherResultThanTheThirdPartysAnswer_nobodyIsNamed() throws Exception {
    Meeting meeting = new Meeting("ttp", BITS);
    List<Kept> frames =
        meeting.altered("p0", "ttp", "\"answer\",\"slot\":1", "\"answer\",\"slot\":3");
    Verification verification = verify(meeting.transcript("p0", frames, meeting.slot));
    assertThat(verification.cheaters()).isEmpty();
    assertThat(verification.parts().getFirst().findings().toString())
        .contains("p1 said that the result is slot 1, but it is 3");
  }

  @Test
  void frameAlteredByItsKeeper_nobodyElseIsNamed() throws Exception {
    Meeting meeting = new Meeting("ttp", BITS);
    List<Kept> frames = new ArrayList<>();
    for (Kept frame : meeting.kept.get("p0")) {
      if (frame instanceof Kept.Open open && !open.sent() && open.peer().equals("p1")) {
        byte[] body =
            Meeting.altered(open.frame().body(), "\"result\",\"slot\":1", "\"result\",\"slot\":3");
        frame =
            new Kept.Open(
                false,
                "p1",
                new Signed("p1", open.frame().number(), body, open.frame().signature()));
      }
      frames.add(frame);
    }
    Verification verification = verify(meeting.transcript("p0", frames, meeting.slot));
    assertThat(verification.cheaters()).isEmpty();
    assertThat(verification.holds()).isFalse();
    assertThat(verification.parts().getFirst().findings().toString())
        .contains("from p1 to p0 is not signed by p1");
  }

  /** Its keeper may have it from there; nobody has said it in this one. */
  @ParameterizedTest
  @ValueSource(strings = {"veto", "ttp"})
  void frameOfAnotherNegotiation_nobodyIsNamed(String protocol) throws Exception {
    Meeting meeting = new Meeting(protocol, BITS);
    List<Kept> earlier = new Meeting(protocol, BITS).kept.get("p0");
    List<Kept> all = meeting.kept.get("p0");
    int replaced = 0;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof Kept.Open open && !open.sent() && open.frame().body().length > 0) {
        List<Kept> frames = new ArrayList<>(all);
        frames.set(i, received(earlier, open.peer(), open.frame().number()));
        Verification verification = verify(meeting.transcript("p0", frames, meeting.slot));
        assertThat(verification.cheaters()).as("%s", open).isEmpty();
        assertThat(verification.holds()).as("%s", open).isFalse();
        replaced++;
      }
    }
    assertThat(replaced).isGreaterThan(5);
  }

  private static Kept received(List<Kept> frames, String from, int number) {
    return frames.stream()
        .filter(
            kept ->
                kept instanceof Kept.Open open
                    && !open.sent()
                    && open.peer().equals(from)
                    && open.frame().number() == number)
        .findFirst()
        .orElseThrow();
  }

  /** What it signed for somebody else it has not said to who shows it. */
  @Test
  void frameForAnotherParty_nobodyIsNamed() throws Exception {
    Meeting meeting = new Meeting("veto", BITS);
    List<Kept> frames = new ArrayList<>();
    for (Kept kept : meeting.kept.get("p0")) {
      boolean first =
          kept instanceof Kept.Open open
              && !open.sent()
              && open.peer().equals("p1")
              && open.frame().number() == 1;
      frames.add(first ? received(meeting.kept.get("p2"), "p1", 1) : kept);
    }
    Verification verification = verify(meeting.transcript("p0", frames, meeting.slot));
    assertThat(verification.cheaters()).isEmpty();
    assertThat(verification.holds()).isFalse();
    assertThat(verification.parts().getFirst().findings().toString()).contains("and for 'p2'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"veto", "xor", "ttp"})
  void anyFrameLeftOut_isNoticed(String protocol) throws Exception {
    Meeting meeting = new Meeting(protocol, BITS);
    List<Kept> all = meeting.kept.get("p0");
    for (int i = 0; i < all.size(); i++) {
      boolean endMark = all.get(i) instanceof Kept.Open open && open.frame().body().length == 0;
      if (endMark || all.get(i).sent()) {
        continue; // What a party sent it could as well not have sent.
      }
      List<Kept> frames = new ArrayList<>(all);
      frames.remove(i);
      assertThat(verify(meeting.transcript("p0", frames, meeting.slot)).holds())
          .as("without %s", all.get(i))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"veto", "xor", "ttp"})
  void otherResultThanTheFramesShow_isNoticed(String protocol) throws Exception {
    Meeting meeting = new Meeting(protocol, BITS);
    for (OptionalInt claim : List.of(OptionalInt.empty(), OptionalInt.of(3))) {
      Verification verification = verify(meeting.transcript("p0", meeting.kept.get("p0"), claim));
      assertThat(verification.holds()).isFalse();
      assertThat(verification.parts().getFirst().findings().toString())
          .contains("but what it kept comes to slot 1 is common");
    }
  }

  @Test
  void transcriptsOfTwoNegotiations_doNotGoTogether() throws Exception {
    Verification verification =
        verify(
            new Meeting("ttp", BITS).transcript("p0"), new Meeting("ttp", BITS).transcript("p1"));
    assertThat(verification.contradictions().toString())
        .contains("p0 and p1 took part in different negotiations");
    assertThat(verification.cheaters()).isEmpty();
  }

  @Test
  void protectedBitsToldDifferently_isNoticed() throws Exception {
    Meeting meeting = new Meeting("xor", List.of("0", "1", "1", "0", "1"));
    List<Kept> frames = new ArrayList<>(meeting.kept.get("p0"));
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i) instanceof Kept.Unsigned said && !said.sent()) {
        String body = new String(said.body(), StandardCharsets.UTF_8);
        String other = body.contains("\"bit\":1") ? "\"bit\":0" : "\"bit\":1";
        frames.set(
            i,
            new Kept.Unsigned(
                false, said.peer(), Meeting.altered(said.body(), "\"bit\":[01]", other)));
        break;
      }
    }
    Verification verification =
        verify(meeting.transcript("p0", frames, meeting.slot), meeting.transcript("p1"));
    assertThat(verification.holds()).isFalse();
    assertThat(verification.cheaters()).isEmpty();
  }

  @Test
  void agendaForTheThirdParty_isNotKept() throws Exception {
    Meeting meeting = new Meeting("ttp", BITS);
    assertThat(meeting.kept.get("p0"))
        .filteredOn(Kept.Withheld.class::isInstance)
        .containsExactly(new Kept.Withheld(true, "ttp", 0));
    assertThat(meeting.kept.values().toString()).doesNotContain("bits");
  }

  /** Of bits on their way nothing is kept, nor what counts them. */
  @Test
  void bitsOnTheirWay_leaveNoTrace() throws Exception {
    Meeting meeting = new Meeting("xor", Meetings.onlyCommon(5, 3, 2));
    for (List<Kept> frames : meeting.kept.values()) {
      int unsigned = 0;
      for (Kept frame : frames) {
        switch (frame) {
          case Kept.Open open ->
              assertThat(new String(open.frame().body(), StandardCharsets.UTF_8))
                  .containsAnyOf("\"invitation\"", "\"reply\"");
          case Kept.Unsigned said -> {
            assertThat(new String(said.body(), StandardCharsets.UTF_8))
                .containsAnyOf("\"left\":\"00000\"", "\"result\"");
            unsigned++;
          }
          case Kept.Withheld withheld -> throw new AssertionError(withheld);
        }
      }
      // Broadcast by the others, sent to each of them, and results in both directions.
      assertThat(unsigned).isGreaterThanOrEqualTo(2 * 4);
    }
  }
}
