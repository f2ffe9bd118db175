package io.privnet.geo.trace;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * One epoch after another: the last position of every vehicle seen in it. An epoch begins at a
 * multiple of its length and does not contain its end. Streams; memory grows with the vehicles, not
 * the sightings: 24 bytes a vehicle.
 */
public final class Snapshots implements Closeable {
  /** Longer gaps are taken for times in another unit. */
  private static final long LONGEST_GAP = 1_000_000;

  private final SightingReader sightings;
  private final long epochMillis;

  private boolean started;

  /** Whether the sighting at hand belongs to a later epoch. */
  private boolean ahead;

  private long startMillis;
  private int size;
  private int[] vehicles = new int[64];
  private double[] latitudes = new double[64];
  private double[] longitudes = new double[64];

  /** Where each vehicle stands in the snapshot, if it is in it. */
  private int[] places = new int[64];

  /**
   * Begins at the first sighting.
   *
   * @param epoch the length of an epoch, at least a millisecond; null if everything is one snapshot
   * @throws IllegalArgumentException if the epoch is shorter
   */
  public Snapshots(SightingReader sightings, Duration epoch) {
    this.sightings = sightings;
    this.epochMillis = epoch == null ? 0 : epoch.toMillis();
    if (epoch != null && epochMillis < 1) {
      throw new IllegalArgumentException("an epoch has at least a millisecond");
    }
  }

  /**
   * Moves to the next epoch, empty ones between others included; false after the last.
   *
   * @throws io.privnet.geo.GeoFormatException if a sighting is unusable, or a million epochs long
   *     there is none
   */
  public boolean next() throws IOException {
    if (!started) {
      started = true;
      ahead = sightings.next();
      startMillis = ahead ? epochOf(sightings.timeMillis()) : 0;
    } else {
      startMillis += epochMillis;
    }
    size = 0;
    if (!ahead) {
      return false;
    }
    long gap = epochMillis == 0 ? 0 : (sightings.timeMillis() - startMillis) / epochMillis;
    if (gap > LONGEST_GAP) {
      throw sightings.error(
          gap + " epochs without a sighting before this one; is its time in another unit?");
    }
    while (ahead && (epochMillis == 0 || epochOf(sightings.timeMillis()) == startMillis)) {
      put();
      ahead = sightings.next();
    }
    return true;
  }

  private long epochOf(long timeMillis) {
    return epochMillis == 0 ? 0 : Math.floorDiv(timeMillis, epochMillis) * epochMillis;
  }

  private void put() {
    int vehicle = sightings.vehicle();
    int place = size;
    if (sightings.hasVehicles()) {
      if (vehicle >= places.length) {
        places = Arrays.copyOf(places, room(vehicle));
      }
      int known = places[vehicle];
      place = known < size && vehicles[known] == vehicle ? known : size;
      places[vehicle] = place;
    }
    if (place == size) {
      if (size == vehicles.length) {
        int room = room(size);
        vehicles = Arrays.copyOf(vehicles, room);
        latitudes = Arrays.copyOf(latitudes, room);
        longitudes = Arrays.copyOf(longitudes, room);
      }
      size++;
    }
    vehicles[place] = vehicle;
    latitudes[place] = sightings.latitude();
    longitudes[place] = sightings.longitude();
  }

  private static int room(int needed) {
    return (int) Math.min(Integer.MAX_VALUE - 8, needed + (needed >> 1) + 8L);
  }

  /** When the epoch begins, in milliseconds; see {@link SightingReader#timeMillis}. */
  public long startMillis() {
    return startMillis;
  }

  /** How many vehicles were seen in the epoch. */
  public int size() {
    return size;
  }

  /** Returns a vehicle of the epoch, by its place 0 to {@link #size} - 1. */
  public int vehicle(int i) {
    return vehicles[i];
  }

  /** Returns the latitude where a vehicle of the epoch was seen last, in degrees, -90 to 90. */
  public double latitude(int i) {
    return latitudes[i];
  }

  /** Returns the longitude where a vehicle of the epoch was seen last, in degrees, -180 to 180. */
  public double longitude(int i) {
    return longitudes[i];
  }

  @Override
  public void close() throws IOException {
    sightings.close();
  }
}
