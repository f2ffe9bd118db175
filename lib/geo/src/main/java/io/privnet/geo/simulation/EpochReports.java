package io.privnet.geo.simulation;

/**
 * What the vehicles of a snapshot report: full positions or truncated codes.
 *
 * @param snapshot the vehicles
 * @param bits the report of each vehicle as the first full code of its cell
 * @param length the length of each report in bits, 64 if it is full, {@link #SILENT} for a vehicle
 *     that reports nothing
 * @param shortest the length of the shortest code that vehicles may report, 64 if all are full
 */
record EpochReports(Snapshot snapshot, long[] bits, byte[] length, int shortest) {

  /** The length that stands for no report. */
  static final byte SILENT = -1;

  int size() {
    return snapshot.size;
  }

  boolean isSilent(int vehicle) {
    return length[vehicle] == SILENT;
  }

  /** How many vehicles report something. */
  int heard() {
    int heard = 0;
    for (byte bits : length) {
      heard += bits == SILENT ? 0 : 1;
    }
    return heard;
  }
}
