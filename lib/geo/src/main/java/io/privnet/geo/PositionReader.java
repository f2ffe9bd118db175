package io.privnet.geo;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Positions one after another, in bounded memory, with the time and the vehicle of each if the
 * input has them. A record that is not a position ends the reading with a {@link
 * GeoFormatException}; none is left out silently.
 *
 * <p>A time is a number of seconds, below 10<sup>8</sup> on the input's own clock, from there on
 * since 1970; from 10<sup>11</sup> on it is milliseconds since 1970; or it is ISO 8601 with an
 * offset. The first time says which of these an input has, and all others have to be the same.
 */
public abstract sealed class PositionReader implements Closeable
    permits CsvPositions, GpxPositions, GeoJsonPositions {
  /** How many blanks at the beginning are looked through for what the input is. */
  private static final int LONGEST_BEGINNING = 1 << 10;

  final TraceClock clock;
  final VehicleNames vehicles = new VehicleNames();

  PositionReader(TraceClock clock) {
    this.clock = clock;
  }

  /**
   * Begins to read CSV, GPX or GeoJSON, whichever the content is.
   *
   * @param file the name of the input for messages
   * @throws GeoFormatException if the input is empty or its beginning is unusable
   */
  public static PositionReader open(InputStream in, String file) throws IOException {
    byte[] beginning = new byte[LONGEST_BEGINNING];
    int count = 0;
    int first = 0;
    while (first == 0 && count < LONGEST_BEGINNING) {
      int read = in.read(beginning, count, LONGEST_BEGINNING - count);
      if (read < 0) {
        break;
      }
      for (int end = count + read; count < end; count++) {
        // Blanks are passed over, and so are byte order marks and the zeros of UTF-16.
        first = first == 0 && beginning[count] > ' ' ? beginning[count] : first;
      }
    }
    // One after the other: what has been read is there before more has to be waited for.
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(beginning, 0, count), in);
    return switch (first) {
      case '<' -> new GpxPositions(whole, file);
      case '{', '[' -> new GeoJsonPositions(whole, file);
      default -> new CsvPositions(whole, file);
    };
  }

  /**
   * Moves to the next position; false after the last.
   *
   * @throws GeoFormatException if what comes next is no position
   */
  public abstract boolean next() throws IOException;

  /** The latitude of the position at hand in degrees, -90 to 90. */
  public abstract double latitude();

  /** The longitude of the position at hand in degrees, -180 to 180. */
  public abstract double longitude();

  /** Whether the position at hand has a time. */
  public abstract boolean hasTime();

  /**
   * The time of the position at hand in milliseconds.
   *
   * @throws GeoFormatException if it is no time
   */
  public abstract long timeMillis() throws GeoFormatException;

  /** Whether times count from 1970, once the first has been read; else the clock is its own. */
  public final boolean timesAreEpoch() {
    return clock.isEpoch();
  }

  /** Whether the position at hand has a vehicle. */
  public abstract boolean hasVehicle();

  /**
   * The vehicle of the position at hand: a dense number in the order in which they are asked for.
   *
   * @throws GeoFormatException if it has no name
   */
  public abstract int vehicle() throws GeoFormatException;

  /** Returns the name of a vehicle by its number. */
  public final String vehicleId(int vehicle) {
    return vehicles.text(vehicle);
  }

  /** Whether positions have the class of the road, such as {@code motorway}. */
  public boolean hasRoad() {
    return false;
  }

  /**
   * The class of the road at hand: a dense number in the order in which they are asked for.
   *
   * @throws GeoFormatException if it has none
   * @throws IllegalStateException if positions have no roads
   */
  public int road() throws GeoFormatException {
    throw new IllegalStateException("no roads");
  }

  /** Returns the name of a road class by its number. */
  public String roadClass(int road) {
    throw new IllegalStateException("no roads");
  }

  /** Whether positions have a speed. */
  public boolean hasSpeed() {
    return false;
  }

  /**
   * The speed at hand in m/s, 0 or more.
   *
   * @throws GeoFormatException if it is none
   * @throws IllegalStateException if positions have no speeds
   */
  public double speed() throws GeoFormatException {
    throw new IllegalStateException("no speeds");
  }

  /** The line on which the record at hand begins, from 1. */
  public abstract long line();

  /** Whether a person is expected to put the records of this format in order of time. */
  public boolean isTable() {
    return false;
  }

  /**
   * Returns the fields of the record at hand, in the order of the columns.
   *
   * @throws IllegalStateException if this is no table
   */
  public List<String> fields() {
    throw new IllegalStateException("no table");
  }

  /** Returns what to throw when the record at hand is not usable. */
  public abstract GeoFormatException error(String problem);

  /**
   * Returns what to throw when something is needed that the input does not have.
   *
   * @param column {@code time} or {@code vehicle}
   */
  public abstract GeoFormatException missing(String column);

  final int vehicle(String name) throws GeoFormatException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return number(vehicles, bytes, 0, bytes.length);
  }

  /** The number of a name. */
  final int number(VehicleNames names, byte[] name, int from, int to) throws GeoFormatException {
    try {
      return names.number(name, from, to);
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
  }

  final long timeMillis(String text) throws GeoFormatException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return timeMillis(bytes, 0, bytes.length);
  }

  final long timeMillis(byte[] text, int from, int to) throws GeoFormatException {
    try {
      return clock.millis(text, from, to);
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
  }
}
