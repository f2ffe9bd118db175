package io.privnet.qoe.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.qoe.QoeDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The compressed captures were made by src/test/compressed/make-compressed.sh. */
class CompressionTest {
  private static final Path COMPRESSED =
      Path.of("src/test/resources/io/privnet/qoe/capture/compressed");
  private static final List<Long> PLAIN = packets(SyntheticCaptures.all().get("vlan.pcap"));

  static Stream<Path> captures() throws IOException {
    return Files.list(COMPRESSED).sorted();
  }

  /** Time and payload of each packet, and whether the capture ended early, as a last −1. */
  private static List<Long> packets(byte[] capture) {
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture), "x")) {
      List<Long> seen = new ArrayList<>();
      while (reader.next()) {
        seen.add(reader.packet().epochNanos());
        seen.add(reader.packet().payloadLength());
      }
      if (reader.census().earlyEnd().isPresent()) {
        seen.add(-1L);
      }
      return seen;
    } catch (QoeDataException e) {
      return List.of(-1L);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void compressed_capture_is_read_like_the_plain_one(Path capture) throws IOException {
    assertThat(PLAIN).hasSize(240);
    assertThat(packets(Files.readAllBytes(capture))).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @MethodSource("captures")
  void compression_is_named(Path capture) throws IOException {
    String name = capture.getFileName().toString();
    try (CaptureReader reader = CaptureReader.open(capture)) {
      assertThat(reader.compressions())
          .containsExactly(
              switch (name.substring(name.lastIndexOf('.') + 1)) {
                case "gz" -> Compression.GZIP;
                case "zst" -> Compression.ZSTD;
                default -> Compression.LZ4;
              });
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void compressed_capture_cut_anywhere_gives_the_packets_before_and_says_so(Path capture)
      throws IOException {
    byte[] whole = Files.readAllBytes(capture);
    for (int length = whole.length - 1; length > 0; length -= 37) {
      List<Long> seen = packets(Arrays.copyOf(whole, length));
      // A cut between two frames, or in the last skippable one, is the capture's.
      if (!seen.equals(PLAIN)) {
        assertThat(seen).as(capture + " cut to " + length).endsWith(-1L);
        assertThat(seen.subList(0, seen.size() - 1)).isEqualTo(PLAIN.subList(0, seen.size() - 1));
      }
    }
  }

  /** Decoders that hold back what matches may refer to would lose it. */
  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"GZIP", "ZSTD", "LZ4"})
  void cut_loses_no_more_than_the_last_blocks(Compression compression) throws IOException {
    Random random = new Random(8);
    CaptureWriter writer = CaptureWriter.pcap(new ByteArrayOutputStream());
    for (int i = 0; i < 2000; i++) {
      byte[] frame = Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 17, Frame.udp(1, 2, 1400)));
      random.nextBytes(frame);
      writer.packet(i, frame);
    }
    byte[] whole =
        switch (compression) {
          case GZIP -> gzip(writer.bytes());
          case ZSTD -> com.github.luben.zstd.Zstd.compress(writer.bytes());
          default -> storedLz4(writer.bytes());
        };
    int read = packets(Arrays.copyOf(whole, whole.length * 9 / 10)).size() / 2;
    assertThat(read).isBetween(1700, 1800);
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, whole.length * 9 / 10, whole.length, (byte) -1);
    assertThat(packets(damaged).size() / 2).isBetween(1500, 1800);
  }

  @ParameterizedTest
  @MethodSource("captures")
  void damage_anywhere_is_told_or_harmless(Path capture) throws IOException {
    byte[] whole = Files.readAllBytes(capture);
    Random random = new Random(5);
    for (int at = 0; at < whole.length; at += 1 + random.nextInt(40)) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      List<Long> seen = packets(damaged);
      if (!capture.toString().contains("streamed") && !capture.toString().contains("unchecked")) {
        assertThat(seen.equals(PLAIN) || seen.getLast() == -1)
            .as(capture + " damaged at " + at)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"vlan.pcap.gz", "vlan.pcap.zst", "vlan.pcap.lz4"})
  void what_stands_behind_the_compressed_data_is_told(String name) throws IOException {
    ByteArrayOutputStream followed = new ByteArrayOutputStream();
    followed.writeBytes(Files.readAllBytes(COMPRESSED.resolve(name)));
    followed.writeBytes("and so on".getBytes(StandardCharsets.US_ASCII));
    List<Long> seen = packets(followed.toByteArray());
    assertThat(seen.subList(0, 240)).isEqualTo(PLAIN);
    assertThat(seen).endsWith(-1L);
  }

  /** A pipe that gives a few bytes at a time and never says that there are more. */
  @ParameterizedTest
  @MethodSource("captures")
  void compressed_capture_comes_through_a_slow_pipe(Path capture) throws IOException {
    InputStream pipe =
        new FilterInputStream(Files.newInputStream(capture)) {
          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            return super.read(bytes, from, Math.min(length, 7));
          }

          @Override
          public int available() {
            return 0;
          }
        };
    long packets = 0;
    try (CaptureReader reader = CaptureReader.of(pipe, "x")) {
      while (reader.next()) {
        packets++;
      }
      assertThat(reader.census().earlyEnd()).isEmpty();
    }
    assertThat(packets).isEqualTo(120);
  }

  @Test
  void zstd_frame_that_needs_too_large_a_window_is_refused() {
    // RFC 8878 §3.1.1.1: no content size; a window of 2^(10 + 18) bytes.
    byte[] frame = HexFormat.of().parseHex("28b52ffd" + "00" + "90" + "010000");
    assertThatThrownBy(() -> CaptureReader.of(new ByteArrayInputStream(frame), "x.zst"))
        .isInstanceOf(QoeDataException.class)
        .hasMessageContaining("a zstd window of more than 128 MiB");
  }

  @Test
  void lz4_frame_that_needs_a_dictionary_is_refused() {
    byte[] frame = HexFormat.of().parseHex("04224d18" + "6140" + "01000000" + "00");
    XxHash32 check = new XxHash32();
    check.update(frame, 4, 6);
    frame[10] = (byte) (check.digest() >> 8);
    assertThatThrownBy(() -> CaptureReader.of(new ByteArrayInputStream(frame), "x.lz4"))
        .isInstanceOf(QoeDataException.class)
        .hasMessageContaining("dictionary");
  }

  /** Beyond the first mebibyte a thread of its own reads. */
  @ParameterizedTest
  @MethodSource("captures")
  void capture_of_many_blocks_is_read_whole(Path capture) throws IOException {
    int times = 40;
    byte[] once = SyntheticCaptures.all().get("vlan.pcap");
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.writeBytes(Files.readAllBytes(capture));
    byte[] records = Arrays.copyOfRange(once, 24, once.length);
    for (int i = 1; i < times; i++) {
      many.writeBytes(
          switch (capture.toString().substring(capture.toString().lastIndexOf('.'))) {
            case ".gz" -> gzip(records);
            case ".zst" -> com.github.luben.zstd.Zstd.compress(records);
            default -> storedLz4(records);
          });
    }
    List<Long> seen = packets(many.toByteArray());
    assertThat(seen).hasSize(times * 240);
    assertThat(seen.subList((times - 1) * 240, times * 240)).isEqualTo(PLAIN);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream gzip = new java.util.zip.GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /** A frame of stored blocks, LZ4 Frame Format 1.6.4. */
  private static byte[] storedLz4(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] header = HexFormat.of().parseHex("04224d18" + "6040" + "82");
    out.writeBytes(header);
    for (int at = 0; at < bytes.length; at += 65536) {
      int length = Math.min(65536, bytes.length - at);
      out.write(length);
      out.write(length >> 8);
      out.write(length >> 16);
      out.write(0x80);
      out.write(bytes, at, length);
    }
    out.writeBytes(new byte[4]);
    return out.toByteArray();
  }

  // --- XXH32

  /**
   * Values of github.com/Cyan4973/xxHash, tests/sanity_test_vectors.h, and of its tool xxh32sum.
   */
  @ParameterizedTest
  @CsvSource({
    "'', 02cc5d05",
    "a, 550d7456",
    "abc, 32d153ff",
    "Nobody inspects the spammish repetition, e2293b2f"
  })
  void checksum_is_the_published_one(String text, String expected) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    XxHash32 hash = new XxHash32();
    hash.update(bytes, 0, bytes.length);
    assertThat(HexFormat.of().toHexDigits(hash.digest())).isEqualTo(expected);
  }

  @Property(tries = 200)
  void checksum_of_parts_is_that_of_the_whole(
      @ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 40) int part) {
    XxHash32 whole = new XxHash32();
    whole.update(bytes, 0, bytes.length);
    XxHash32 parts = new XxHash32();
    for (int at = 0; at < bytes.length; at += part) {
      parts.update(bytes, at, Math.min(part, bytes.length - at));
    }
    assertThat(parts.digest()).isEqualTo(whole.digest());
  }
}
