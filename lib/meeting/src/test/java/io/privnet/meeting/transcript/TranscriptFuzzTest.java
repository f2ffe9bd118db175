package io.privnet.meeting.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** What may stand in a file that is said to be a transcript. */
class TranscriptFuzzTest {
  /** Whatever stands there is a transcript, perhaps with faults, or is refused by its line. */
  @FuzzTest(maxDuration = "1m")
  void anyBytes_readOrRefused(byte[] bytes) throws IOException {
    try {
      Transcript transcript = Transcript.read("file", new ByteArrayInputStream(bytes));
      assertThat(transcript.closing().isPresent() || !transcript.faults().isEmpty()).isTrue();
    } catch (TranscriptException refused) {
      assertThat(refused.getMessage()).startsWith("file:");
    }
  }
}
