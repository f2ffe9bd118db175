package io.privnet.geo.trace;

import java.util.Arrays;

/** Sightings in columns: 28 bytes a row, 36 with lines; up to half as much again while growing. */
final class Columns {
  private long[] times = new long[64];
  private int[] vehicles = new int[64];
  private double[] latitudes = new double[64];
  private double[] longitudes = new double[64];
  private long[] lines;
  private int[] roads;
  private float[] speeds;
  private int size;

  Columns(boolean withLines) {
    lines = withLines ? new long[64] : null;
  }

  /** Adds columns for the class of the road and the speed, where they are wanted. */
  Columns with(boolean road, boolean speed) {
    roads = road ? new int[times.length] : null;
    speeds = speed ? new float[times.length] : null;
    return this;
  }

  void add(long timeMillis, int vehicle, double latitude, double longitude, long line) {
    if (size == times.length) {
      resize((int) Math.min(Integer.MAX_VALUE - 8, size + (size >> 1) + 8L));
    }
    times[size] = timeMillis;
    vehicles[size] = vehicle;
    latitudes[size] = latitude;
    longitudes[size] = longitude;
    if (lines != null) {
      lines[size] = line;
    }
    size++;
  }

  /** Sets the class of the road of the row that was added last. */
  void road(int road) {
    roads[size - 1] = road;
  }

  /** Sets the speed of the row that was added last. */
  void speed(float metresPerSecond) {
    speeds[size - 1] = metresPerSecond;
  }

  private void resize(int room) {
    times = Arrays.copyOf(times, room);
    vehicles = Arrays.copyOf(vehicles, room);
    latitudes = Arrays.copyOf(latitudes, room);
    longitudes = Arrays.copyOf(longitudes, room);
    lines = lines == null ? null : Arrays.copyOf(lines, room);
    roads = roads == null ? null : Arrays.copyOf(roads, room);
    speeds = speeds == null ? null : Arrays.copyOf(speeds, room);
  }

  int size() {
    return size;
  }

  long timeMillis(int row) {
    return times[row];
  }

  int vehicle(int row) {
    return vehicles[row];
  }

  double latitude(int row) {
    return latitudes[row];
  }

  double longitude(int row) {
    return longitudes[row];
  }

  /** The class of the road, -1 if there are none. */
  int roadOf(int row) {
    return roads == null ? -1 : roads[row];
  }

  /** The speed in m/s, NaN if there are none. */
  float speedOf(int row) {
    return speeds == null ? Float.NaN : speeds[row];
  }

  long line(int row) {
    return lines[row];
  }

  /** Returns the same rows by time; those of one time stay in their order. */
  Columns sortedByTime() {
    int[] order = order();
    Columns sorted = new Columns(lines != null);
    sorted.resize(Math.max(size, 1));
    for (int row : order) {
      sorted.add(
          times[row],
          vehicles[row],
          latitudes[row],
          longitudes[row],
          lines == null ? 0 : lines[row]);
    }
    return sorted;
  }

  /**
   * Numbers the vehicles anew, in the order in which they appear.
   *
   * @return the number that each had before
   */
  int[] renumberVehicles() {
    int[] after = new int[1 + Arrays.stream(vehicles, 0, size).max().orElse(-1)];
    int[] before = new int[after.length];
    Arrays.fill(after, -1);
    int count = 0;
    for (int row = 0; row < size; row++) {
      int vehicle = vehicles[row];
      if (after[vehicle] < 0) {
        after[vehicle] = count;
        before[count++] = vehicle;
      }
      vehicles[row] = after[vehicle];
    }
    return before;
  }

  /** A merge sort from the bottom up, which is stable and needs no object for a row. */
  private int[] order() {
    int[] from = new int[size];
    int[] to = new int[size];
    Arrays.setAll(from, i -> i);
    for (long width = 1; width < size; width *= 2) {
      for (long low = 0; low < size; low += 2 * width) {
        int middle = (int) Math.min(low + width, size);
        int high = (int) Math.min(low + 2 * width, size);
        merge(from, (int) low, middle, high, to);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private void merge(int[] from, int low, int middle, int high, int[] to) {
    int left = low;
    int right = middle;
    for (int at = low; at < high; at++) {
      boolean takeLeft =
          left < middle && (right == high || times[from[left]] <= times[from[right]]);
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }
}
