package io.privnet.qoe.mos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.analysis.polynomials.PolynomialFunction;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How well predictions meet opinions once they are brought to the opinions' scale, as ITU-T P.1401
 * judges objective models: a mapping of predicted to observed MOS (§7.3.2), and the errors that are
 * left, with d, the number of the mapping's coefficients, taken off n.
 *
 * @param kind the mapping
 * @param n sessions mapped
 * @param obstacle why there is no mapping; empty when there is one
 * @param coefficients of the polynomial, from the constant up
 * @param rmse root of Σ e² / (n − d); interval by χ²(n − d) (§7.5.1)
 * @param rmseStar the same with errors counted only as far as they pass the 95 % interval of the
 *     session's MOS (§7.7)
 * @param outlierRatio share of sessions whose error passes that interval (§7.5.2.2)
 */
public record ScaleMapping(
    Kind kind,
    int n,
    String obstacle,
    List<Double> coefficients,
    Statistic rmse,
    Statistic rmseStar,
    Statistic outlierRatio) {
  private static final double UPPER = 0.975;

  /** Below this many sessions the normal distribution gives way to Student's t (§7.5.2.2). */
  private static final int NORMAL_FROM = 30;

  /** Mappings. */
  public enum Kind {
    /** a + b·x. */
    LINEAR("p1401_linear", 2, 3, 3),
    /** A cubic that falls nowhere between the least and the greatest prediction. */
    MONOTONE_CUBIC("p1401_cubic", 4, 6, 20);

    private final String label;
    private final int freedom;
    private final int least;
    private final int enough;

    Kind(String label, int freedom, int least, int enough) {
      this.label = label;
      this.freedom = freedom;
      this.least = least;
      this.enough = enough;
    }

    /** Its name in records. */
    public String label() {
      return label;
    }

    /** d: the number of its coefficients. */
    public int freedom() {
      return freedom;
    }
  }

  /**
   * Maps predicted to observed MOS.
   *
   * @param predicted predictions that owe nothing to the session's own scores
   * @param observed MOS
   * @param halfWidth half the 95 % interval of each observed MOS; NaN where it has none
   * @throws IllegalArgumentException when the three are of different length
   */
  public static ScaleMapping of(
      Kind kind, double[] predicted, double[] observed, double[] halfWidth) {
    int n = predicted.length;
    if (observed.length != n || halfWidth.length != n) {
      throw new IllegalArgumentException("variables of different length");
    }
    if (n < kind.least) {
      return none(kind, n, "fewer than " + kind.least + " sessions");
    }
    if (Arrays.stream(predicted).anyMatch(x -> !(Math.abs(x) <= Double.MAX_VALUE))) {
      return none(kind, n, "a session has no prediction");
    }
    if (Arrays.stream(predicted).max().orElseThrow() - Arrays.stream(predicted).min().orElseThrow()
        < 1e-9) {
      return none(kind, n, "the predictions are all the same");
    }
    PolynomialFunction mapping =
        kind == Kind.LINEAR
            ? MonotoneCubic.line(predicted, observed)
            : MonotoneCubic.fit(predicted, observed);
    double[] error = new double[n];
    for (int i = 0; i < n; i++) {
      error[i] = Math.abs(observed[i] - mapping.value(predicted[i]));
    }
    double[] coefficients = Arrays.copyOf(mapping.getCoefficients(), kind.freedom);
    return new ScaleMapping(
        kind,
        n,
        "",
        Arrays.stream(coefficients).boxed().toList(),
        rmse(kind, kind.label + "_rmse", error, "d = " + kind.freedom),
        star(kind, error, halfWidth),
        outliers(kind, error, halfWidth));
  }

  private static ScaleMapping none(Kind kind, int n, String obstacle) {
    String method = "not defined: " + obstacle;
    return new ScaleMapping(
        kind,
        n,
        obstacle,
        List.of(),
        Statistic.bare(kind.label + "_rmse", "", Double.NaN, n, method),
        Statistic.bare(kind.label + "_rmse_star", "", Double.NaN, n, method),
        Statistic.bare(kind.label + "_outlier_ratio", "", Double.NaN, n, method));
  }

  private static Statistic rmse(Kind kind, String name, double[] error, String method) {
    int freedom = error.length - kind.freedom;
    if (freedom < 1) {
      return Statistic.bare(
          name,
          "",
          Double.NaN,
          error.length,
          "not defined: " + error.length + " sessions for " + method);
    }
    double squares = Arrays.stream(error).map(e -> e * e).sum();
    if (squares == 0) {
      return Statistic.bare(name, "", 0, error.length, method + "; no CI at 0");
    }
    ChiSquaredDistribution chi2 = new ChiSquaredDistribution(freedom);
    return new Statistic(
        name,
        "",
        Math.sqrt(squares / freedom),
        Math.sqrt(squares / chi2.inverseCumulativeProbability(UPPER)),
        Math.sqrt(squares / chi2.inverseCumulativeProbability(1 - UPPER)),
        Double.NaN,
        error.length,
        method + "; 95 % CI by chi2, df = " + freedom);
  }

  private static Statistic star(Kind kind, double[] error, double[] halfWidth) {
    List<Double> passed = new ArrayList<>();
    for (int i = 0; i < error.length; i++) {
      if (!Double.isNaN(halfWidth[i])) {
        passed.add(Math.max(0, error[i] - halfWidth[i]));
      }
    }
    return rmse(
        kind,
        kind.label + "_rmse_star",
        passed.stream().mapToDouble(Double::doubleValue).toArray(),
        "d = " + kind.freedom + "; sessions with two scores or more");
  }

  private static Statistic outliers(Kind kind, double[] error, double[] halfWidth) {
    String name = kind.label + "_outlier_ratio";
    int n = 0;
    int outliers = 0;
    for (int i = 0; i < error.length; i++) {
      if (!Double.isNaN(halfWidth[i])) {
        n++;
        outliers += error[i] > halfWidth[i] ? 1 : 0;
      }
    }
    if (n < 2) {
      return Statistic.bare(
          name, "", Double.NaN, n, "not defined: fewer than 2 sessions have two scores or more");
    }
    double ratio = (double) outliers / n;
    String method = "d = " + kind.freedom + "; sessions with two scores or more; 95 % CI ";
    if (outliers == 0 || outliers == n) {
      // The normal approximation has no width here.
      double bound = Math.pow(1 - UPPER, 1.0 / n);
      return new Statistic(
          name,
          "",
          ratio,
          outliers == 0 ? 0 : bound,
          outliers == 0 ? 1 - bound : 1,
          Double.NaN,
          n,
          method + "by Clopper-Pearson");
    }
    double quantile =
        n < NORMAL_FROM
            ? new TDistribution(n - 1).inverseCumulativeProbability(UPPER)
            : new NormalDistribution().inverseCumulativeProbability(UPPER);
    double half = quantile * Math.sqrt(ratio * (1 - ratio) / n);
    return new Statistic(
        name,
        "",
        ratio,
        Math.max(0, ratio - half),
        Math.min(1, ratio + half),
        Double.NaN,
        n,
        method + (n < NORMAL_FROM ? "by t, df = " + (n - 1) : "by normal") + ", within [0, 1]");
  }

  /** Whether there is a mapping. */
  public boolean isDefined() {
    return obstacle.isEmpty();
  }

  /** Whether the sessions are too few to trust the mapping. */
  public boolean isDoubtful() {
    return isDefined() && n < kind.enough;
  }

  /** Whether the mapping falls: the higher the prediction, the lower the opinion. */
  public boolean falls() {
    return kind == Kind.LINEAR && isDefined() && coefficients.get(1) < 0;
  }

  /** The mapping as figures of a report. */
  public List<Statistic> statistics() {
    List<Statistic> all = new ArrayList<>();
    for (int i = 0; i < coefficients.size(); i++) {
      all.add(
          Statistic.bare(
              kind.label + "_coefficient", "x^" + i, coefficients.get(i), n, "least squares"));
    }
    all.addAll(List.of(rmse, rmseStar, outlierRatio));
    return List.copyOf(all);
  }
}
