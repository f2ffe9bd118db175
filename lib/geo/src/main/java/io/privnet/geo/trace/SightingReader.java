package io.privnet.geo.trace;

import io.privnet.geo.GeoFormatException;
import io.privnet.geo.PositionReader;
import io.privnet.geo.Scheme;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Sightings of vehicles in ascending time. CSV is read as a stream: the rows have to be in the
 * order of their times, and memory grows with the vehicles only, by some 25 bytes and the name of
 * each. GPX and GeoJSON, whose tracks follow one another, are read whole and sorted, in 36 bytes a
 * point.
 *
 * <p>A vehicle is at one place at a time. A second record of a vehicle at the same time is left out
 * and counted: {@link #omissions}.
 */
public final class SightingReader implements Closeable {
  private final PositionReader positions;
  private final String file;

  private final boolean hasTimes;
  private final boolean hasVehicles;

  /** The rows in the order of their times, if the input is not a stream; and the row at hand. */
  private final Columns sorted;

  private int row = -1;

  /** The vehicles of {@link #sorted} as the input numbers them, in the order they are seen. */
  private int[] named = {};

  private boolean firstIsWaiting = true;
  private double latitude;
  private double longitude;
  private long timeMillis;
  private int vehicle = -1;
  private long line;

  /** Which of the times is at hand, counted from 1; 0 is never. */
  private int moment;

  private long momentMillis;

  /** In which moment each vehicle was seen last, and where, to a centimetre. */
  private int[] lastMoment = {};

  private long[] lastPlace = {};

  private long repeated;
  private long contradictory;

  /**
   * Begins to read.
   *
   * @param file the name of the input for messages
   * @throws GeoFormatException if there is no position at all, or the beginning is unusable
   */
  public SightingReader(InputStream in, String file) throws IOException {
    this.file = file;
    positions = PositionReader.open(in, file);
    if (!positions.next()) {
      throw new GeoFormatException(file, 1, "no positions");
    }
    hasTimes = positions.hasTime();
    hasVehicles = positions.hasVehicle();
    sorted = positions.isTable() ? null : readAndSort();
    if (sorted != null && hasVehicles) {
      named = sorted.renumberVehicles();
    }
  }

  /** Whether sightings have times; else everything is one snapshot, time 0. */
  public boolean hasTimes() {
    return hasTimes;
  }

  /** Whether sightings have vehicles; else every one is a vehicle of its own. */
  public boolean hasVehicles() {
    return hasVehicles;
  }

  /**
   * Demands times.
   *
   * @throws GeoFormatException if there are none
   */
  public SightingReader requireTimes() throws GeoFormatException {
    if (!hasTimes) {
      throw positions.missing("time");
    }
    return this;
  }

  /**
   * Demands that sightings name their vehicles.
   *
   * @throws GeoFormatException if they do not
   */
  public SightingReader requireVehicles() throws GeoFormatException {
    if (!hasVehicles) {
      throw positions.missing("vehicle");
    }
    return this;
  }

  /**
   * Moves to the next sighting; false after the last.
   *
   * @throws GeoFormatException if what comes next is no sighting, or a stream goes back in time
   */
  public boolean next() throws IOException {
    do {
      if (!(sorted == null ? nextOfStream() : nextOfSorted())) {
        return false;
      }
    } while (hasVehicles && seenAtThisTime());
    return true;
  }

  private boolean nextOfStream() throws IOException {
    if (!firstIsWaiting && !positions.next()) {
      return false;
    }
    long before = timeMillis;
    line = positions.line();
    latitude = positions.latitude();
    longitude = positions.longitude();
    if (hasTimes) {
      timeMillis = positions.timeMillis();
      if (!firstIsWaiting && timeMillis < before) {
        throw positions.error("the time goes back; sort the rows by time");
      }
    }
    vehicle = hasVehicles ? positions.vehicle() : nextOwnVehicle();
    firstIsWaiting = false;
    return true;
  }

  private boolean nextOfSorted() {
    if (++row == sorted.size()) {
      return false;
    }
    latitude = sorted.latitude(row);
    longitude = sorted.longitude(row);
    timeMillis = sorted.timeMillis(row);
    vehicle = sorted.vehicle(row);
    line = sorted.line(row);
    return true;
  }

  private int nextOwnVehicle() throws GeoFormatException {
    if (vehicle == Integer.MAX_VALUE - 1) {
      throw positions.error("more than " + Integer.MAX_VALUE + " vehicles");
    }
    return vehicle + 1;
  }

  private boolean seenAtThisTime() {
    if (moment == 0 || timeMillis != momentMillis) {
      momentMillis = timeMillis;
      if (++moment < 0) {
        Arrays.fill(lastMoment, 0);
        moment = 1;
      }
    }
    if (vehicle >= lastMoment.length) {
      int room = (int) Math.min(Integer.MAX_VALUE - 8, vehicle + (vehicle >> 1) + 8L);
      lastMoment = Arrays.copyOf(lastMoment, room);
      lastPlace = Arrays.copyOf(lastPlace, room);
    }
    long place = Scheme.ZORDER.bits(latitude, longitude);
    if (lastMoment[vehicle] == moment) {
      if (lastPlace[vehicle] == place) {
        repeated++;
      } else {
        contradictory++;
      }
      return true;
    }
    lastMoment[vehicle] = moment;
    lastPlace[vehicle] = place;
    return false;
  }

  private Columns readAndSort() throws IOException {
    Columns columns = new Columns(true);
    do {
      if (positions.hasTime() != hasTimes) {
        throw positions.error(
            hasTimes
                ? "a position without a time, while the first has one"
                : "a position with a time, while the first has none");
      }
      if (positions.hasVehicle() != hasVehicles) {
        throw positions.error(
            hasVehicles
                ? "a position without a vehicle, while the first has one"
                : "a position with a vehicle, while the first has none");
      }
      columns.add(
          hasTimes ? positions.timeMillis() : 0,
          hasVehicles ? positions.vehicle() : columns.size(),
          positions.latitude(),
          positions.longitude(),
          positions.line());
    } while (positions.next());
    return columns.sortedByTime();
  }

  /** The latitude of the sighting at hand in degrees, -90 to 90. */
  public double latitude() {
    return latitude;
  }

  /** The longitude of the sighting at hand in degrees, -180 to 180. */
  public double longitude() {
    return longitude;
  }

  /**
   * The time of the sighting at hand in milliseconds: of the trace's own clock, or since 1970 when
   * {@link #timesAreEpoch}; 0 if there are no times.
   */
  public long timeMillis() {
    return timeMillis;
  }

  /** Whether times count from 1970, once a sighting has been read. */
  public boolean timesAreEpoch() {
    return positions.timesAreEpoch();
  }

  /**
   * The vehicle of the sighting at hand: a dense number in the order in which they are first seen.
   */
  public int vehicle() {
    return vehicle;
  }

  /** Returns the name of a vehicle; if vehicles have none, its number from 1. */
  public String vehicleId(int number) {
    if (!hasVehicles) {
      return Integer.toString(number + 1);
    }
    return positions.vehicleId(sorted == null ? number : named[number]);
  }

  /** Whether sightings have the class of the road. */
  public boolean hasRoads() {
    return positions.hasRoad();
  }

  /**
   * The class of the road of the sighting at hand, a dense number.
   *
   * @throws GeoFormatException if it has none
   * @throws IllegalStateException if sightings have no roads
   */
  public int road() throws GeoFormatException {
    return positions.road();
  }

  /** Returns the name of a road class, such as {@code motorway}. */
  public String roadClass(int road) {
    return positions.roadClass(road);
  }

  /** Whether sightings have a speed. */
  public boolean hasSpeeds() {
    return positions.hasSpeed();
  }

  /**
   * The speed of the sighting at hand in m/s.
   *
   * @throws GeoFormatException if it has none
   * @throws IllegalStateException if sightings have no speeds
   */
  public double speed() throws GeoFormatException {
    return positions.speed();
  }

  /**
   * Demands that sightings have the class of the road.
   *
   * @throws GeoFormatException if they do not
   */
  public SightingReader requireRoads() throws GeoFormatException {
    if (!hasRoads()) {
      throw positions.missing("road");
    }
    return this;
  }

  /** The line on which the sighting at hand stands, from 1. */
  public long line() {
    return line;
  }

  /** The records left out so far. */
  public Omissions omissions() {
    return new Omissions(repeated, contradictory);
  }

  /** Returns what to throw when the sighting at hand is not usable. */
  GeoFormatException error(String problem) {
    return new GeoFormatException(file, Math.max(1, line), problem);
  }

  @Override
  public void close() throws IOException {
    positions.close();
  }
}
