package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeStreamTest {

  private static String encoded(CodeStream stream, String csv) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    stream.encode(in(csv), "p.csv", out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static InputStream in(String csv) {
    return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
  }

  private static CodeStream geohash(boolean append) {
    return new CodeStream(Scheme.GEOHASH, 25, CodeFormat.DIGITS, append);
  }

  @Test
  void positions_becomeLinesInTheSameOrder() throws IOException {
    assertThat(encoded(geohash(false), "lat,lon\n42.605,-5.603\n57.64911,10.40744\n"))
        .isEqualTo("ezs42\nu4pru\n");
  }

  @Test
  void appending_keepsHeaderAndColumnsByteForByte() throws IOException {
    String csv = "v,lon,lat,\"n\"\"ote\"\r\n\"a,\nb\", -5.603 ,42.605,\r\n,10.40744,57.64911,x";
    assertThat(encoded(geohash(true), csv))
        .isEqualTo(
            "v,lon,lat,\"n\"\"ote\",code\n"
                + "\"a,\n"
                + "b\", -5.603 ,42.605,,ezs42\n"
                + ",10.40744,57.64911,x,u4pru\n");
  }

  @Test
  void aBadRecord_comesAfterTheLinesBeforeIt() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> geohash(false).encode(in("42.605,-5.603\n1,x\n"), "p.csv", out))
        .withMessage("p.csv:2: not a decimal number: x: 1,x");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("ezs42\n");
  }

  @Test
  void whatIsEncoded_isWrittenBeforeWaitingForMore() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream pause =
        new InputStream() {
          @Override
          public int read() {
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("ezs42\n");
            return -1;
          }
        };
    InputStream in = new SequenceInputStream(in("42.605,-5.603\n"), pause);
    assertThat(geohash(false).encode(in, "p.csv", out)).isEqualTo(1);
  }

  /** Many more lines than a block holds, each compared with its own encoding. */
  @ParameterizedTest
  @EnumSource
  void aLongStream_isEncodedLineByLine(Scheme scheme) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      String latitude = String.format(Locale.ROOT, "%.6f", random.nextDouble(-90, 90));
      String longitude = String.format(Locale.ROOT, "%.6f", random.nextDouble(-180, 180));
      csv.append(latitude).append(',').append(longitude).append('\n');
      Position position = Position.parse(latitude + "," + longitude);
      Code code = scheme.encode(position.latitude(), position.longitude(), 40);
      expected.append(CodeFormat.HEX.text(code)).append('\n');
    }
    CodeStream stream = new CodeStream(scheme, 40, CodeFormat.HEX, false);
    assertThat(encoded(stream, csv.toString())).isEqualTo(expected.toString());
  }

  @Test
  void aLengthThatDoesNotFitTheFormat_isRefusedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CodeStream(Scheme.GEOHASH, 24, CodeFormat.DIGITS, false));
  }
}
