package io.privnet.qoe.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputCounterTest {
  private static final Path RECORDED = Path.of("src/test/resources/io/privnet/qoe/series/rfb");

  // --- messages, RFC 6143 §7.5

  static byte[] key(int key) {
    return ByteBuffer.allocate(8).put((byte) 4).put((byte) 1).putInt(4, key).array();
  }

  static byte[] pointer(int mask, int x, int y) {
    return ByteBuffer.allocate(6)
        .put((byte) 5)
        .put((byte) mask)
        .putShort((short) x)
        .putShort((short) y)
        .array();
  }

  static byte[] request() {
    return ByteBuffer.allocate(10)
        .put((byte) 3)
        .put((byte) 1)
        .putInt(0)
        .putShort((short) 640)
        .putShort((short) 480)
        .array();
  }

  static byte[] text(int length) {
    return ByteBuffer.allocate(8 + Math.abs(length)).putInt(0x0600_0000).putInt(length).array();
  }

  static byte[] encodings(int... encodings) {
    ByteBuffer message = ByteBuffer.allocate(4 + 4 * encodings.length).put((byte) 2).put((byte) 0);
    message.putShort((short) encodings.length);
    for (int encoding : encodings) {
      message.putInt(encoding);
    }
    return message.array();
  }

  static byte[] pixelFormat() {
    return ByteBuffer.allocate(20).putInt(0).put((byte) 32).put((byte) 24).array();
  }

  static byte[] extendedKey() {
    return ByteBuffer.allocate(12).putInt(0xff00_0001).putInt('a').putInt(30).array();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] version(String number) {
    return ("RFB " + number + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Segments of one connection from its opening, numbered one after the other. */
  private static final class Session {
    final Segments segments = new Segments();
    private long next = 0xffff_ff00L;

    Session() {
      segments.flagged(Segments.SYN, next++, new byte[0]);
    }

    Session send(byte[]... messages) {
      return snapped(65535, messages);
    }

    /** Sends messages in one segment of which so many bytes of payload are captured. */
    Session snapped(int captured, byte[]... messages) {
      byte[] payload = join(messages);
      segments.add(
          Segments.tcp("10.0.0.2", 40000, "10.0.0.1", 5900, 0x18, next, payload),
          54 + Math.min(captured, 60_000));
      next += payload.length;
      return this;
    }

    /** Sends what is not captured at all. */
    Session unseen(byte[]... messages) {
      next += join(messages).length;
      return this;
    }

    Session acknowledge() {
      byte[] segment = Segments.tcp("10.0.0.1", 5900, "10.0.0.2", 40000, 0x10, 1, new byte[0]);
      ByteBuffer.wrap(segment).putInt(14 + 20 + 8, (int) next);
      segments.add(segment, 65535);
      return this;
    }

    /** RFB 3.8 without authentication, up to the first message. */
    Session handshake() {
      return send(version("003.008")).send(new byte[] {1}).send(new byte[] {1});
    }

    long input() throws IOException {
      return sum(Measure.INPUT.counter());
    }

    long sum(ByteCounter counter) throws IOException {
      return segments.counted(counter).stream().mapToLong(Long::longValue).sum();
    }

    InputReport report() throws IOException {
      InputCounter counter = new InputCounter();
      segments.counted(counter);
      return counter.report();
    }
  }

  private static Session session() {
    return new Session().handshake().send(pixelFormat()).send(encodings(5, 1, 0), request());
  }

  @Test
  void events_of_the_user_count_and_nothing_else() throws IOException {
    Session session =
        session()
            .send(key('a'))
            .send(pointer(0, 10, 20))
            .send(request())
            .send(text(100))
            .send(extendedKey())
            .send(new byte[] {(byte) 255, 1, 0, 1})
            .send(new byte[] {(byte) 255, 1, 0, 2, 1, 1, 0, 0, 0, 0})
            .send(new byte[] {(byte) 150, 1, 0, 0, 0, 0, 2, 0, 1, 0})
            .send(new byte[] {(byte) 248, 0, 0, 0, 0, 0, 0, 1, 3, 7, 7, 7})
            .send(new byte[] {(byte) 250, 0, 1, 2})
            .send(join(new byte[] {(byte) 251, 0, 2, 0, 2, 0, 1, 0}, new byte[16]))
            .send(new byte[] {(byte) 253, 1, 0, 2, 9, 9})
            .send(key('b'));
    assertThat(session.input()).isEqualTo(8 + 6 + 108 + 12 + 8);
    assertThat(session.report().skippedBytes()).isZero();
    assertThat(session.report().control()).isEqualTo(InputCounter.Control.RFB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"003.003", "003.005", "003.007", "003.008", "003.889", "004.001"})
  void handshake_of_each_version_and_security_type_is_passed(String number) throws IOException {
    boolean old = number.equals("003.003") || number.equals("003.005");
    for (int type = 1; type <= 2; type++) {
      Session session = new Session().send(version(number));
      if (!old) {
        session.send(new byte[] {(byte) type});
      }
      if (type == 2) {
        byte[] response = new byte[16];
        new Random(3).nextBytes(response);
        session.snapped(2, response);
      }
      session.send(new byte[] {1}).send(key('a'), key('b'));
      assertThat(session.input()).isEqualTo(16);
      assertThat(session.report().skippedBytes()).isZero();
    }
  }

  @Test
  void pointer_event_with_the_marker_of_extended_buttons_is_a_byte_longer() throws IOException {
    byte[] extended = join(pointer(0x80, 10, 20), new byte[] {1});
    assertThat(new Session().handshake().send(encodings(0, -316)).send(extended, key('a')).input())
        .isEqualTo(7 + 8);
    assertThat(session().send(pointer(0x80, 10, 20), key('a')).input()).isEqualTo(6 + 8);
  }

  @Test
  void extended_clipboard_has_the_length_of_its_negative() throws IOException {
    assertThat(session().send(text(-50), key('a')).input()).isEqualTo(58 + 8);
  }

  @Test
  void messages_split_over_segments_count_once_and_whole() throws IOException {
    byte[] stream = join(key('a'), pointer(0, 1, 2), text(30), request(), extendedKey(), key('b'));
    Session session = session();
    for (byte value : stream) {
      session.send(new byte[] {value});
    }
    assertThat(session.input()).isEqualTo(8 + 6 + 38 + 12 + 8);
  }

  @Test
  void retransmission_counts_nothing() throws IOException {
    Session session = session().send(key('a'));
    byte[] again =
        Segments.tcp("10.0.0.2", 40000, "10.0.0.1", 5900, 0x18, session.next - 8, join(key('a')));
    session.segments.add(again, 65535);
    assertThat(session.send(key('b')).input()).isEqualTo(16);
  }

  @Test
  void segments_out_of_order_are_put_in_order() throws IOException {
    Session session = session();
    long at = session.next;
    session.unseen(key('a')).send(key('b'), text(10)).send(key('c'));
    session.segments.in(at, key('a'));
    List<Long> counted = session.segments.counted(Measure.INPUT.counter());
    assertThat(counted.getLast()).isEqualTo(8 + 8 + 18 + 8);
    assertThat(session.report().skippedBytes()).isZero();
  }

  @Test
  void body_that_is_cut_off_does_no_harm() throws IOException {
    Session session = session().snapped(8, text(1000)).send(key('a'));
    assertThat(session.input()).isEqualTo(1008 + 8);
    assertThat(session.report().isApproximate()).isFalse();
  }

  @Test
  void rest_of_a_segment_that_is_cut_off_is_as_much_input_as_its_captured_part()
      throws IOException {
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      messages.add(pointer(0, 100 + i, 50));
      messages.add(i % 2 == 0 ? key('a' + i) : request());
    }
    byte[] burst = join(messages.toArray(byte[][]::new));
    Session session = session().snapped(60, burst).send(request()).send(key('a'));
    assertThat((double) session.input()).isCloseTo(40 * 6 + 20 * 8 + 8, within(20.0));
    assertThat(session.report().skippedBytes()).isBetween((long) burst.length - 60, 600L);
    assertThat(session.report().estimatedBytes()).isPositive();
  }

  @Test
  void place_in_the_stream_is_found_again_after_a_gap_in_the_capture() throws IOException {
    Session session = session().unseen(new byte[500]);
    for (int i = 0; i < 20; i++) {
      session.send(pointer(0, i, 2 * i)).send(key('a' + i));
      session.acknowledge();
    }
    // The rest waits in case the gap is filled, until what is in it has been acknowledged for 0.1
    // s.
    for (int i = 0; i < 120; i++) {
      session.send(request());
    }
    assertThat(session.input()).isEqualTo(20 * 14);
    assertThat(session.report().skippedBytes()).isBetween(500L, 520L);
    assertThat(session.report().isApproximate()).isTrue();
  }

  @Test
  void place_is_found_again_after_an_unknown_message() throws IOException {
    Session session = session().send(new byte[] {99, 1, 2, 3});
    session.send(key('a')).send(pointer(0, 1, 1)).send(request()).send(key('b'));
    assertThat(session.input()).isEqualTo(8 + 6 + 8);
    assertThat(session.report().skippedBytes()).isEqualTo(4);
  }

  @Test
  void stream_that_starts_in_the_middle_of_a_message_is_told_as_rfb() throws IOException {
    Segments segments = new Segments();
    long next = 77;
    List<byte[]> payloads = new ArrayList<>(List.of(new byte[] {0, 0, 97}));
    for (int i = 0; i < 20; i++) {
      payloads.add(pointer(0, 300 + i, 200));
      payloads.add(request());
    }
    for (byte[] payload : payloads) {
      segments.in(next, payload);
      next += payload.length;
    }
    InputCounter counter = new InputCounter();
    long sum = segments.counted(counter).stream().mapToLong(Long::longValue).sum();
    assertThat(sum).isEqualTo(20 * 6);
    assertThat(counter.control()).isEqualTo(InputCounter.Control.RFB);
    assertThat(counter.report().skippedBytes()).isEqualTo(3);
  }

  @Test
  void stream_that_is_not_rfb_has_no_input_but_demand() throws IOException {
    Session session = new Session();
    for (int i = 0; i < 30; i++) {
      session.send(("GET /image" + i + " HTTP/1.1\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(session.input()).isZero();
    assertThat(session.report().control()).isEqualTo(InputCounter.Control.OTHER);
    assertThat(session.sum(InputCounter.orPayload())).isEqualTo(session.report().otherBytes());
  }

  @Test
  void demand_of_rfb_is_its_input() throws IOException {
    assertThat(session().send(key('a')).send(request()).sum(InputCounter.orPayload())).isEqualTo(8);
  }

  @Test
  void security_type_that_encrypts_is_named() throws IOException {
    Session session = new Session().send(version("003.008")).send(new byte[] {19});
    Random random = new Random(5);
    long payload = 13;
    for (int i = 0; i < 300; i++) {
      byte[] record = new byte[30 + random.nextInt(60)];
      random.nextBytes(record);
      session.send(record);
      payload += record.length;
    }
    assertThat(session.input()).isZero();
    assertThat(session.report().opaqueSecurityType()).isEqualTo(19);
    assertThat(session.sum(InputCounter.orPayload())).isEqualTo(payload);
  }

  @Test
  void session_without_control_is_unknown() throws IOException {
    assertThat(new Session().report().control()).isEqualTo(InputCounter.Control.UNKNOWN);
    try (CaptureReader reader =
        CaptureReader.of(new ByteArrayInputStream(session().segments.capture()), "x")) {
      assertThat(InputCounter.controlOf(reader, Segments.ROLES))
          .isEqualTo(InputCounter.Control.RFB);
    }
  }

  @Property(tries = 200)
  void random_bytes_are_not_taken_for_rfb(
      @ForAll @IntRange(max = 100_000) int seed, @ForAll @IntRange(min = 1, max = 100) int length)
      throws IOException {
    Random random = new Random(seed);
    Segments segments = new Segments();
    long next = seed;
    for (int i = 0; i < 200; i++) {
      byte[] payload = new byte[1 + random.nextInt(length)];
      random.nextBytes(payload);
      segments.in(next, payload);
      next += payload.length;
    }
    InputCounter counter = new InputCounter();
    assertThat(segments.counted(counter)).allMatch(count -> count == 0);
    assertThat(counter.control()).isNotEqualTo(InputCounter.Control.RFB);
  }

  @Property(tries = 100)
  void input_is_the_same_however_the_stream_is_cut_into_segments(
      @ForAll @IntRange(max = 100_000) int seed) throws IOException {
    Random random = new Random(seed);
    long expected = 0;
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < 60; i++) {
      byte[] message =
          switch (random.nextInt(5)) {
            case 0 -> key(0x20 + random.nextInt(0x50));
            case 1 -> request();
            case 2 -> text(random.nextInt(300));
            case 3 -> extendedKey();
            default -> pointer(random.nextInt(8), random.nextInt(640), random.nextInt(480));
          };
      expected += message[0] == 3 ? 0 : message.length;
      stream.writeBytes(message);
    }
    Session session = session();
    byte[] all = stream.toByteArray();
    for (int at = 0; at < all.length; ) {
      int length = Math.min(all.length - at, 1 + random.nextInt(100));
      session.send(java.util.Arrays.copyOfRange(all, at, at + length));
      at += length;
    }
    assertThat(session.input()).isEqualTo(expected);
    assertThat(session.report().isApproximate()).isFalse();
  }

  // --- a recorded session, expected values made by src/test/tshark/make-rfb-expected.py

  private static byte[] recorded(String name, int snap) throws IOException {
    byte[] whole;
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(RECORDED.resolve(name + ".pcap.gz")))) {
      whole = in.readAllBytes();
    }
    ByteBuffer from = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to = ByteBuffer.allocate(whole.length).order(ByteOrder.LITTLE_ENDIAN);
    to.put(whole, 0, 24);
    for (int at = 24; at < whole.length; ) {
      int captured = from.getInt(at + 8);
      int kept = Math.min(captured, snap);
      to.put(whole, at, 16 + kept).putInt(to.position() - kept - 8, kept);
      at += 16 + captured;
    }
    return java.util.Arrays.copyOf(to.array(), to.position());
  }

  private static List<Long> perSecond(byte[] capture, InputCounter counter) throws IOException {
    List<Long> seconds = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture), "x")) {
      Packet packet = reader.packet();
      long first = -1;
      while (reader.next()) {
        first = first < 0 ? packet.epochNanos() : first;
        int second = (int) ((packet.epochNanos() - first) / 1_000_000_000);
        while (seconds.size() <= second) {
          seconds.add(0L);
        }
        Roles.Direction direction = Segments.ROLES.of(packet);
        if (direction != Roles.Direction.NONE) {
          long bytes = counter.of(packet, direction);
          if (direction == Roles.Direction.IN) {
            seconds.set(second, seconds.get(second) + bytes);
          }
        }
      }
    }
    return seconds;
  }

  private static List<Long> expected(String name) throws IOException {
    return Files.readAllLines(RECORDED.resolve(name + ".csv")).stream()
        .filter(line -> Character.isDigit(line.charAt(0)))
        .map(line -> Long.valueOf(line.substring(line.indexOf(',') + 1)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"control-at-user", "control-at-instrument"})
  void input_of_a_recorded_session_is_tsharks_second_by_second(String name) throws IOException {
    InputCounter counter = new InputCounter();
    assertThat(perSecond(recorded(name, 65535), counter)).isEqualTo(expected(name));
    assertThat(counter.report().isApproximate()).isFalse();
  }

  /** Of the control, 70 % stands in segments of a burst whose greater part is cut off. */
  @ParameterizedTest
  @CsvSource({
    "control-at-user,96",
    "control-at-user,128",
    "control-at-instrument,96",
    "control-at-instrument,128"
  })
  void input_of_a_recorded_session_is_nearly_the_same_when_snapped(String name, int snap)
      throws IOException {
    InputCounter counter = new InputCounter();
    List<Long> measured = perSecond(recorded(name, snap), counter);
    List<Long> expected = expected(name);
    double sum = expected.stream().mapToLong(Long::longValue).sum();
    assertThat((double) measured.stream().mapToLong(Long::longValue).sum())
        .isCloseTo(sum, within(0.01 * sum));
    for (int i = 0; i < expected.size(); i++) {
      assertThat((double) measured.get(i))
          .as("second %d", i)
          .isCloseTo(expected.get(i), within(0.03 * expected.get(i) + 20));
    }
    assertThat(counter.report().isApproximate()).isTrue();
    assertThat(counter.report().skippedBytes()).isGreaterThan((long) (0.6 * sum));
  }
}
