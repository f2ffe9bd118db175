package io.privnet.geo.index;

import java.util.Arrays;

/**
 * The reports whose first codes lie in one stretch of the curve, in no order, so that a vehicle
 * that moves within the stretch is one number overwritten.
 */
final class Leaf {

  /** How many reports a leaf holds; a power of two. */
  static final int CAPACITY = 256;

  /** The leaf's number; stays the same while the leaf exists. */
  final int id;

  /** The first code of the stretch, unsigned. */
  long first;

  /** The last code of the stretch, unsigned; as leaves follow each other, no gap is between. */
  long last;

  int size;
  final long[] bits = new long[CAPACITY];
  final int[] vehicles = new int[CAPACITY];

  /** The lengths of the reports; null as long as all are full codes. */
  byte[] lengths;

  Leaf(int id, long first, long last) {
    this.id = id;
    this.first = first;
    this.last = last;
  }

  boolean spans(long code) {
    return Long.compareUnsigned(first, code) <= 0 && Long.compareUnsigned(code, last) <= 0;
  }

  boolean isFull() {
    return size == CAPACITY;
  }

  int length(int place) {
    return lengths == null ? 64 : lengths[place];
  }

  /** The last full code of a report. */
  long hi(int place) {
    return lengths == null ? bits[place] : bits[place] | below(lengths[place]);
  }

  static long below(int length) {
    return length == 64 ? 0 : -1L >>> length;
  }

  void set(int place, int vehicle, long report, int length) {
    bits[place] = report;
    vehicles[place] = vehicle;
    if (length < 64 && lengths == null) {
      lengths = new byte[CAPACITY];
      Arrays.fill(lengths, (byte) 64);
    }
    if (lengths != null) {
      lengths[place] = (byte) length;
    }
  }

  /** Returns the first codes of a full leaf in ascending order. */
  long[] sorted() {
    long[] sorted = bits.clone();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] ^= Long.MIN_VALUE;
    }
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] ^= Long.MIN_VALUE;
    }
    return sorted;
  }

  /** Puts all vehicles into {@code found} and returns how many there are. */
  int selectAll(int[] found) {
    System.arraycopy(vehicles, 0, found, 0, size);
    return size;
  }

  /**
   * Puts those vehicles whose reports contain a code into {@code found} and returns how many there
   * are; not for a leaf with full codes only.
   */
  int selectAncestors(long code, int[] found) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      found[count] = vehicles[i];
      count += ((bits[i] ^ code) & ~below(lengths[i])) == 0 ? 1 : 0;
    }
    return count;
  }
}
