package io.privnet.meeting.protocol;

import static io.privnet.meeting.protocol.Meetings.onlyCommon;
import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.protocol.FaultyTransport.Fault;
import io.privnet.meeting.veto.Author;
import io.privnet.meeting.veto.Ballots;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One of three parties changes what it sends, to all or to one; it alone is named. */
class VetoFaultTest {
  private static final String CULPRIT = "p2";
  private static final int POINT = 33;
  private static final int SCALAR = 32;

  /** Three parties, two slots, the last is common. */
  private static Map<String, Optional<NegotiationException>> run(Fault fault)
      throws InterruptedException {
    return VetoParties.run(onlyCommon(3, 2, 1), 1, FaultyTransport.at(CULPRIT, fault));
  }

  /** The honest parties all fail, and whatever they know by themselves is against the culprit. */
  private static void assertNamed(Map<String, Optional<NegotiationException>> ends) {
    boolean seen = false;
    for (String honest : List.of("p0", "p1")) {
      NegotiationException failure = ends.get(honest).orElseThrow();
      if (failure.reporter().equals(Optional.of(CULPRIT))) {
        continue; // What the culprit says of others is marked as what it says.
      }
      assertThat(failure.parties()).as(honest + ": " + failure.getMessage()).containsOnly(CULPRIT);
      seen |= failure.firstHand();
    }
    assertThat(seen).as("somebody has seen it: %s", ends).isTrue();
  }

  /** Alters a field of the messages of a kind; {@code to} is who alone gets them so, or null. */
  private static Fault altering(String kind, String to, UnaryOperator<String> body) {
    return (receiver, number, frame) -> {
      String text = FaultyTransport.body(frame);
      return List.of(
          text.contains("\"kind\":\"" + kind + "\"") && (to == null || to.equals(receiver))
              ? FaultyTransport.withBody(CULPRIT, frame, body.apply(text))
              : frame);
    };
  }

  private static UnaryOperator<String> bytes(String field, UnaryOperator<byte[]> change) {
    Pattern pattern = Pattern.compile("(\"" + field + "\":\")([^\"]*)\"");
    return text -> {
      Matcher matcher = pattern.matcher(text);
      assertThat(matcher.find()).isTrue();
      byte[] changed = change.apply(Base64.getDecoder().decode(matcher.group(2)));
      return text.substring(0, matcher.start(2))
          + Base64.getEncoder().encodeToString(changed)
          + text.substring(matcher.end(2));
    };
  }

  private static UnaryOperator<byte[]> flipped(int at) {
    return bytes -> {
      byte[] changed = bytes.clone();
      changed[Math.floorMod(at, bytes.length)] ^= 1;
      return changed;
    };
  }

  private static byte[] field(String text, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(text);
    assertThat(matcher.find()).isTrue();
    return Base64.getDecoder().decode(matcher.group(1));
  }

  /** Every point and scalar of every message, its sign or parity and its last bit. */
  static Stream<Arguments> fields() {
    Stream<Arguments> commit =
        Stream.of(
                0,
                POINT - 1,
                POINT,
                2 * POINT - 1,
                4 * POINT - 1,
                4 * POINT,
                5 * POINT - 1,
                5 * POINT,
                6 * POINT - 1,
                6 * POINT + SCALAR - 1,
                6 * POINT + 2 * SCALAR - 1,
                6 * POINT + 3 * SCALAR - 1)
            .map(at -> Arguments.of("commit", "commitments", at));
    Stream<Arguments> shares =
        Stream.of(
                0,
                POINT - 1,
                POINT,
                2 * POINT - 1,
                2 * POINT,
                3 * POINT,
                4 * POINT - 1,
                4 * POINT + SCALAR - 1,
                4 * POINT + 2 * SCALAR - 1,
                4 * POINT + 3 * SCALAR - 1)
            .map(at -> Arguments.of("open", "shares", at));
    return Stream.of(commit, shares, Stream.of(Arguments.of("open", "view", 31)))
        .flatMap(each -> each);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void fieldAlteredForAll_authorNamed(String kind, String field, int at) throws Exception {
    assertNamed(run(altering(kind, null, bytes(field, flipped(at)))));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void fieldAlteredForOne_authorNamed(String kind, String field, int at) throws Exception {
    assertNamed(run(altering(kind, "p0", bytes(field, flipped(at)))));
  }

  static Stream<Arguments> texts() {
    return Stream.of("commit", "open", "result")
        .flatMap(
            kind ->
                Stream.of(
                    Arguments.of(kind, "\"performative\":\"tell\"", "\"performative\":\"sorry\""),
                    Arguments.of(kind, "\"sender\":\"p2\"", "\"sender\":\"p1\""),
                    Arguments.of(kind, "\"receiver\":\"p.\"", "\"receiver\":\"p2\""),
                    Arguments.of(kind, "\"in-reply-to\":\"[0-9a-f]{4}", "\"in-reply-to\":\"xxxx"),
                    Arguments.of(kind, "\"language\":\"json\"", "\"language\":\"JSON\""),
                    Arguments.of(kind, "privnet-meeting-1", "privnet-meeting-2"),
                    Arguments.of(kind, "\"kind\":\"[a-z]*\"", "\"kind\":\"bit\""),
                    Arguments.of(kind, "\"kind\":", "\"more\":1,\"kind\":")));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void envelopeAltered_authorNamed(String kind, String regex, String by) throws Exception {
    assertNamed(run(altering(kind, null, text -> text.replaceFirst(regex, by))));
  }

  static Stream<Arguments> textsOfOneKind() {
    return texts().filter(arguments -> arguments.get()[0].equals("open"));
  }

  @ParameterizedTest
  @MethodSource("textsOfOneKind")
  void envelopeAlteredForOne_authorNamed(String kind, String regex, String by) throws Exception {
    assertNamed(run(altering(kind, "p1", text -> text.replaceFirst(regex, by))));
  }

  static Stream<Arguments> lengths() {
    return Stream.of(
        Arguments.of("commit", "commitments", -1),
        Arguments.of("commit", "commitments", 1),
        Arguments.of("commit", "commitments", 2 * POINT),
        Arguments.of("commit", "commitments", -2 * POINT),
        Arguments.of("open", "shares", 1),
        Arguments.of("open", "shares", 228),
        Arguments.of("open", "shares", -1),
        Arguments.of("open", "view", -1),
        Arguments.of("open", "view", 1));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void fieldLongerOrShorter_authorNamed(String kind, String field, int more) throws Exception {
    assertNamed(run(altering(kind, null, bytes(field, b -> Arrays.copyOf(b, b.length + more)))));
  }

  @ParameterizedTest
  @MethodSource("otherSlots")
  void otherSlot_authorNamed(String kind, int from, int to) throws Exception {
    assertNamed(
        run(altering(kind, null, text -> text.replace("\"slot\":" + from, "\"slot\":" + to))));
  }

  static Stream<Arguments> otherSlots() {
    return Stream.of(
        Arguments.of("open", 0, 1),
        Arguments.of("open", 1, 0),
        Arguments.of("open", 1, 2),
        Arguments.of("result", 1, 2),
        Arguments.of("result", 1, 0));
  }

  @Test
  void otherViewInALaterRound_authorNamed() throws Exception {
    for (String to : Arrays.asList(null, "p1")) {
      assertNamed(
          run(
              altering(
                  "open",
                  to,
                  text ->
                      text.contains("\"slot\":0") ? text : bytes("view", flipped(0)).apply(text))));
    }
  }

  /** Both round-1 messages are sound; only by comparing them is it found that there are two. */
  @ParameterizedTest
  @MethodSource("deceived")
  void twoSoundCommitments_equivocatorNamed(String to) throws Exception {
    assertNamed(
        run(
            altering(
                "commit",
                to,
                text -> {
                  String label =
                      text.replaceAll(".*\"in-reply-to\":\"([0-9a-f]*)\".*", "$1").strip();
                  String key = Meetings.identity(CULPRIT).publicKey().fingerprint().toString();
                  byte[] others =
                      Ballots.cast(new Author(label, key), true, true).commitments().encoded();
                  return bytes("commitments", b -> others).apply(text);
                })));
  }

  static Stream<String> deceived() {
    return Stream.of("p0", "p1");
  }

  /** Rule 1: an honest party that cannot verify somebody's round 1 says nothing of round 2. */
  @Test
  void proofOfRound1Fails_noHonestShareLeaves() throws Exception {
    List<String> openers = Collections.synchronizedList(new java.util.ArrayList<>());
    assertNamed(
        VetoParties.run(
            onlyCommon(3, 2, 1),
            1,
            ends ->
                FaultyTransport.at(
                        CULPRIT, altering("commit", null, bytes("commitments", flipped(-1))))
                    .apply(
                        name ->
                            new Tap(
                                ends.apply(name),
                                (to, frame) -> {
                                  if (FaultyTransport.body(frame).contains("\"kind\":\"open\"")) {
                                    openers.add(name);
                                  }
                                }))));
    assertThat(new TreeSet<>(openers)).isSubsetOf(CULPRIT);
  }

  /** Rule 6: nobody is given a slot for the asking. */
  @Test
  void laterSlotOpenedFirst_noHonestShareForItLeaves() throws Exception {
    List<Integer> opened = Collections.synchronizedList(new java.util.ArrayList<>());
    assertNamed(
        VetoParties.run(
            onlyCommon(3, 2, 1),
            1,
            ends ->
                FaultyTransport.at(
                        CULPRIT,
                        altering("open", null, text -> text.replace("\"slot\":0", "\"slot\":1")))
                    .apply(
                        name ->
                            new Tap(
                                ends.apply(name),
                                (to, frame) -> {
                                  String body = FaultyTransport.body(frame);
                                  if (!name.equals(CULPRIT) && body.contains("\"kind\":\"open\"")) {
                                    opened.add(
                                        Integer.valueOf(
                                            body.replaceAll(".*\"slot\":(\\d+).*", "$1").strip()));
                                  }
                                }))));
    assertThat(opened).containsOnly(0);
  }

  @Test
  void commitmentsOfAnotherCopied_copierNamed() throws Exception {
    CompletableFuture<byte[]> ofAnother = new CompletableFuture<>();
    assertNamed(
        VetoParties.run(
            onlyCommon(3, 2, 1),
            1,
            ends ->
                FaultyTransport.at(
                        CULPRIT,
                        altering("commit", null, bytes("commitments", b -> awaited(ofAnother))))
                    .apply(
                        name ->
                            new Tap(
                                ends.apply(name),
                                (to, frame) -> {
                                  String body = FaultyTransport.body(frame);
                                  if (name.equals("p0") && body.contains("\"kind\":\"commit\"")) {
                                    ofAnother.complete(field(body, "commitments"));
                                  }
                                }))));
  }

  private static byte[] awaited(CompletableFuture<byte[]> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void messagesOfAnEarlierSessionReplayed_replayerNamed() throws Exception {
    Map<String, byte[]> earlier = new HashMap<>();
    assertThat(
            run(
                (to, number, frame) -> {
                  String body = FaultyTransport.body(frame);
                  if (body.contains("\"kind\":\"commit\"")) {
                    earlier.put("commitments", field(body, "commitments"));
                  } else if (body.contains("\"kind\":\"open\"") && body.contains("\"slot\":0")) {
                    earlier.put("shares", field(body, "shares"));
                  }
                  return List.of(frame);
                }))
        .allSatisfy((name, failure) -> assertThat(failure).isEmpty());
    assertNamed(
        run(altering("commit", null, bytes("commitments", b -> earlier.get("commitments")))));
    assertNamed(run(altering("open", null, bytes("shares", b -> earlier.get("shares")))));
  }
}
