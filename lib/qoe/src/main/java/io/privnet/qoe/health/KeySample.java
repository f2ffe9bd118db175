package io.privnet.qoe.health;

import java.util.Map;
import java.util.TreeMap;

/**
 * The packets of a capture with the lowest keys, at most {@value #SIZE}: since keys are hashes,
 * samples of two captures hold the same packets as far as both captures do.
 */
final class KeySample {
  static final int SIZE = 1 << 14;

  private static final long AGAIN = Long.MIN_VALUE;

  private final TreeMap<Long, Long> times = new TreeMap<>();
  private long highest = Long.MAX_VALUE;

  void add(long key, long nanos) {
    if (key > highest) {
      return;
    }
    if (times.putIfAbsent(key, nanos) != null) {
      times.put(key, AGAIN);
    } else if (times.size() > SIZE) {
      times.pollLastEntry();
      highest = times.lastKey();
    }
  }

  /** Time of the only packet with a key; null when there is none or there are several. */
  private Long timeOf(long key) {
    Long nanos = times.get(key);
    return nanos == null || nanos == AGAIN ? null : nanos;
  }

  /**
   * How much later packets stand in the other capture, by its clock.
   *
   * @return smallest and largest difference in nanoseconds, and the number of packets in both
   */
  long[] differences(KeySample other) {
    long[] found = {Long.MAX_VALUE, Long.MIN_VALUE, 0};
    for (Map.Entry<Long, Long> entry : times.entrySet()) {
      Long here = timeOf(entry.getKey());
      Long there = other.timeOf(entry.getKey());
      if (here != null && there != null) {
        found[0] = Math.min(found[0], there - here);
        found[1] = Math.max(found[1], there - here);
        found[2]++;
      }
    }
    return found;
  }
}
