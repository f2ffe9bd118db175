package io.privnet.geo.index;

import java.util.Arrays;

/**
 * The reports whose first codes lie in one stretch of the curve, in no order, so that a vehicle
 * that moves within the stretch is one number overwritten.
 */
final class Leaf {

  /** How many reports a leaf holds; a power of two. */
  static final int CAPACITY = 128;

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
}
