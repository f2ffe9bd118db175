package io.privnet.qoe.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.figure.Palette;
import org.junit.jupiter.api.Test;

class StateLookTest {
  /** In a grey copy; a tenth of the way from black to white is seen side by side. */
  @Test
  void the_states_differ_in_lightness_and_letter() {
    for (StateLook one : StateLook.values()) {
      for (StateLook other : StateLook.values()) {
        if (one != other) {
          assertThat(Math.abs(Palette.lightness(one.colour) - Palette.lightness(other.colour)))
              .isGreaterThan(0.1);
          assertThat(one.letter()).isNotEqualTo(other.letter());
        }
      }
    }
  }
}
