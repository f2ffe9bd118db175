package io.privnet.geo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Encodes a stream of positions, a line for each record in the same order: its code, or, when
 * appending, the record as it is with the code as one more column. When appending, a header is kept
 * and gains the column {@code code}; otherwise it is left out.
 *
 * @param scheme the curve
 * @param length how many bits each code has, 0 to 64
 * @param format how codes are written
 * @param append whether records are kept
 * @param quadTree how positions are rounded when each code is written as a {@link QuadTree}, in
 *     quotes when it is a column; empty if codes are written as they are
 */
public record CodeStream(
    Scheme scheme,
    int length,
    CodeFormat format,
    boolean append,
    Optional<QuadTree.Rounding> quadTree) {
  /** How many bytes are written at once: few enough to stay in a processor's cache. */
  private static final int CHUNK = 1 << 17;

  private static final byte[] COLUMN = "code".getBytes(StandardCharsets.US_ASCII);

  /**
   * Checks that codes of this length can be written.
   *
   * @throws IllegalArgumentException if the length is not a whole number of digits
   */
  public CodeStream {
    format.digits(scheme, length);
  }

  /**
   * Makes a stream of codes as they are.
   *
   * @throws IllegalArgumentException if the length is not a whole number of digits
   */
  public CodeStream(Scheme scheme, int length, CodeFormat format, boolean append) {
    this(scheme, length, format, append, Optional.empty());
  }

  /**
   * Makes a stream of quadTree values.
   *
   * @param zoom as {@link QuadTree#of(double, double, int, QuadTree.Rounding)} has it
   * @throws IllegalArgumentException if the zoom level is out of range
   */
  public static CodeStream ofQuadTrees(int zoom, QuadTree.Rounding rounding, boolean append) {
    rounding.require(zoom);
    return new CodeStream(
        Scheme.QUADKEY, 2 * zoom, CodeFormat.DIGITS, append, Optional.of(rounding));
  }

  /**
   * Encodes all positions of an input. What has been encoded is written before waiting for more
   * input, and before an exception is thrown.
   *
   * @param file the name of the input for messages
   * @return how many positions there were
   * @throws GeoFormatException at the first record that is no position
   * @throws IllegalArgumentException if codes are to be appended and the input is not CSV
   */
  public long encode(InputStream in, String file, OutputStream out) throws IOException {
    Lines lines = new Lines(out);
    InputStream flushing =
        new FilterInputStream(in) {
          @Override
          public int read(byte[] bytes, int from, int count) throws IOException {
            lines.flush();
            return super.read(bytes, from, count);
          }
        };
    try (PositionReader positions = PositionReader.open(flushing, file)) {
      if (append && !positions.isTable()) {
        throw new IllegalArgumentException("codes can be appended to the records of CSV only");
      }
      return encode(positions, lines);
    } finally {
      lines.flush();
    }
  }

  private long encode(PositionReader positions, Lines lines) throws IOException {
    int digits = format.digits(scheme, length);
    CsvPositions records = append ? (CsvPositions) positions : null;
    if (append && records.hasHeader()) {
      lines.room(records.recordLength() + 1 + COLUMN.length + 1);
      lines.record(records);
      System.arraycopy(COLUMN, 0, lines.bytes, lines.count, COLUMN.length);
      lines.count += COLUMN.length;
      lines.bytes[lines.count++] = '\n';
    }
    QuadTree.Rounding rounding = quadTree.orElse(null);
    boolean quoted = append && rounding != null;
    long mask = ~Code.below(length);
    long count = 0;
    while (positions.next()) {
      lines.room((append ? records.recordLength() : 0) + 5 + digits + CodeFormat.SLACK + 1);
      if (append) {
        lines.record(records);
      }
      double latitude = positions.latitude();
      double longitude = positions.longitude();
      if (rounding == null) {
        lines.code(scheme.bits(latitude, longitude) & mask, digits, format, scheme);
      } else {
        lines.delimiters(quoted ? "\"," : ",");
        lines.code(rounding.bits(latitude, longitude, digits) & mask, digits, format, scheme);
        lines.delimiters(quoted ? ",\"" : ",");
      }
      lines.bytes[lines.count++] = '\n';
      count++;
    }
    return count;
  }

  /** Finished lines on their way out. */
  private static final class Lines {
    private final OutputStream out;
    private byte[] bytes = new byte[CHUNK];
    private int count;

    Lines(OutputStream out) {
      this.out = out;
    }

    void room(int wanted) throws IOException {
      if (wanted > bytes.length - count) {
        flush();
        if (wanted > bytes.length) {
          bytes = new byte[wanted];
        }
      }
    }

    void record(CsvPositions positions) {
      positions.copyRecord(bytes, count);
      count += positions.recordLength();
      bytes[count++] = ',';
    }

    void code(long bits, int digits, CodeFormat format, Scheme scheme) {
      format.write(bits, digits, scheme, bytes, count);
      count += digits;
    }

    void delimiters(String ascii) {
      for (int i = 0; i < ascii.length(); i++) {
        bytes[count++] = (byte) ascii.charAt(i);
      }
    }

    void flush() throws IOException {
      int finished = count;
      count = 0;
      if (finished > 0) {
        out.write(bytes, 0, finished);
      }
    }
  }
}
