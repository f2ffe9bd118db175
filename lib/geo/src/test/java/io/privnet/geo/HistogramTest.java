package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class HistogramTest {

  @Property
  void vehicles_areInTheOrderOfTheCurve(@ForAll List<Long> codes, @ForAll long wanted) {
    Histogram histogram = new Histogram();
    codes.forEach(histogram::add);
    List<BigInteger> sorted = new ArrayList<>(codes.stream().map(HistogramTest::unsigned).toList());
    sorted.sort(null);
    assertThat(histogram.size()).isEqualTo(codes.size());
    for (int rank = 0; rank < codes.size(); rank++) {
      assertThat(unsigned(histogram.code(rank))).isEqualTo(sorted.get(rank));
    }
    long before = sorted.stream().filter(code -> code.compareTo(unsigned(wanted)) < 0).count();
    assertThat(histogram.rankOf(wanted, 0, codes.size())).isEqualTo((int) before);
  }

  @Example
  void vehicleAddedAfterSorting_isPutInOrder() {
    Histogram histogram = new Histogram(new long[] {-1, 7});
    assertThat(histogram.code(0)).isEqualTo(7);
    histogram.add(3);
    assertThat(histogram.code(0)).isEqualTo(3);
    assertThat(histogram.code(2)).isEqualTo(-1);
    histogram.clear();
    assertThat(histogram.size()).isZero();
  }

  private static BigInteger unsigned(long code) {
    return new BigInteger(Long.toUnsignedString(code));
  }
}
