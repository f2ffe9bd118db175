package io.privnet.geo;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions from CSV (RFC 4180), record by record in bounded memory: a header that names the
 * columns {@code lat} and {@code lon}, in any order and among others, or no header and the latitude
 * and the longitude first. Coordinates are decimal degrees. Blank lines and a byte order mark are
 * passed over; lines end in LF or CRLF.
 *
 * <p>The columns {@code time} and {@code vehicle} are optional and read only when asked for. A
 * record of more than {@link #LONGEST_RECORD} bytes is an error.
 */
final class CsvPositions extends PositionReader {

  /** The longest record in bytes. */
  static final int LONGEST_RECORD = 1 << 20;

  /** How many bytes are read at once: few enough to stay in a processor's cache. */
  private static final int CHUNK = 1 << 17;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };
  private static final long[] TENS = {
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };
  private static final long EXACT = 1L << 53;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LINE_FEEDS = 0x0A0A0A0A0A0A0A0AL;
  private static final long QUOTES = 0x2222222222222222L;
  private static final long ZEROS = 0x3030303030303030L;
  private static final long TOP_BITS = 0x8080808080808080L;

  private final InputStream in;
  private final String file;

  /** The block at hand; a line feed always stands at {@link #limit}, and eight bytes are spare. */
  private final byte[] block = new byte[LONGEST_RECORD + 9];

  private int limit;
  private boolean ended;

  /** Where the next record begins, and on which line. */
  private int next;

  private long nextLine = 1;
  private int lineFeedsWithin;

  /** The record at hand: {@code block[start]} to {@code block[end]}, its line end excluded. */
  private int start;

  private int end;
  private long line;

  private final List<String> columns;
  private final int latitudeColumn;
  private final int longitudeColumn;

  /** The columns that need not be there, -1 if there is none. */
  private final int timeColumn;

  private final int vehicleColumn;
  private final int roadColumn;
  private final int speedColumn;
  private final VehicleNames roads = new VehicleNames();
  private double latitude;
  private double longitude;

  /** What {@link #number} has read last. */
  private double number;

  /**
   * Begins to read: takes the header if there is one.
   *
   * @param file the name of the input for messages
   * @throws GeoFormatException if there is no record at all, or the header names no {@code lat} or
   *     {@code lon}, or names one twice
   */
  public CsvPositions(InputStream in, String file) throws IOException {
    super(new TraceClock(false));
    this.in = in;
    this.file = file;
    block[0] = '\n';
    if (!findRecord()) {
      throw new GeoFormatException(file, 1, "no positions: the input is empty");
    }
    if (end - start >= 3
        && block[start] == (byte) 0xEF
        && block[start + 1] == (byte) 0xBB
        && block[start + 2] == (byte) 0xBF) {
      start += 3;
    }
    List<String> first = fields();
    if (first.stream().limit(2).anyMatch(CsvPositions::isNumber)) {
      columns = List.of();
      latitudeColumn = 0;
      longitudeColumn = 1;
      timeColumn = -1;
      vehicleColumn = -1;
      roadColumn = -1;
      speedColumn = -1;
      next = start;
      nextLine = line;
    } else {
      columns = List.copyOf(first);
      latitudeColumn = requiredColumn("lat");
      longitudeColumn = requiredColumn("lon");
      timeColumn = optionalColumn("time");
      vehicleColumn = optionalColumn("vehicle");
      roadColumn = optionalColumn("road");
      speedColumn = optionalColumn("speed");
    }
  }

  /** Whether the input has a header. */
  public boolean hasHeader() {
    return !columns.isEmpty();
  }

  /** The names in the header; empty if there is none. */
  public List<String> columns() {
    return columns;
  }

  private int requiredColumn(String name) throws GeoFormatException {
    int column = optionalColumn(name);
    if (column < 0) {
      throw error("the header names no column " + name + " (lat,lon are needed)");
    }
    return column;
  }

  private int optionalColumn(String name) throws GeoFormatException {
    int found = -1;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).strip().equalsIgnoreCase(name)) {
        if (found >= 0) {
          throw error("the header names the column " + name + " twice");
        }
        found = i;
      }
    }
    return found;
  }

  @Override
  public boolean next() throws IOException {
    if (latitudeColumn == 0 && longitudeColumn == 1 && plainRecord()) {
      return true;
    }
    if (!findRecord()) {
      return false;
    }
    int last = Math.max(latitudeColumn, longitudeColumn);
    int at = start;
    for (int column = 0; column <= last; column++) {
      if (column > 0) {
        if (at == end) {
          throw error("a record of " + column + " fields, " + (last + 1) + " are needed");
        }
        at++;
      }
      if (column == latitudeColumn) {
        at = number(at);
        latitude = number;
      } else if (column == longitudeColumn) {
        at = number(at);
        longitude = number;
      } else {
        at = fieldEnd(at);
      }
    }
    if (!(Math.abs(latitude) <= 90)) {
      throw error("latitude " + latitude + " is not within -90 to 90");
    }
    if (!(Math.abs(longitude) <= 180)) {
      throw error("longitude " + longitude + " is not within -180 to 180");
    }
    return true;
  }

  /**
   * Reads the next record if it is nothing but two plain numbers in range, as most are; else leaves
   * it as it is. Then the numbers themselves tell where the record ends.
   */
  private boolean plainRecord() {
    int comma = plainNumber(next);
    if (comma < 0 || block[comma] != ',') {
      return false;
    }
    double first = number;
    int stop = plainNumber(comma + 1);
    if (stop < 0 || block[stop] != '\n' || stop == limit) {
      return false;
    }
    if (!(Math.abs(first) <= 90 && Math.abs(number) <= 180)) {
      return false;
    }
    latitude = first;
    longitude = number;
    start = next;
    end = stop;
    line = nextLine++;
    next = stop + 1;
    return true;
  }

  @Override
  public double latitude() {
    return latitude;
  }

  @Override
  public double longitude() {
    return longitude;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public boolean hasTime() {
    return timeColumn >= 0;
  }

  @Override
  public long timeMillis() throws GeoFormatException {
    int from = fieldStart(timeColumn);
    int to = fieldEnd(from);
    if (block[from] == '"' && to - from >= 2) {
      from++;
      to--;
    }
    while (from < to && isBlank(block[from])) {
      from++;
    }
    while (from < to && isBlank(block[to - 1])) {
      to--;
    }
    return timeMillis(block, from, to);
  }

  @Override
  public boolean hasVehicle() {
    return vehicleColumn >= 0;
  }

  @Override
  public int vehicle() throws GeoFormatException {
    return number(vehicleColumn, vehicles, "a vehicle is missing");
  }

  /** The number of the name in a column. */
  private int number(int column, VehicleNames names, String missing) throws GeoFormatException {
    int from = fieldStart(column);
    int to = fieldEnd(from);
    byte[] text = block;
    if (block[from] == '"' && to - from >= 2) {
      text = field(from, to).getBytes(StandardCharsets.UTF_8);
      from = 0;
      to = text.length;
    }
    while (from < to && isBlank(text[from])) {
      from++;
    }
    while (from < to && isBlank(text[to - 1])) {
      to--;
    }
    if (from == to) {
      throw error(missing);
    }
    return number(names, text, from, to);
  }

  @Override
  public boolean hasRoad() {
    return roadColumn >= 0;
  }

  @Override
  public int road() throws GeoFormatException {
    return number(roadColumn, roads, "a road class is missing");
  }

  @Override
  public String roadClass(int road) {
    return roads.text(road);
  }

  @Override
  public boolean hasSpeed() {
    return speedColumn >= 0;
  }

  @Override
  public double speed() throws GeoFormatException {
    int from = fieldStart(speedColumn);
    if (field(from, fieldEnd(from)).isBlank()) {
      throw error("a speed is missing");
    }
    number(from);
    if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
      throw error("a speed in m/s is 0 or more, not " + number);
    }
    return number;
  }

  @Override
  public boolean isTable() {
    return true;
  }

  @Override
  public GeoFormatException missing(String column) {
    return new GeoFormatException(
        file,
        1,
        hasHeader()
            ? "the header names no column " + column + ", which is needed here"
            : "a header that names lat,lon," + column + " is needed here",
        String.join(",", columns));
  }

  /** Returns where a field of the record at hand begins. */
  private int fieldStart(int column) throws GeoFormatException {
    int at = start;
    for (int before = 0; before < column; before++) {
      at = fieldEnd(at);
      if (at == end) {
        throw error("a record of " + (before + 1) + " fields, " + (column + 1) + " are needed");
      }
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }

  /** Returns the fields of the record at hand, their quotes removed. */
  @Override
  public List<String> fields() {
    List<String> fields = new ArrayList<>();
    int at = start;
    while (true) {
      int stop = fieldEnd(at);
      fields.add(field(at, stop));
      if (stop == end) {
        return fields;
      }
      at = stop + 1;
    }
  }

  private String field(int from, int to) {
    if (to - from >= 2 && block[from] == '"') {
      return text(from + 1, to - 1).replace("\"\"", "\"");
    }
    return text(from, to);
  }

  private String text(int from, int to) {
    return new String(block, from, to - from, StandardCharsets.UTF_8);
  }

  /** How many bytes the record at hand has, its line end excluded. */
  int recordLength() {
    return end - start;
  }

  /** Copies the bytes of the record at hand, its line end excluded. */
  void copyRecord(byte[] to, int at) {
    System.arraycopy(block, start, to, at, end - start);
  }

  /** Moves to the next record that is not blank; false after the last. */
  private boolean findRecord() throws IOException {
    while (true) {
      int stop = recordEnd();
      if (stop == limit && !ended) {
        fill();
        continue;
      }
      if (next == limit) {
        return false;
      }
      start = next;
      end = stop > start && block[stop - 1] == '\r' ? stop - 1 : stop;
      line = nextLine;
      nextLine += 1 + lineFeedsWithin;
      next = Math.min(stop + 1, limit);
      if (end > start) {
        return true;
      }
    }
  }

  /** Returns where the record that begins at {@link #next} ends, {@link #limit} if not in sight. */
  private int recordEnd() throws IOException {
    lineFeedsWithin = 0;
    for (int at = next; ; at += 8) {
      long eight = (long) EIGHT.get(block, at);
      long feeds = zeroBytes(eight ^ LINE_FEEDS);
      long quotes = zeroBytes(eight ^ QUOTES);
      // Of each mask the lowest bit is right, and nothing after the first line feed matters.
      if ((quotes & (Long.lowestOneBit(feeds) - 1)) != 0) {
        return quotedRecordEnd();
      }
      if (feeds != 0) {
        return at + (Long.numberOfTrailingZeros(feeds) >>> 3);
      }
    }
  }

  /** Sets the highest bit of the lowest byte that is zero, and perhaps of others above it. */
  private static long zeroBytes(long eight) {
    return (eight - 0x0101010101010101L) & ~eight & TOP_BITS;
  }

  /** Like {@link #recordEnd}, for a record with quotes in it, which may enclose line feeds. */
  private int quotedRecordEnd() throws IOException {
    int at = next;
    while (true) {
      if (block[at] == '"') {
        at = closingQuote(at, limit);
        if (at == limit) {
          if (ended) {
            throw errorIn(next, limit, nextLine, "a quote is not closed");
          }
          return limit;
        }
        at++;
        boolean crlf = block[at] == '\r' && block[at + 1] == '\n';
        if (block[at] != ',' && block[at] != '\n' && !crlf) {
          throw errorIn(next, at, nextLine, "text after a closing quote");
        }
      }
      while (block[at] != ',' && block[at] != '\n') {
        at++;
      }
      if (block[at] == '\n') {
        return at;
      }
      at++;
    }
  }

  /** Returns where a quoted field is closed; doubled quotes are part of it. */
  private int closingQuote(int at, int bound) {
    at++;
    while (at < bound) {
      if (block[at] == '"') {
        if (at + 1 >= bound || block[at + 1] != '"') {
          return at;
        }
        at++;
      } else if (block[at] == '\n') {
        lineFeedsWithin++;
      }
      at++;
    }
    return bound;
  }

  /** Returns where the field that begins at {@code at} ends: at a comma or at {@link #end}. */
  private int fieldEnd(int at) {
    if (at < end && block[at] == '"') {
      at = closingQuote(at, end);
    }
    while (at < end && block[at] != ',') {
      at++;
    }
    return at;
  }

  /** Reads more, at least up to a line feed or to what fits. */
  private void fill() throws IOException {
    System.arraycopy(block, next, block, 0, limit - next);
    limit -= next;
    next = 0;
    while (true) {
      if (limit == LONGEST_RECORD) {
        throw errorIn(
            0, limit, nextLine, "a record of more than " + LONGEST_RECORD + " bytes begins here");
      }
      int count = in.read(block, limit, Math.min(CHUNK, LONGEST_RECORD - limit));
      int from = limit;
      limit += Math.max(0, count);
      block[limit] = '\n';
      if (count < 0) {
        ended = true;
        return;
      }
      for (int at = from; at < limit; at++) {
        if (block[at] == '\n') {
          return;
        }
      }
    }
  }

  /**
   * Reads the number in the field that begins at {@code at} into {@link #number} and returns where
   * the field ends. A plain decimal whose digits make an integer up to 2<sup>53</sup> is that
   * integer divided by a power of ten, both exact, so that the quotient is correctly rounded (W. D.
   * Clinger, How to read floating point numbers accurately, 1990). Eight characters are looked at
   * at once: how many digits a number has is different in every line, and a branch on each would be
   * predicted wrongly most of the time.
   */
  private int number(int from) throws GeoFormatException {
    int stop = plainNumber(from);
    return stop >= 0 && (block[stop] == ',' || stop == end) ? stop : anyNumber(from);
  }

  private int plainNumber(int from) {
    int minus = block[from] == '-' ? 1 : 0;
    int at = from + minus;
    long eight = (long) EIGHT.get(block, at) ^ ZEROS;
    int whole = digitsIn(eight);
    if (whole > 7) {
      return -1;
    }
    long digits = value(eight, whole);
    at += whole;
    int fraction = 0;
    if (block[at] == '.') {
      at++;
      eight = (long) EIGHT.get(block, at) ^ ZEROS;
      fraction = digitsIn(eight);
      digits = digits * TENS[fraction] + value(eight, fraction);
      at += fraction;
      if (fraction == 8) {
        eight = (long) EIGHT.get(block, at) ^ ZEROS;
        int more = digitsIn(eight);
        if (whole + 8 + more > 18) {
          return -1;
        }
        digits = digits * TENS[more] + value(eight, more);
        at += more;
        fraction += more;
      }
    }
    if (whole + fraction == 0 || digits > EXACT) {
      return -1;
    }
    double magnitude = digits / POWERS_OF_TEN[fraction];
    long sign = (long) minus << 63;
    number = Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) | sign);
    return at;
  }

  /**
   * How many of eight characters are digits, up to the first that is none; they are given exclusive
   * or'ed with {@link #ZEROS}, the first in the lowest byte.
   */
  private static int digitsIn(long eight) {
    // A byte gets its highest bit if it is above 9, by itself or by adding 118.
    long others = (eight | (eight & ~TOP_BITS) + 0x7676767676767676L) & TOP_BITS;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /** The number that the first {@code count} of eight digits make. */
  private static long value(long eight, int count) {
    // Shifted by 64 when there is no digit, which Java takes for no shift: hence two steps. Then
    // pairs of digits are joined, pairs of pairs, and the halves.
    long padded = eight << 4 * (8 - count) << 4 * (8 - count);
    long pairs = padded * 10 + (padded >>> 8);
    return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
            + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L)
        >>> 32;
  }

  /** Like {@link #number}, for every way to write a decimal, quoted or between blanks. */
  private int anyNumber(int from) throws GeoFormatException {
    int stop = fieldEnd(from);
    int first = from;
    int last = stop;
    if (last - first >= 2 && block[first] == '"') {
      first++;
      last--;
    }
    while (first < last && isBlank(block[first])) {
      first++;
    }
    while (first < last && isBlank(block[last - 1])) {
      last--;
    }
    if (first == last) {
      throw error("a coordinate is missing");
    }
    try {
      number = decimal(block, first, last);
    } catch (NumberFormatException e) {
      throw error("not a decimal number: " + Excerpt.of(text(first, last)));
    }
    return stop;
  }

  /** Reads a decimal number; no hexadecimal, no NaN, no type suffix. */
  static double decimal(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = text[i];
      boolean ofDecimals = c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+';
      if (!ofDecimals && c != 'e' && c != 'E') {
        throw new NumberFormatException();
      }
    }
    return JavaDoubleParser.parseDouble(text, from, to - from);
  }

  private static boolean isNumber(String field) {
    byte[] bytes = field.strip().getBytes(StandardCharsets.UTF_8);
    try {
      decimal(bytes, 0, bytes.length);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public GeoFormatException error(String problem) {
    return errorIn(start, end, line, problem);
  }

  private GeoFormatException errorIn(int from, int to, long onLine, String problem) {
    // A few hundred bytes are enough for the excerpt, the record may be a megabyte.
    return new GeoFormatException(file, onLine, problem, text(from, Math.min(to, from + 400)));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
