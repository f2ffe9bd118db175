package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeTest {

  /** Codes of few bits as well as of many, so that some contain others. */
  @Provide
  static Arbitrary<Code> codes() {
    Arbitrary<Integer> lengths = Arbitraries.oneOf(lengths(6), lengths(64));
    return Combinators.combine(Arbitraries.longs().withoutEdgeCases(), lengths)
        .as((bits, length) -> new Code(Scheme.ZORDER, bits, 64).prefix(length));
  }

  private static Arbitrary<Integer> lengths(int most) {
    return Arbitraries.integers().between(0, most);
  }

  @Property
  void containment_isThatOfBitStringsIntervalsAndBlocks(
      @ForAll("codes") Code a, @ForAll("codes") Code b) {
    boolean prefix = b.toString().startsWith(a.toString());
    assertThat(a.contains(b)).isEqualTo(prefix);
    assertThat(
            Long.compareUnsigned(a.lo(), b.lo()) <= 0 && Long.compareUnsigned(b.hi(), a.hi()) <= 0)
        .isEqualTo(prefix);
    Block outer = a.scheme().block(a.bits(), a.length());
    Block inner = b.scheme().block(b.bits(), b.length());
    assertThat(outer.intersection(inner).equals(inner)).isEqualTo(prefix);
    assertThat(outer.meets(inner)).isEqualTo(a.meets(b));
  }

  @Property
  void order_isThatOfBitStrings(@ForAll("codes") Code a, @ForAll("codes") Code b) {
    assertThat(Integer.signum(a.compareTo(b)))
        .isEqualTo(Integer.signum(a.toString().compareTo(b.toString())));
  }

  @Property
  void children_divideTheirParent(@ForAll("codes") Code code) {
    if (code.length() < 64) {
      Code first = code.child(0);
      Code second = code.child(1);
      assertThat(first.parent()).isEqualTo(code);
      assertThat(second.parent()).isEqualTo(code);
      assertThat(first.lo()).isEqualTo(code.lo());
      assertThat(first.hi() + 1).isEqualTo(second.lo());
      assertThat(second.hi()).isEqualTo(code.hi());
    }
  }

  @Property
  void texts_readBackAsTheSameCode(
      @ForAll("codes") Code code, @ForAll Scheme scheme, @ForAll CodeFormat format) {
    Code whole = new Code(scheme, code.bits(), 64);
    int each = format.bitsPerDigit(scheme);
    Code written = whole.prefix(code.length() / each * each);
    String text = format.text(written);
    assertThat(text).hasSize(written.length() / each);
    assertThat(format.parse(scheme, text)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "zorder, bits, 0110, 6000000000000000, 4",
    "zorder, hex, 6f, 6f00000000000000, 8",
    "quadkey, digits, 213, 9c00000000000000, 6",
    "hilbert, digits, 0123, 1b00000000000000, 8",
    "geohash, digits, EZS42, 6ff0410000000000, 25",
    "geohash, bits, '', 0, 0"
  })
  void texts_haveTheBitsThatTheirDigitsSay(
      String scheme, String format, String text, String bits, int length) {
    CodeFormat of = CodeFormat.valueOf(format.toUpperCase(java.util.Locale.ROOT));
    assertThat(of.parse(Scheme.of(scheme), text))
        .isEqualTo(new Code(Scheme.of(scheme), Long.parseUnsignedLong(bits, 16), length));
  }

  @Example
  void textsThatAreNoCode_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeFormat.BITS.parse(Scheme.ZORDER, "012"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeFormat.DIGITS.parse(Scheme.GEOHASH, "ezsa2"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeFormat.BITS.parse(Scheme.ZORDER, "0".repeat(65)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeFormat.DIGITS.parse(Scheme.GEOHASH, "0".repeat(13)));
  }

  @Example
  void lengthsThatAreNoWholeNumberOfDigits_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeFormat.DIGITS.digits(Scheme.GEOHASH, 24))
        .withMessage("24 bits are not a whole number of geohash digits of 5 bits each");
    assertThatIllegalArgumentException().isThrownBy(() -> CodeFormat.HEX.digits(Scheme.ZORDER, 2));
  }

  @Example
  void strayBits_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Code(Scheme.ZORDER, 1, 63));
    assertThatIllegalArgumentException().isThrownBy(() -> new Code(Scheme.ZORDER, 0, 65));
  }

  @Example
  void codesOfDifferentSchemes_areNotCompared() {
    Code zorder = Code.world(Scheme.ZORDER);
    Code hilbert = Code.world(Scheme.HILBERT);
    assertThatIllegalArgumentException().isThrownBy(() -> zorder.compareTo(hilbert));
    assertThatIllegalArgumentException().isThrownBy(() -> zorder.contains(hilbert));
  }
}
