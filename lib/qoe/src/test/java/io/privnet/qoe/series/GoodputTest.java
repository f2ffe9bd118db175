package io.privnet.qoe.series;

import static io.privnet.qoe.series.Segments.RST;
import static io.privnet.qoe.series.Segments.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.qoe.capture.Packet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GoodputTest {
  private static List<Long> goodput(Segments segments) throws IOException {
    return segments.counted(Measure.GOODPUT.counter());
  }

  private static byte[] bytes(int length) {
    return new byte[length];
  }

  private static byte[] rtp(int sequence, int ssrc, int payload) {
    return ByteBuffer.allocate(12 + payload)
        .putShort((short) 0x8060)
        .putShort((short) sequence)
        .putInt(sequence * 90)
        .putInt(ssrc)
        .array();
  }

  private static Segments datagrams(byte[]... payloads) {
    Segments segments = new Segments();
    for (byte[] payload : payloads) {
      segments.add(Segments.udp(5014, payload), 96);
    }
    return segments;
  }

  @Test
  void retransmission_counts_nothing_and_a_longer_one_its_new_end() throws IOException {
    assertThat(
            goodput(
                new Segments()
                    .in(100, bytes(50))
                    .in(100, bytes(50))
                    .in(120, bytes(60))
                    .in(150, bytes(10))))
        .containsExactly(50L, 0L, 30L, 0L);
  }

  @Test
  void segment_that_fills_a_hole_counts_once() throws IOException {
    assertThat(
            goodput(
                new Segments()
                    .in(100, bytes(50))
                    .in(250, bytes(50))
                    .in(150, bytes(40))
                    .in(150, bytes(100))
                    .in(150, bytes(100))))
        .containsExactly(50L, 50L, 40L, 60L, 0L);
  }

  @Test
  void sequence_number_wraps_at_32_bits() throws IOException {
    assertThat(
            goodput(
                new Segments()
                    .in(0xffff_fff0L, bytes(32))
                    .in(16, bytes(10))
                    .in(0xffff_fff0L, bytes(32))
                    .in(10, bytes(20))))
        .containsExactly(32L, 10L, 0L, 4L);
  }

  @Test
  void directions_and_connections_have_their_own_numbers() throws IOException {
    assertThat(
            goodput(
                new Segments()
                    .in(100, bytes(50))
                    .out(100, bytes(50))
                    .add(
                        Segments.tcp("10.0.0.2", 40001, "10.0.0.1", 5900, 0x18, 100, new byte[50]),
                        96)))
        .containsExactly(50L, 50L, 50L);
  }

  @Test
  void new_connection_on_the_same_ports_begins_with_its_syn() throws IOException {
    assertThat(
            goodput(
                new Segments()
                    .flagged(SYN, 5000, bytes(0))
                    .in(5001, bytes(100))
                    .flagged(SYN, 4000, bytes(0))
                    .in(4001, bytes(10))
                    .flagged(SYN, 4000, bytes(0))
                    .in(4001, bytes(10))
                    .in(4011, bytes(1))))
        .containsExactly(0L, 100L, 0L, 10L, 0L, 0L, 1L);
  }

  @Test
  void new_connection_without_its_syn_begins_after_a_reset_or_far_away() throws IOException {
    assertThat(
            goodput(
                new Segments()
                    .in(5000, bytes(100))
                    .flagged(RST, 5100, bytes(0))
                    .in(3000, bytes(10))
                    .in(0x8000_0000L, bytes(7))))
        .containsExactly(100L, 0L, 10L, 7L);
  }

  @Test
  void keep_alive_counts_nothing() throws IOException {
    assertThat(goodput(new Segments().in(100, bytes(50)).in(149, bytes(1))))
        .containsExactly(50L, 0L);
  }

  @Test
  void rtp_counts_payload_and_a_duplicate_nothing() throws IOException {
    byte[] extended = ByteBuffer.allocate(12 + 4 + 8 + 30).put(rtp(65535, 7, 0)).array();
    extended[0] = (byte) 0x90;
    extended[15] = 2;
    assertThat(
            goodput(
                datagrams(
                    rtp(65534, 7, 1000),
                    extended,
                    rtp(1, 7, 20),
                    rtp(0, 7, 10),
                    rtp(1, 7, 20),
                    rtp(0, 7, 10))))
        .containsExactly(1012L, 30L, 20L, 10L, 0L, 0L);
  }

  @Test
  void datagrams_that_are_not_in_sequence_are_plain_udp() throws IOException {
    assertThat(goodput(datagrams(rtp(5, 7, 10), rtp(5, 7, 10), rtp(900, 8, 10), bytes(3))))
        .containsExactly(22L, 22L, 22L, 3L);
  }

  @Test
  void header_that_is_cut_off_is_not_counted() throws IOException {
    byte[] frame = Segments.tcp("10.0.0.2", 1, "10.0.0.1", 5900, 0x18, 1, bytes(100));
    assertThat(goodput(new Segments().add(frame, 40))).containsExactly((long) Packet.UNKNOWN);
  }

  /** Against a set of every byte seen. */
  @Property(tries = 300)
  void counts_every_byte_the_first_time(
      @ForAll @Size(max = 60) List<@IntRange(max = 400) Integer> starts,
      @ForAll @IntRange(min = 1, max = 80) int length,
      @ForAll int origin)
      throws IOException {
    Segments segments = new Segments().flagged(SYN, origin, bytes(0));
    List<Long> expected = new ArrayList<>(List.of(0L));
    BitSet seen = new BitSet();
    for (int i = 0; i < starts.size(); i++) {
      int size = 1 + (length * (i + 1)) % 80;
      segments.in(origin + 1L + starts.get(i), bytes(size));
      int before = seen.cardinality();
      seen.set(starts.get(i), starts.get(i) + size);
      expected.add((long) seen.cardinality() - before);
    }
    assertThat(goodput(segments)).isEqualTo(expected);
  }
}
