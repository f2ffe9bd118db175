package io.privnet.meeting.sdc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class PublicSetupFuzzTest {
  /** Whatever a file or an initiator says is read, and then written the same, or refused. */
  @FuzzTest(maxDuration = "1m")
  void anyText_isReadOrRefused(byte[] bytes) {
    PublicSetup setup;
    try {
      setup = PublicSetup.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(PublicSetup.parse(setup.toString())).isEqualTo(setup);
  }
}
