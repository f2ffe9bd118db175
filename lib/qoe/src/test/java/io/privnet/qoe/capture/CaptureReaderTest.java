package io.privnet.qoe.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.privnet.qoe.QoeDataException;
import io.privnet.qoe.capture.CaptureCensus.Count;
import io.privnet.qoe.capture.SyntheticCaptures.Timed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureReaderTest {
  private static final byte[] UDP =
      Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 17, Frame.udp(5004, 5004, 100)));
  private static final long T = 1_700_000_000_000_000_000L;

  /** What is to be seen of a packet. */
  private record Seen(
      long nanos, long wire, long ip, long payload, int sourcePort, int destinationPort) {}

  private static CaptureReader reader(byte[] capture) throws IOException {
    return CaptureReader.of(new ByteArrayInputStream(capture), "x.pcap");
  }

  private static List<Seen> read(CaptureReader reader) throws IOException {
    List<Seen> seen = new ArrayList<>();
    Packet p = reader.packet();
    while (reader.next()) {
      seen.add(
          p.isIp()
              ? new Seen(
                  p.epochNanos(),
                  p.wireLength(),
                  p.ipLength(),
                  p.payloadLength(),
                  p.sourcePort(),
                  p.destinationPort())
              : new Seen(p.epochNanos(), p.wireLength(), -1, -1, -1, -1));
    }
    return seen;
  }

  private static CaptureWriter pcap() {
    return CaptureWriter.pcap(new ByteArrayOutputStream());
  }

  private static Seen only(byte[] frame) throws IOException {
    List<Seen> seen = read(reader(pcap().packet(T, frame).bytes()));
    assertThat(seen).hasSize(1);
    return seen.getFirst();
  }

  // --- files that are no captures

  @Test
  void missing_file_is_named(@TempDir Path folder) {
    assertThatThrownBy(() -> CaptureReader.open(folder.resolve("none.pcap")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void folder_is_refused(@TempDir Path folder) {
    assertThatThrownBy(() -> CaptureReader.open(folder)).isInstanceOf(FileSystemException.class);
  }

  @Test
  void empty_file_is_no_capture() {
    assertThatThrownBy(() -> reader(new byte[0]))
        .isInstanceOf(QoeDataException.class)
        .hasMessage("x.pcap: byte 0: not a capture: it is empty");
  }

  @Test
  void garbage_is_refused_with_its_first_bytes() {
    assertThatThrownBy(
            () -> reader("capture,mos\n1,2\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .isInstanceOf(QoeDataException.class)
        .hasMessage("x.pcap: byte 0: not a pcap or pcapng capture: it begins with 0x63617074");
  }

  @Test
  void cut_file_header_is_refused() {
    assertThatThrownBy(() -> reader(Arrays.copyOf(pcap().bytes(), 23)))
        .isInstanceOf(QoeDataException.class)
        .hasMessage("x.pcap: byte 23: the pcap file header is cut off: 23 of 24 bytes");
  }

  @Test
  void unknown_version_is_refused() {
    byte[] capture = pcap().bytes();
    capture[4] = 9;
    assertThatThrownBy(() -> reader(capture)).hasMessageContaining("pcap version 9.4 is not known");
  }

  @Test
  void gzip_of_garbage_is_refused() throws IOException {
    assertThatThrownBy(() -> reader(gzip(new byte[100]))).isInstanceOf(QoeDataException.class);
    assertThatThrownBy(() -> reader(new byte[] {0x1f, (byte) 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9}))
        .isInstanceOf(QoeDataException.class);
  }

  // --- several files

  @Test
  void rotated_files_are_read_as_one_in_the_order_of_their_first_packets() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("third.pcap.gz", gzip(pcap().packet(T + 5, UDP).packet(T + 9, UDP).bytes()));
    files.put("empty.pcap", pcap().bytes());
    byte[] cooked = Frame.cooked(Frame.ip("10.0.0.1", "10.0.0.2", 17, Frame.udp(5004, 5004, 100)));
    files.put(
        "first.pcapng",
        CaptureWriter.pcapng(new ByteArrayOutputStream(), ByteOrder.BIG_ENDIAN)
            .describe(113, 0, 9, 0)
            .enhanced(0, T + 1, cooked, cooked.length)
            .bytes());
    byte[] second =
        CaptureWriter.pcap(
                new ByteArrayOutputStream(), ByteOrder.LITTLE_ENDIAN, PcapRecords.MAGIC_NANOS, 1, 4)
            .packet(T + 2, UDP)
            .packet(T + 6, UDP)
            .bytes();
    files.put("second.pcap", Arrays.copyOf(second, second.length - 1));
    try (CaptureReader reader =
        CaptureReader.joined(
            List.copyOf(files.keySet()), name -> new ByteArrayInputStream(files.get(name)))) {
      List<Seen> seen = read(reader);
      // Microseconds in the third, so that its nanoseconds are cut off.
      assertThat(seen).extracting(Seen::nanos).containsExactly(T, T, T + 1, T + 2);
      assertThat(seen).extracting(Seen::payload).containsOnly(100L);
      assertThat(reader.census().packets()).isEqualTo(4);
      assertThat(reader.census().name()).isEqualTo("third.pcap.gz and 3 more");
      assertThat(reader.census().earlyEnd())
          .hasValueSatisfying(end -> assertThat(end).startsWith("second.pcap: byte 182: the"));
    }
  }

  @Test
  void joined_capture_with_a_file_that_is_none_is_refused() {
    Map<String, byte[]> files = Map.of("a", pcap().packet(T, UDP).bytes(), "b", new byte[7]);
    assertThatThrownBy(
            () ->
                CaptureReader.joined(
                    List.of("a", "b"), name -> new ByteArrayInputStream(files.get(name))))
        .isInstanceOf(QoeDataException.class)
        .hasMessageStartingWith("b: byte 0: not a pcap");
  }

  // --- captures cut off or damaged

  @Test
  void capture_without_packets_is_empty() throws IOException {
    CaptureReader reader = reader(pcap().bytes());
    assertThat(read(reader)).isEmpty();
    assertThat(reader.census().earlyEnd()).isEmpty();
  }

  @Property(tries = 200)
  void cut_anywhere_gives_all_whole_records_and_says_so(@ForAll @IntRange(max = 5000) int cut)
      throws IOException {
    for (byte[] whole :
        List.of(
            SyntheticCaptures.all().get("big-endian.pcap"),
            SyntheticCaptures.all().get("several.pcapng"))) {
      List<Seen> all = read(reader(whole));
      int at = 200 + cut;
      CaptureReader reader = reader(Arrays.copyOf(whole, at));
      List<Seen> some = read(reader);
      assertThat(some).isEqualTo(all.subList(0, some.size()));
      List<Seen> more = read(reader(Arrays.copyOf(whole, at + 1)));
      boolean betweenRecords = reader.census().earlyEnd().isEmpty();
      assertThat(more.size()).isBetween(some.size(), some.size() + 1);
      if (!betweenRecords) {
        assertThat(reader.census().earlyEnd().get())
            .matches("x.pcap: byte [0-9]+: the capture is cut off in mid-record");
      }
      if (more.size() > some.size()) {
        assertThat(betweenRecords).isFalse();
      }
    }
  }

  @Test
  void cut_gzip_gives_whole_records_and_says_so() throws IOException {
    byte[] plain = SyntheticCaptures.all().get("sll.pcap");
    byte[] zipped = gzip(plain);
    assertThat(read(reader(zipped))).isEqualTo(read(reader(plain)));
    CaptureReader reader = reader(Arrays.copyOf(zipped, zipped.length - 20));
    assertThat(read(reader)).isNotEmpty();
    assertThat(reader.census().earlyEnd())
        .hasValueSatisfying(s -> assertThat(s).contains("cut off"));
  }

  @Test
  void several_gzip_members_are_read_on() throws IOException {
    byte[] plain = SyntheticCaptures.all().get("sll.pcap");
    byte[] joined =
        Frame.concat(
            gzip(Arrays.copyOf(plain, 1000)), gzip(Arrays.copyOfRange(plain, 1000, plain.length)));
    assertThat(read(reader(joined))).isEqualTo(read(reader(plain)));
  }

  @Test
  void record_that_claims_gigabytes_ends_the_capture_with_its_offset() throws IOException {
    byte[] capture = pcap().packet(T, UDP).packet(T, UDP).bytes();
    int second = 24 + 16 + UDP.length;
    ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 8, 0x7fff_ffff);
    CaptureReader reader = reader(capture);
    assertThat(read(reader)).hasSize(1);
    assertThat(reader.census().earlyEnd())
        .hasValue(
            "x.pcap: byte "
                + second
                + ": cannot be read any further: a record that claims 2147483647 captured bytes");
  }

  @Test
  void pcapng_block_of_impossible_length_ends_the_capture() throws IOException {
    for (int length : new int[] {0, 8, 13, -1, 0x7fff_fffc}) {
      byte[] capture =
          CaptureWriter.pcapng(new ByteArrayOutputStream(), ByteOrder.LITTLE_ENDIAN)
              .describe(1, 0, -1, 0)
              .enhanced(0, 1, UDP, UDP.length)
              .enhanced(0, 2, UDP, UDP.length)
              .bytes();
      int last = capture.length - (12 + 20 + (UDP.length + 3 & ~3));
      ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN).putInt(last + 4, length);
      CaptureReader reader = reader(capture);
      assertThat(read(reader)).hasSize(1);
      assertThat(reader.census().earlyEnd().get()).startsWith("x.pcap: byte " + last + ": ");
    }
  }

  @Test
  void pcapng_packet_of_unknown_interface_is_counted_and_passed_over() throws IOException {
    CaptureReader reader =
        reader(
            CaptureWriter.pcapng(new ByteArrayOutputStream(), ByteOrder.BIG_ENDIAN)
                .describe(1, 0, -1, 0)
                .enhanced(7, 1, UDP, UDP.length)
                .enhanced(0, 2, UDP, UDP.length)
                .bytes());
    assertThat(read(reader)).hasSize(1);
    assertThat(reader.census().doubts()).containsExactly(new Count("malformed blocks", 1));
  }

  @Test
  void blocks_without_packets_are_counted_by_name() throws IOException {
    CaptureReader reader = reader(SyntheticCaptures.all().get("several.pcapng"));
    assertThat(read(reader)).hasSize(240);
    assertThat(reader.census().passedOver())
        .containsExactlyInAnyOrder(
            new Count("name resolution blocks", 1),
            new Count("blocks of type 0x7777", 1),
            new Count("interface statistics blocks", 1));
  }

  @Test
  void huge_unknown_block_is_passed_over() throws IOException {
    CaptureReader reader =
        reader(
            CaptureWriter.pcapng(new ByteArrayOutputStream(), ByteOrder.LITTLE_ENDIAN)
                .describe(1, 0, -1, 0)
                .block(0xbad, new byte[3_000_000])
                .enhanced(0, 2, UDP, UDP.length)
                .bytes());
    assertThat(read(reader)).hasSize(1);
    assertThat(reader.census().passedOver()).containsExactly(new Count("custom blocks", 1));
  }

  @Test
  void simple_packet_block_has_no_time_and_is_counted() throws IOException {
    CaptureReader reader =
        reader(
            CaptureWriter.pcapng(new ByteArrayOutputStream(), ByteOrder.LITTLE_ENDIAN)
                .describe(1, 60, -1, 0)
                .simple(Frame.snap(UDP, 60), UDP.length)
                .bytes());
    assertThat(reader.next()).isTrue();
    assertThat(reader.packet().hasTime()).isFalse();
    assertThat(reader.packet().payloadLength()).isEqualTo(100);
    assertThat(reader.packet().capturedLength()).isEqualTo(60);
    assertThat(reader.census().doubts())
        .containsExactly(new Count("packets without a time (simple packet blocks)", 1));
  }

  // --- times

  @Test
  void time_resolutions_and_offsets_give_the_same_time() throws IOException {
    long nanos = 1_700_000_000_250_000_000L;
    int[] resolutions = {3, 6, 9, 12, 0x80 | 2, 0x80 | 20, 0x80 | 32};
    for (int resolution : resolutions) {
      for (long offset : new long[] {0, 1_699_999_000L, -5}) {
        long seconds = nanos / 1_000_000_000L - offset;
        boolean tooLarge = resolution == 12 && seconds > 9_000_000 || resolution == 0x80 + 32;
        if (tooLarge && offset != 1_699_999_000L) {
          continue;
        }
        BigInteger perSecond =
            (resolution & 0x80) == 0
                ? BigInteger.TEN.pow(resolution)
                : BigInteger.TWO.pow(resolution & 0x7f);
        long ticks =
            BigInteger.valueOf(4 * seconds + 1)
                .multiply(perSecond)
                .divide(BigInteger.valueOf(4))
                .longValueExact();
        CaptureReader reader =
            reader(
                CaptureWriter.pcapng(new ByteArrayOutputStream(), ByteOrder.LITTLE_ENDIAN)
                    .describe(1, 0, resolution, offset)
                    .enhanced(0, ticks, UDP, UDP.length)
                    .bytes());
        assertThat(read(reader).getFirst().nanos())
            .as("resolution %d offset %d", resolution, offset)
            .isEqualTo(nanos);
      }
    }
  }

  @Test
  void absurd_times_are_held_within_range() throws IOException {
    for (int resolution : new int[] {0, 6, 9, 40, 127, 128, 128 + 63, 255}) {
      CaptureReader reader =
          reader(
              CaptureWriter.pcapng(new ByteArrayOutputStream(), ByteOrder.LITTLE_ENDIAN)
                  .describe(1, 0, resolution, 0)
                  .enhanced(0, -1, UDP, UDP.length)
                  .enhanced(0, Long.MAX_VALUE, UDP, UDP.length)
                  .bytes());
      assertThat(read(reader)).allSatisfy(s -> assertThat(s.nanos()).isBetween(0L, 1L << 62));
    }
  }

  @Test
  void swapped_lengths_of_old_versions_are_put_right() throws IOException {
    for (int minor : new int[] {2, 3}) {
      CaptureWriter writer =
          CaptureWriter.pcap(
              new ByteArrayOutputStream(),
              ByteOrder.BIG_ENDIAN,
              PcapRecords.MAGIC_MICROS,
              1,
              minor);
      byte[] capture = writer.packet(T, Frame.snap(UDP, 60), UDP.length).bytes();
      ByteBuffer.wrap(capture).putInt(32, UDP.length).putInt(36, 60);
      assertThat(read(reader(capture)).getFirst().payload()).isEqualTo(100);
    }
  }

  // --- headers

  @Test
  void zero_ip_length_is_taken_from_the_frame() throws IOException {
    byte[] ip = Frame.ip("10.0.0.1", "10.0.0.2", 6, Frame.tcp(5900, 40000, 0x10, 0, 30_000));
    ByteBuffer.wrap(ip).putShort(2, (short) 0);
    assertThat(only(Frame.ethernet(ip)).payload()).isEqualTo(30_000);
    byte[] big = Frame.ip("fd00::1", "fd00::2", 6, Frame.tcp(5900, 40000, 0x10, 12, 100_000));
    ByteBuffer.wrap(big).putShort(4, (short) 0);
    Seen seen = only(Frame.ethernet(big));
    assertThat(seen.payload()).isEqualTo(100_000);
    assertThat(seen.ip()).isEqualTo(100_072);
  }

  @Test
  void padding_of_short_frames_does_not_count() throws IOException {
    byte[] frame =
        Arrays.copyOf(
            Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 6, Frame.tcp(1, 2, 0x10, 0, 0))), 60);
    assertThat(only(frame)).isEqualTo(new Seen(T, 60, 40, 0, 1, 2));
  }

  @Test
  void later_ipv4_fragments_have_the_ports_of_the_first() throws IOException {
    byte[] first = Frame.ipv4("10.0.0.1", "10.0.0.2", 17, 0, 7, 0x2000, Frame.udp(5004, 5006, 992));
    byte[] second = Frame.ipv4("10.0.0.1", "10.0.0.2", 17, 0, 7, 0x2000 | 125, new byte[1000]);
    byte[] last = Frame.ipv4("10.0.0.1", "10.0.0.2", 17, 0, 7, 250, new byte[300]);
    ByteBuffer.wrap(first).putShort(24, (short) 2300);
    CaptureReader reader =
        reader(
            pcap()
                .packet(T, Frame.ethernet(first))
                .packet(T, Frame.ethernet(second))
                .packet(T, Frame.ethernet(last))
                .bytes());
    List<Seen> seen = read(reader);
    assertThat(seen).allSatisfy(s -> assertThat(s.destinationPort()).isEqualTo(5006));
    // 2300 is the datagram's length with its header of 8: what arrives is its payload, once.
    assertThat(seen.stream().mapToLong(Seen::payload).sum()).isEqualTo(2300 - 8);
    assertThat(reader.census().doubts()).isEmpty();
  }

  @Test
  void later_ipv6_fragments_have_the_ports_of_the_first() throws IOException {
    byte[] datagram = Frame.udp(5004, 5006, 1992);
    byte[] first = Frame.fragment(17, 0, true, 9, Arrays.copyOf(datagram, 1000));
    byte[] last = Frame.fragment(17, 1000, false, 9, Arrays.copyOfRange(datagram, 1000, 2000));
    CaptureReader reader =
        reader(
            pcap()
                .packet(T, Frame.ethernet(Frame.ipv6("fd00::1", "fd00::2", 44, first)))
                .packet(T, Frame.ethernet(Frame.ipv6("fd00::1", "fd00::2", 44, last)))
                .bytes());
    List<Seen> seen = read(reader);
    assertThat(seen).allSatisfy(s -> assertThat(s.destinationPort()).isEqualTo(5006));
    assertThat(seen.stream().mapToLong(Seen::payload).sum()).isEqualTo(1992);
  }

  @Test
  void fragment_without_its_first_is_counted_as_doubtful() throws IOException {
    byte[] last = Frame.ipv4("10.0.0.1", "10.0.0.2", 17, 0, 7, 250, new byte[300]);
    CaptureReader reader = reader(pcap().packet(T, Frame.ethernet(last)).bytes());
    assertThat(read(reader).getFirst()).isEqualTo(new Seen(T, 334, 320, 300, -1, -1));
    assertThat(reader.census().doubts())
        .containsExactly(new Count("fragments whose first fragment was not seen", 1));
  }

  @Test
  void many_first_fragments_do_not_fill_the_memory() throws IOException {
    CaptureWriter writer = pcap();
    for (int i = 0; i < 20_000; i++) {
      writer.packet(
          T,
          Frame.ethernet(Frame.ipv4("10.0.0.1", "10.0.0.2", 17, 0, i, 0x2000, Frame.udp(1, 2, 0))));
    }
    byte[] early = Frame.ipv4("10.0.0.1", "10.0.0.2", 17, 0, 5, 1, new byte[8]);
    byte[] recent = Frame.ipv4("10.0.0.1", "10.0.0.2", 17, 0, 19_999, 1, new byte[8]);
    writer.packet(T, Frame.ethernet(early)).packet(T, Frame.ethernet(recent));
    List<Seen> seen = read(reader(writer.bytes()));
    assertThat(seen.get(20_000).destinationPort()).isEqualTo(-1);
    assertThat(seen.get(20_001).destinationPort()).isEqualTo(2);
  }

  @Test
  void headers_cut_off_by_the_snapshot_are_counted_not_guessed() throws IOException {
    byte[] tcp =
        Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 6, Frame.tcp(5900, 40000, 0x10, 0, 500)));
    for (int snap : new int[] {1, 13, 20, 33, 36, 46}) {
      CaptureReader reader = reader(pcap().packet(T, Frame.snap(tcp, snap), tcp.length).bytes());
      Seen seen = read(reader).getFirst();
      assertThat(seen.payload()).isEqualTo(-1);
      assertThat(seen.wire()).isEqualTo(tcp.length);
      assertThat(reader.census().doubts())
          .containsExactly(
              new Count("packets whose headers are cut off by the snapshot length", 1));
    }
    CaptureReader enough = reader(pcap().packet(T, Frame.snap(tcp, 48), tcp.length).bytes());
    assertThat(read(enough).getFirst().payload()).isEqualTo(500);
  }

  @Test
  void other_protocols_and_link_types_are_counted_by_name() throws IOException {
    byte[] arp = new byte[42];
    arp[12] = 8;
    arp[13] = 6;
    byte[] icmp = Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 1, new byte[64]));
    CaptureReader reader = reader(pcap().packet(T, arp).packet(T, icmp).packet(T, icmp).bytes());
    read(reader);
    assertThat(reader.census().passedOver())
        .containsExactly(new Count("ICMP packets", 2), new Count("ARP frames", 1));
    CaptureReader radio =
        reader(
            CaptureWriter.pcap(
                    new ByteArrayOutputStream(),
                    ByteOrder.LITTLE_ENDIAN,
                    PcapRecords.MAGIC_MICROS,
                    127,
                    4)
                .packet(T, UDP)
                .bytes());
    read(radio);
    assertThat(radio.census().doubts())
        .containsExactly(
            new Count(
                "packets of link type 127 (802.11 with radiotap header), which is not looked into",
                1));
  }

  @Test
  void tunnels_are_counted_by_name_and_their_outer_packets_count() throws IOException {
    byte[] inner = Frame.ip("192.168.0.2", "192.168.0.1", 6, Frame.tcp(40000, 5900, 0x18, 0, 10));
    CaptureWriter writer = pcap();
    for (int protocol : new int[] {4, 41, 47}) {
      writer.packet(T, Frame.ethernet(Frame.ip("10.0.0.2", "10.0.0.1", protocol, inner)));
    }
    byte[] vxlan = Frame.ip("10.0.0.2", "10.0.0.1", 17, Frame.udp(50000, 4789, 8 + 14 + 50));
    writer.packet(T, Frame.ethernet(vxlan));
    CaptureReader reader = reader(writer.bytes());
    List<Seen> seen = read(reader);
    assertThat(seen.getLast()).isEqualTo(new Seen(T, 14 + 28 + 72, 28 + 72, 72, 50000, 4789));
    assertThat(reader.census().passedOver())
        .containsExactlyInAnyOrder(
            new Count("IPv4-in-IP packets, which are not looked into", 1),
            new Count("IPv6-in-IP packets, which are not looked into", 1),
            new Count("GRE packets, which are not looked into", 1),
            new Count("VXLAN packets, whose outer headers count", 1));
  }

  @Test
  void what_is_no_ip_in_mpls_and_pppoe_is_counted_by_name() throws IOException {
    byte[] wire = Frame.ethernetOf(0x8847, new byte[] {0, 1, 1, 64, 0, 0, 0, 0});
    byte[] endless = Frame.ethernetOf(0x8848, new byte[] {0, 1, 0, 64, 0, 1, 0, 64});
    byte[] control = Frame.ethernetOf(0x8864, new byte[] {0x11, 0, 0, 1, 0, 4, (byte) 0xc0, 0x21});
    byte[] discovery = Frame.ethernetOf(0x8863, new byte[20]);
    CaptureReader reader =
        reader(
            pcap()
                .packet(T, wire)
                .packet(T, endless)
                .packet(T, control)
                .packet(T, discovery)
                .bytes());
    read(reader);
    assertThat(reader.census().passedOver())
        .containsExactlyInAnyOrder(
            new Count("MPLS frames without IP", 1),
            new Count("PPPoE frames without IP", 1),
            new Count("PPPoE discovery frames", 1));
    assertThat(reader.census().doubts())
        .containsExactly(new Count("packets whose headers are cut off by the snapshot length", 1));
  }

  @Test
  void frames_of_segmentation_offload_count_whole() throws IOException {
    CaptureReader reader = reader(SyntheticCaptures.all().get("jumbo.pcap"));
    assertThat(read(reader)).extracting(Seen::payload).containsExactly(65483L, 150_000L, 8948L);
    assertThat(reader.census().doubts()).isEmpty();
  }

  @Test
  void interfaces_tell_names_packets_and_drops() throws IOException {
    for (String name : List.of("blocks.pcapng", "blocks-big-endian.pcapng")) {
      CaptureReader reader = reader(SyntheticCaptures.all().get(name));
      read(reader);
      assertThat(reader.interfaces())
          .extracting(
              CaptureInterface::name,
              CaptureInterface::linkType,
              CaptureInterface::snapLength,
              CaptureInterface::packets,
              CaptureInterface::received,
              CaptureInterface::dropped)
          .containsExactly(
              tuple("eth0", 1, 96L, 80L, 90L, 3L),
              tuple("lo", 101, 0L, 40L, -1L, -1L),
              tuple("idle", 1, 65535L, 0L, 0L, 0L));
      assertThat(reader.census().passedOver())
          .containsExactlyInAnyOrder(
              new Count("interface statistics blocks", 3),
              new Count("custom blocks", 1),
              new Count("custom blocks that are not to be copied", 1),
              new Count("name resolution blocks", 1),
              new Count("decryption secrets blocks", 1));
    }
  }

  // --- laws

  @Test
  void every_variant_of_a_session_is_seen_alike() throws IOException {
    List<Seen> plain = new ArrayList<>();
    for (Timed packet : SyntheticCaptures.session(4, 11)) {
      Seen seen = only(Frame.ethernet(packet.ip()));
      plain.add(
          new Seen(
              packet.nanos() / 1000 * 1000,
              seen.ip,
              seen.ip,
              seen.payload,
              seen.sourcePort,
              seen.destinationPort));
    }
    for (String name :
        List.of(
            "big-endian.pcap",
            "nanosecond.pcap",
            "modified.pcap",
            "vlan.pcap",
            "mpls.pcap",
            "sll.pcap",
            "raw.pcap",
            "null.pcap")) {
      List<Seen> seen =
          read(reader(SyntheticCaptures.all().get(name))).stream()
              .map(
                  s ->
                      new Seen(
                          s.nanos / 1000 * 1000,
                          s.ip,
                          s.ip,
                          s.payload,
                          s.sourcePort,
                          s.destinationPort))
              .toList();
      assertThat(seen).as(name).isEqualTo(plain);
    }
  }

  @Property(tries = 50)
  void how_the_stream_is_chopped_changes_nothing(@ForAll @IntRange(min = 1, max = 4000) int chunk)
      throws IOException {
    byte[] capture = SyntheticCaptures.all().get("several-big-endian.pcapng");
    InputStream chopped =
        new ByteArrayInputStream(capture) {
          @Override
          public int read(byte[] bytes, int from, int length) {
            return super.read(bytes, from, Math.min(length, chunk));
          }
        };
    assertThat(read(CaptureReader.of(chopped, "x"))).isEqualTo(read(reader(capture)));
  }

  @Test
  void records_across_block_borders_are_whole() throws IOException {
    CaptureWriter writer = pcap();
    byte[] jumbo = Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 17, Frame.udp(1, 2, 60_001)));
    for (int i = 0; i < 100; i++) {
      writer.packet(T + i * 1000L, i % 3 == 0 ? jumbo : UDP);
    }
    List<Seen> seen = read(reader(writer.bytes()));
    assertThat(seen).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(seen.get(i).nanos()).isEqualTo(T + i * 1000L);
      assertThat(seen.get(i).payload()).isEqualTo(i % 3 == 0 ? 60_001 : 100);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }
}
