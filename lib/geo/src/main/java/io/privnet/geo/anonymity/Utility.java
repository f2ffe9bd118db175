package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.Rectangle;
import io.privnet.geo.Scheme;
import java.util.Arrays;

/**
 * How exact reports are. The size of a cell is the side of a square of its area, in metres on a
 * sphere. Medians are those of the lengths in bits: at least half of the reports are as exact.
 */
public final class Utility {
  private final long[] reports = new long[65];
  private final double[] metres = new double[65];
  private long silent;
  private long exposed;

  /** The side of a square of the cell's area in metres. */
  public static double sizeMetres(Code cell) {
    Rectangle bounds = cell.rectangle();
    return Math.sqrt(bounds.heightMetres() * bounds.widthMetres());
  }

  static double sizeMetres(Scheme scheme, long full, int length) {
    return sizeMetres(new Code(scheme, Announcement.cell(full, length), length));
  }

  /**
   * Counts reports of one prefix.
   *
   * @param length its bits
   * @param sizeMetres the size of its cell
   * @param vehicles how many sent it
   * @param k how many should have
   */
  void add(int length, double sizeMetres, long vehicles, int k) {
    reports[length] += vehicles;
    metres[length] += vehicles * sizeMetres;
    exposed += vehicles < k ? vehicles : 0;
  }

  /**
   * Counts the reports of a step.
   *
   * @param k how many vehicles should send the same
   */
  public void add(Reporting step, int k) {
    // Prefixes as long as full codes are seldom alike, so groups are found by sorting: those of a
    // length stand side by side, in ascending order.
    int[] ends = new int[66];
    for (int i = 0; i < step.size(); i++) {
      if (step.length(i) >= 0) {
        ends[step.length(i) + 1]++;
      }
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    int sent = ends[65];
    addSilent(step.size() - sent);
    long[] cells = new long[sent];
    for (int i = 0; i < step.size(); i++) {
      if (step.length(i) >= 0) {
        cells[ends[step.length(i)]++] = step.lo(i);
      }
    }
    int begin = 0;
    for (int length = 0; length <= 64; length++) {
      Arrays.sort(cells, begin, ends[length]);
      while (begin < ends[length]) {
        int end = begin + 1;
        while (end < ends[length] && cells[end] == cells[begin]) {
          end++;
        }
        add(length, sizeMetres(step.scheme(), cells[begin], length), end - begin, k);
        begin = end;
      }
    }
  }

  /** Counts vehicles that were seen and sent nothing. */
  void addSilent(long vehicles) {
    silent += vehicles;
  }

  /** How many reports there were: one for each vehicle and step in which it sent a prefix. */
  public long reports() {
    long sum = 0;
    for (long count : reports) {
      sum += count;
    }
    return sum;
  }

  /** How often a vehicle sent nothing in a step in which it was seen. */
  public long silent() {
    return silent;
  }

  /** How many reports fewer than k sent in the same step. */
  public long exposed() {
    return exposed;
  }

  /** The silent of all, 0 to 1; NaN if no vehicle was seen. */
  public double silentShare() {
    return (double) silent / (silent + reports());
  }

  /** The reports that fewer than k sent, of all, 0 to 1; NaN if there is none. */
  public double exposedShare() {
    return (double) exposed / reports();
  }

  /** The bits of a report on average; NaN if there is none. */
  public double meanBits() {
    double sum = 0;
    for (int length = 0; length < reports.length; length++) {
      sum += (double) length * reports[length];
    }
    return sum / reports();
  }

  /** The size of the cells on average in metres; NaN if there is no report. */
  public double meanMetres() {
    double sum = 0;
    for (double each : metres) {
      sum += each;
    }
    return sum / reports();
  }

  /** The median of the bits; -1 if there is no report. */
  public int medianBits() {
    long half = (reports() + 1) / 2;
    long seen = 0;
    for (int length = 64; length >= 0; length--) {
      seen += reports[length];
      if (seen >= half && half > 0) {
        return length;
      }
    }
    return -1;
  }

  /** The mean size of the cells of the median bits in metres; NaN if there is no report. */
  public double medianMetres() {
    int bits = medianBits();
    return bits < 0 ? Double.NaN : metres[bits] / reports[bits];
  }
}
