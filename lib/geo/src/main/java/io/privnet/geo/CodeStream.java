package io.privnet.geo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Encodes a stream of positions, a line for each record in the same order: its code, or, when
 * appending, the record as it is with the code as one more column. When appending, a header is kept
 * and gains the column {@code code}; otherwise it is left out.
 *
 * @param scheme the curve
 * @param length how many bits each code has, 0 to 64
 * @param format how codes are written
 * @param append whether records are kept
 */
public record CodeStream(Scheme scheme, int length, CodeFormat format, boolean append) {
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
    long mask = ~Code.below(length);
    long count = 0;
    while (positions.next()) {
      lines.room((append ? records.recordLength() : 0) + 1 + digits + CodeFormat.SLACK + 1);
      if (append) {
        lines.record(records);
      }
      long bits = scheme.bits(positions.latitude(), positions.longitude()) & mask;
      format.write(bits, digits, scheme, lines.bytes, lines.count);
      lines.count += digits;
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

    void flush() throws IOException {
      int finished = count;
      count = 0;
      if (finished > 0) {
        out.write(bytes, 0, finished);
      }
    }
  }
}
