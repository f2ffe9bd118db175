package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** What a peer may send. */
class WireFuzzTest {
  /** Whatever comes is a message that encodes to itself, or is refused. */
  @FuzzTest(maxDuration = "1m")
  void anyBytes_readOrRefused(byte[] bytes) throws IOException {
    try {
      Envelope envelope = Envelope.parse(bytes);
      assertThat(Envelope.parse(envelope.encode(0))).isEqualTo(envelope);
    } catch (Malformed refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
    try {
      Frame frame = Frame.read(new ByteArrayInputStream(bytes));
      assertThat(frame.body().length).isLessThanOrEqualTo(bytes.length);
    } catch (Malformed refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
