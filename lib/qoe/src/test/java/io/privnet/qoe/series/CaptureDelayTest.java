package io.privnet.qoe.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CaptureDelayTest {
  private static final long SECOND = 1_000_000_000;
  private static final long EPOCH = 1_795_000_000 * SECOND;

  private final CaptureDelay delay = new CaptureDelay();

  @Test
  void late_frame_counts_for_half_a_minute_at_least() {
    delay.add(0, EPOCH - 2 * SECOND);
    for (int second = 1; second <= 30; second++) {
      delay.add(second * SECOND, EPOCH + second * SECOND);
      assertThat(delay.greatestNanos()).isEqualTo(2 * SECOND - EPOCH);
    }
  }

  @Test
  void late_start_is_forgotten_after_a_minute() {
    delay.add(0, EPOCH - 2 * SECOND);
    for (int second = 1; second <= 60; second++) {
      delay.add(second * SECOND, EPOCH + second * SECOND);
    }
    assertThat(delay.greatestNanos()).isEqualTo(-EPOCH);
  }

  @Test
  void long_silence_keeps_the_last_delay_until_a_frame_comes() {
    delay.add(0, EPOCH - SECOND);
    assertThat(delay.greatestNanos()).isEqualTo(SECOND - EPOCH);
    delay.add(100 * SECOND, EPOCH + 100 * SECOND);
    assertThat(delay.greatestNanos()).isEqualTo(-EPOCH);
  }

  @Test
  void no_frame_has_no_delay() {
    assertThat(delay.known()).isFalse();
  }
}
