package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.Scheme;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Prefixes on their way into an announcement. */
final class Draft {
  private final Scheme scheme;
  private long[] bits = new long[64];
  private byte[] lengths = new byte[64];
  private int[] reporters = new int[64];
  private int size;
  private boolean ascending = true;

  Draft(Scheme scheme) {
    this.scheme = scheme;
  }

  void add(long cell, int length, int count) {
    if (size == bits.length) {
      int room = size + (size >> 1);
      bits = Arrays.copyOf(bits, room);
      lengths = Arrays.copyOf(lengths, room);
      reporters = Arrays.copyOf(reporters, room);
    }
    bits[size] = cell;
    lengths[size] = (byte) length;
    reporters[size++] = count;
    ascending &= size == 1 || order(size - 2, size - 1) < 0;
  }

  /** Puts the prefixes in ascending order; returns one that is there twice, if there is any. */
  Optional<Code> sort() {
    if (ascending) {
      return Optional.empty();
    }
    int[] order =
        IntStream.range(0, size).boxed().sorted(this::order).mapToInt(Integer::intValue).toArray();
    long[] sortedBits = new long[size];
    byte[] sortedLengths = new byte[size];
    int[] sortedReporters = new int[size];
    for (int i = 0; i < size; i++) {
      sortedBits[i] = bits[order[i]];
      sortedLengths[i] = lengths[order[i]];
      sortedReporters[i] = reporters[order[i]];
    }
    bits = sortedBits;
    lengths = sortedLengths;
    reporters = sortedReporters;
    for (int i = 1; i < size; i++) {
      if (order(i - 1, i) == 0) {
        return Optional.of(new Code(scheme, bits[i], lengths[i]));
      }
    }
    return Optional.empty();
  }

  private int order(int one, int other) {
    int order = Long.compareUnsigned(bits[one], bits[other]);
    return order != 0 ? order : Integer.compare(lengths[one], lengths[other]);
  }

  /** Turns descending order into ascending. */
  void reverse() {
    for (int low = 0, high = size - 1; low < high; low++, high--) {
      long cell = bits[low];
      bits[low] = bits[high];
      bits[high] = cell;
      byte length = lengths[low];
      lengths[low] = lengths[high];
      lengths[high] = length;
      int count = reporters[low];
      reporters[low] = reporters[high];
      reporters[high] = count;
    }
  }

  Announcement announcement() {
    return new Announcement(
        scheme,
        Arrays.copyOf(bits, size),
        Arrays.copyOf(lengths, size),
        Arrays.copyOf(reporters, size));
  }
}
