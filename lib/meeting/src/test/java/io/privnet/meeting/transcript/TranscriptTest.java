package io.privnet.meeting.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.protocol.Kept;
import io.privnet.meeting.protocol.Signed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
  private static final Identity ALICE =
      Identity.of("a".repeat(32).getBytes(StandardCharsets.UTF_8));
  private static final byte[] GARBAGE = {'{', (byte) 0xff, 0, '\n', '"'};

  private static final List<Kept> FRAMES =
      List.of(
          new Kept.Open(true, "bob", signed("alice", 0, "{\"kind\":\"größe \\\" \"}  ")),
          new Kept.Open(false, "bob", signed("bob", 0, "[]")),
          new Kept.Open(false, "bob", new Signed("bob", 1, GARBAGE, new byte[64])),
          new Kept.Withheld(true, "ttp", 0),
          new Kept.Unsigned(false, "bob", GARBAGE),
          new Kept.Open(false, "bob", signed("bob", 2, "")));

  private static byte[] written() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TranscriptWriter writer = new TranscriptWriter("alice", ALICE, out)) {
      FRAMES.forEach(writer::keep);
      writer.finished(OptionalInt.of(3));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Signed signed(String sender, int number, String body) {
    byte[] signature = new byte[64];
    Arrays.fill(signature, (byte) number);
    return new Signed(sender, number, body.getBytes(StandardCharsets.UTF_8), signature);
  }

  private static Transcript read(byte[] bytes) throws IOException {
    return Transcript.read("t.jsonl", new ByteArrayInputStream(bytes));
  }

  private static List<String> lines(byte[] bytes) {
    return new ArrayList<>(new String(bytes, StandardCharsets.UTF_8).lines().toList());
  }

  private static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatWasWritten_readsBack() throws IOException {
    Transcript transcript = read(written());
    assertThat(transcript.faults()).isEmpty();
    assertThat(transcript.opening().name()).isEqualTo("alice");
    assertThat(transcript.opening().key()).isEqualTo(ALICE.publicKey());
    assertThat(transcript.closing().orElseThrow().slot()).hasValue(3);
    assertThat(transcript.frames()).containsExactlyInAnyOrderElementsOf(FRAMES);
    assertThat(transcript.frames().getLast()).isInstanceOf(Kept.Unsigned.class);
  }

  @Test
  void whatIsUnsigned_isKeptInAnOrderThatDoesNotTellWhenItCame() throws IOException {
    List<Kept> frames = new ArrayList<>();
    for (String body : List.of("bit 1", "bit 2", "bit 10", "result")) {
      frames.add(new Kept.Unsigned(true, "carol", body.getBytes(StandardCharsets.UTF_8)));
      frames.add(new Kept.Unsigned(false, "bob", body.getBytes(StandardCharsets.UTF_8)));
    }
    List<List<Kept>> kept = new ArrayList<>();
    for (List<Kept> order : List.of(frames, frames.reversed())) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (TranscriptWriter writer = new TranscriptWriter("alice", ALICE, out)) {
        order.forEach(writer::keep);
        writer.finished(OptionalInt.empty());
      }
      kept.add(read(out.toByteArray()).frames());
    }
    assertThat(kept.getFirst()).isEqualTo(kept.getLast()).hasSize(8);
  }

  @Test
  void byteChanged_isNoticed() {
    byte[] sound = written();
    for (int i = 0; i < sound.length; i += 5) {
      byte[] altered = sound.clone();
      altered[i] ^= 1;
      int at = i;
      try {
        assertThat(read(altered).faults()).as("byte %d", at).isNotEmpty();
      } catch (IOException refused) {
        assertThat(refused).hasMessageMatching("t\\.jsonl:[0-9]+: .+");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, line 2 does not follow",
    "2, line 3 does not follow",
    "3, line 4 does not follow",
    "4, line 5 does not follow",
    "5, line 6 does not follow"
  })
  void lineTakenOut_isNoticed(int line, String fault) throws IOException {
    List<String> lines = lines(written());
    lines.remove(line);
    assertThat(read(bytes(lines)).faults()).anySatisfy(f -> assertThat(f).contains(fault));
  }

  @Test
  void chainMadeAnew_isNotSealed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Identity mallory = Identity.generate();
    try (TranscriptWriter writer = new TranscriptWriter("alice", mallory, out)) {
      writer.finished(OptionalInt.empty());
    }
    List<String> forged = lines(out.toByteArray());
    String key = "\"key\":\"[^\"]*\",\"fingerprint\":\"[^\"]*\"";
    String alices = lines(written()).getFirst().replaceFirst(".*(" + key + ").*", "$1");
    forged.set(0, forged.getFirst().replaceFirst(key, alices));
    String hash =
        java.util.HexFormat.of()
            .formatHex(Lines.hash(forged.getFirst().getBytes(StandardCharsets.UTF_8)));
    forged.set(1, forged.get(1).replaceFirst("[0-9a-f]{64}", hash));
    hash =
        java.util.HexFormat.of()
            .formatHex(Lines.hash(forged.get(1).getBytes(StandardCharsets.UTF_8)));
    forged.set(2, forged.get(2).replaceFirst("[0-9a-f]{64}", hash));
    assertThat(read(bytes(forged)).faults()).containsExactly("the seal is not that of alice");
  }

  @Test
  void partyStopped_transcriptBreaksOff() throws IOException {
    List<String> lines = lines(written());
    assertThat(read(bytes(lines.subList(0, 4))).faults())
        .containsExactly("the transcript breaks off: what ended it is missing");
    assertThat(read(bytes(lines.subList(0, lines.size() - 1))).faults())
        .containsExactly("the transcript has no seal: nobody vouches for it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "garbage\n",
        "{}\n",
        "[]\n",
        "{\"kind\":\"opening\"}\n",
        "{\"kind\":\"closing\",\"previous\":\"00\"}\n",
        "{\"kind\":\"opening\",\"transcript\":\"privnet-transcript-2\"}\n",
        "{\"kind\":\"opening\",\"kind\":\"opening\"}\n",
        "{\"kind\":{\"kind\":{}}}\n",
        "{\"kind\":\"opening\",\"transcript\":\"privnet-transcript-1\",\"name\":\"a\",\"key\":\"\"}\n"
      })
  void noTranscript_refusedWithFileAndLine(String text) {
    assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(TranscriptException.class)
        .hasMessageStartingWith("t.jsonl:1: ");
  }

  @Test
  void linesOutOfPlace_refused() {
    List<String> lines = lines(written());
    int last = lines.size() - 1;
    List<List<String>> misplaced =
        List.of(
            List.of(lines.get(1)),
            List.of(lines.getFirst(), lines.getFirst()),
            List.of(lines.getFirst(), lines.get(last)),
            List.of(lines.getFirst(), lines.get(last - 1), lines.get(1)));
    for (List<String> file : misplaced) {
      assertThatThrownBy(() -> read(bytes(file))).isInstanceOf(TranscriptException.class);
    }
    lines.add(lines.get(1));
    assertThatThrownBy(() -> read(bytes(lines))).hasMessageEndingWith(": a line after the seal");
  }

  @Test
  void file_isItsOwnersAloneAndNeverOverwritten(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("t.jsonl");
    try (TranscriptWriter writer = TranscriptWriter.create("alice", ALICE, file)) {
      writer.finished(OptionalInt.empty());
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(read(Files.readAllBytes(file)).faults()).isEmpty();
    assertThatThrownBy(() -> TranscriptWriter.create("alice", ALICE, file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void diskFull_saidWhenItIsClosed() {
    TranscriptWriter writer =
        new TranscriptWriter(
            "alice",
            ALICE,
            new java.io.OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("no space left on device");
              }
            });
    writer.finished(OptionalInt.empty());
    assertThatThrownBy(writer::close).hasMessage("no space left on device");
  }
}
