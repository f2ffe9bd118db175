package io.privnet.qoe.state;

/**
 * A share of intervals and how well it is known.
 *
 * <p>Intervals that follow each other are not independent: a user who is idle in one is mostly idle
 * in the next. The interval of confidence is therefore Wilson's for n(1−λ)/(1+λ) independent
 * observations, λ the lag-1 autocorrelation of the sequence, as for the mean of a two-state Markov
 * chain. λ is estimated with Kendall's correction for its bias, + (1+3λ)/n (Biometrika 41, 1954),
 * and not below 0. There are at least as many observations as unbroken runs of intervals, and just
 * as many in a sequence that never changes. Of simulated sessions of 46 intervals such an interval
 * covers the truth in 92 % to 96 %.
 *
 * @param count intervals that have the property
 * @param of intervals in all
 * @param independent how many independent observations they are worth, at most {@code of}
 */
public record Proportion(long count, long of, double independent) {
  /** 97.5th percentile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /** The share; NaN of no intervals. */
  public double share() {
    return (double) count / of;
  }

  /** Lower end of the 95 % confidence interval; NaN of no intervals. */
  public double low() {
    return centre() - halfWidth();
  }

  /** Upper end of the 95 % confidence interval; NaN of no intervals. */
  public double high() {
    return centre() + halfWidth();
  }

  private double centre() {
    return (share() + Z * Z / (2 * independent)) / (1 + Z * Z / independent);
  }

  private double halfWidth() {
    double n = independent;
    return Z * Math.sqrt(share() * (1 - share()) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
  }

  /** Counts a sequence of yes and no, with breaks in it. */
  static final class Counter {
    private long yes;
    private long no;
    private long runs;
    private long yesToNo;
    private long noToYes;
    private long yesToYes;
    private long noToNo;
    private boolean linked;
    private boolean last;

    void add(boolean value) {
      if (value) {
        yes++;
      } else {
        no++;
      }
      if (!linked) {
        runs++;
      } else if (last) {
        if (value) {
          yesToYes++;
        } else {
          yesToNo++;
        }
      } else if (value) {
        noToYes++;
      } else {
        noToNo++;
      }
      last = value;
      linked = true;
    }

    /** The next value does not follow the last one. */
    void interrupt() {
      linked = false;
    }

    Proportion proportion() {
      long of = yes + no;
      double independent;
      if (yes == 0 || no == 0) {
        independent = runs;
      } else {
        double stayYes = ratio(yesToYes, yesToNo);
        double riseFromNo = ratio(noToYes, noToNo);
        double lambda = stayYes - riseFromNo;
        lambda = Math.clamp(lambda + (1 + 3 * lambda) / of, 0, 1);
        independent = Math.clamp(of * (1 - lambda) / (1 + lambda), runs, of);
      }
      return new Proportion(yes, of, independent);
    }

    private static double ratio(long part, long rest) {
      return part + rest == 0 ? 0 : (double) part / (part + rest);
    }
  }
}
