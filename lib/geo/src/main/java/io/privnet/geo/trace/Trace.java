package io.privnet.geo.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A whole trace in memory, in ascending time: 28 bytes a row, and 4 more each for roads, for
 * speeds, and once {@link #rowsOf} was asked for. For what has to look at trips; {@link Snapshots}
 * needs less.
 */
public final class Trace {
  private final Columns rows;
  private final SightingReader names;
  private final int vehicles;

  /** The rows of all vehicles, one vehicle after another, and where those of each begin. */
  private int[] byVehicle;

  private int[] begins;

  private Trace(Columns rows, SightingReader names, int vehicles) {
    this.rows = rows;
    this.names = names;
    this.vehicles = vehicles;
  }

  /**
   * Reads a trace and closes the input.
   *
   * @param file the name of the input for messages
   * @throws io.privnet.geo.GeoFormatException if it is none
   */
  public static Trace read(InputStream in, String file) throws IOException {
    try (SightingReader sightings = new SightingReader(in, file)) {
      return read(sightings);
    }
  }

  /**
   * Reads all sightings to the last.
   *
   * @throws io.privnet.geo.GeoFormatException if one is unusable
   */
  public static Trace read(SightingReader sightings) throws IOException {
    return read(sightings, false, false);
  }

  /**
   * Reads all sightings to the last, with more columns.
   *
   * @param roads whether to read the classes of the roads, which sightings then must have
   * @param speeds whether to read the speeds, which sightings then must have
   * @throws io.privnet.geo.GeoFormatException if one is unusable
   */
  public static Trace read(SightingReader sightings, boolean roads, boolean speeds)
      throws IOException {
    Columns rows = new Columns(false).with(roads, speeds);
    int vehicles = 0;
    while (sightings.next()) {
      if (rows.size() == Integer.MAX_VALUE - 8) {
        throw sightings.error("more than " + rows.size() + " rows do not fit in memory");
      }
      vehicles = Math.max(vehicles, sightings.vehicle() + 1);
      rows.add(
          sightings.timeMillis(),
          sightings.vehicle(),
          sightings.latitude(),
          sightings.longitude(),
          0);
      if (roads) {
        rows.road(sightings.road());
      }
      if (speeds) {
        rows.speed((float) sightings.speed());
      }
    }
    return new Trace(rows, sightings, vehicles);
  }

  /** How many sightings there are. */
  public int size() {
    return rows.size();
  }

  /** How many vehicles there are. */
  public int vehicles() {
    return vehicles;
  }

  /** Returns the time of a sighting in milliseconds; see {@link SightingReader#timeMillis}. */
  public long timeMillis(int row) {
    return rows.timeMillis(row);
  }

  /** Returns the vehicle of a sighting, 0 to {@link #vehicles} - 1. */
  public int vehicle(int row) {
    return rows.vehicle(row);
  }

  /** Returns the latitude of a sighting in degrees, -90 to 90. */
  public double latitude(int row) {
    return rows.latitude(row);
  }

  /** Returns the longitude of a sighting in degrees, -180 to 180. */
  public double longitude(int row) {
    return rows.longitude(row);
  }

  /** Returns the class of the road of a sighting, -1 if roads were not read. */
  public int road(int row) {
    return rows.roadOf(row);
  }

  /** Returns the name of a road class, such as {@code motorway}. */
  public String roadClass(int road) {
    return names.roadClass(road);
  }

  /** Returns the speed of a sighting in m/s, NaN if speeds were not read. */
  public double speed(int row) {
    return rows.speedOf(row);
  }

  /** Returns the sightings of a vehicle in ascending time. */
  public int[] rowsOf(int vehicle) {
    if (byVehicle == null) {
      begins = new int[vehicles + 1];
      for (int row = 0; row < size(); row++) {
        begins[rows.vehicle(row) + 1]++;
      }
      Arrays.parallelPrefix(begins, Integer::sum);
      int[] next = Arrays.copyOf(begins, vehicles);
      byVehicle = new int[size()];
      for (int row = 0; row < size(); row++) {
        byVehicle[next[rows.vehicle(row)]++] = row;
      }
    }
    return Arrays.copyOfRange(byVehicle, begins[vehicle], begins[vehicle + 1]);
  }

  /** Returns the name of a vehicle; if vehicles have none, its number from 1. */
  public String vehicleId(int vehicle) {
    return names.vehicleId(vehicle);
  }

  /** Whether sightings have times; else everything is one snapshot, time 0. */
  public boolean hasTimes() {
    return names.hasTimes();
  }

  /** Whether sightings have vehicles; else every one is a vehicle of its own. */
  public boolean hasVehicles() {
    return names.hasVehicles();
  }

  /** Whether times count from 1970; else the clock is the trace's own. */
  public boolean timesAreEpoch() {
    return names.timesAreEpoch();
  }

  /** The records left out. */
  public Omissions omissions() {
    return names.omissions();
  }
}
