package io.privnet.qoe.health;

import java.util.Arrays;
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
   * @param patience differences further than this from their median, in nanoseconds, come from
   *     stray time stamps and are left out
   * @return smallest and largest difference in nanoseconds, and the number of packets in both
   */
  long[] differences(KeySample other, long patience) {
    long[] all = new long[times.size()];
    int count = 0;
    for (long key : times.keySet()) {
      Long here = timeOf(key);
      Long there = other.timeOf(key);
      if (here != null && there != null) {
        all[count++] = there - here;
      }
    }
    Arrays.sort(all, 0, count);
    int low = 0;
    int high = count - 1;
    while (low < high && all[low] < all[count / 2] - patience) {
      low++;
    }
    while (low < high && all[high] > all[count / 2] + patience) {
      high--;
    }
    return count == 0 ? new long[3] : new long[] {all[low], all[high], high - low + 1};
  }
}
