package io.privnet.geo.simulation;

import io.privnet.geo.Rectangle;
import java.util.Arrays;

/**
 * Where the vehicles of an epoch are, in columns: 20 bytes a vehicle. A vehicle has a place here, 0
 * to {@link #size} - 1, and a number that it keeps from epoch to epoch.
 */
final class Snapshot {
  final int size;
  final int[] number;
  final double[] latitude;
  final double[] longitude;

  Snapshot(int[] number, double[] latitude, double[] longitude) {
    this.size = number.length;
    this.number = number;
    this.latitude = latitude;
    this.longitude = longitude;
  }

  /** Returns the vehicles that are in an area, found by looking at every one. */
  int[] in(Rectangle area) {
    int[] found = new int[16];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (area.contains(latitude[i], longitude[i])) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
