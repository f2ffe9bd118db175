package io.privnet.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTest {
  @Test
  void the_height_that_suits_a_figure_grows_with_its_width() {
    assertThat(new Size(1600, 0).unitsHigh(480)).isEqualTo(480);
    assertThat(new Size(1600, 1200).unitsHigh(480)).isEqualTo(600);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-5,0", "199,0", "10001,0", "800,-1", "800,100", "2000,300", "200,1000"})
  void sizes_that_cannot_be_read_are_refused(int width, int height) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Size(width, height));
  }
}
