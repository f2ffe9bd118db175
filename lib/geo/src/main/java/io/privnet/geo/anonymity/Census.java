package io.privnet.geo.anonymity;

import io.privnet.geo.Histogram;
import io.privnet.geo.Scheme;
import io.privnet.geo.trace.SightingReader;
import io.privnet.geo.trace.Snapshots;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The histograms of one epoch after another: the last position of every vehicle seen in it. Without
 * times there is one histogram of everything. Without times and vehicles it takes 8 bytes a vehicle
 * and half as much again while it grows; else {@link Snapshots} and the names of the vehicles come
 * on top.
 */
public final class Census implements Closeable {
  private final SightingReader sightings;
  private final Snapshots snapshots;
  private final Scheme scheme;
  private final Histogram vehicles = new Histogram();
  private boolean ended;

  /**
   * Begins at the first sighting.
   *
   * @param epoch the length of an epoch, at least a millisecond; null if everything is one epoch
   * @throws IllegalArgumentException if the epoch is shorter
   */
  public Census(SightingReader sightings, Duration epoch, Scheme scheme) {
    this.sightings = sightings;
    this.snapshots = new Snapshots(sightings, epoch);
    this.scheme = scheme;
  }

  /**
   * Moves to the next epoch, empty ones between others included; false after the last.
   *
   * @throws io.privnet.geo.GeoFormatException if a sighting is unusable
   */
  public boolean next() throws IOException {
    vehicles.clear();
    if (sightings.hasTimes() || sightings.hasVehicles()) {
      if (!snapshots.next()) {
        return false;
      }
      for (int i = 0; i < snapshots.size(); i++) {
        vehicles.add(scheme.bits(snapshots.latitude(i), snapshots.longitude(i)));
      }
      return true;
    }
    if (ended) {
      return false;
    }
    while (sightings.next()) {
      vehicles.add(scheme.bits(sightings.latitude(), sightings.longitude()));
    }
    ended = true;
    return true;
  }

  /** When the epoch begins; empty if there are no times. */
  public Optional<EpochStart> start() {
    return sightings.hasTimes()
        ? Optional.of(new EpochStart(snapshots.startMillis(), sightings.timesAreEpoch()))
        : Optional.empty();
  }

  /** The vehicles of the epoch; replaced by {@link #next}. */
  public Histogram vehicles() {
    return vehicles;
  }

  @Override
  public void close() throws IOException {
    snapshots.close();
  }
}
