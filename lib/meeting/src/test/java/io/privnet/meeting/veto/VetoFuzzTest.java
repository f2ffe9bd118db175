package io.privnet.meeting.veto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class VetoFuzzTest {
  private static final Author AUTHOR = new Author("session", "SHA256:a");
  private static final View VIEW =
      new View(List.of(Ballots.cast(AUTHOR, true, false).commitments()));

  /** Read and written again as it was, or refused, whatever it is. */
  @FuzzTest(maxDuration = "1m")
  void anyBytes_readOrRefused(byte[] bytes) {
    try {
      int slots = Math.max(1, (bytes.length - Commitments.encodedLength(0)) / 66);
      assertThat(Commitments.decode(AUTHOR, slots, bytes).encoded()).isEqualTo(bytes);
    } catch (ProofException e) {
      assertThat(e.authors()).containsExactly(AUTHOR);
    }
    try {
      assertThat(Share.decode(AUTHOR, VIEW, 1, bytes).encoded()).isEqualTo(bytes);
    } catch (ProofException e) {
      assertThat(e.authors()).containsExactly(AUTHOR);
    }
  }
}
