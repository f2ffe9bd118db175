package io.privnet.qoe.mos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.FDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * Equation (6), q_mos = f(demand, supply), with the f that data as few as these can bear: MOS = c0
 * + c1 · log10 b_in + c2 · log10 Δb_out by ordinary least squares, every session with the same
 * weight.
 *
 * @param sessions the sessions that it rests on, in order
 * @param leftOut the other sessions, and why
 * @param obstacle why nothing could be fitted; empty when all the rest has values
 * @param terms the constant, then the coefficient of each logarithm
 * @param r2 R², the share of the MOS' variance that the fit explains
 * @param r2p p of the F test that it explains any
 * @param adjustedR2 R² adjusted for the number of terms
 * @param residualDeviation s of the residuals, by n − 3
 * @param collinearity Pearson's r of log10 b_in with log10 Δb_out; near ±1 their coefficients
 *     cannot be told apart
 * @param looRmse root of the mean squared error with which each session is predicted by a fit to
 *     the others; NaN when one of those fits is not defined
 * @param q2 1 − Σ of those squared errors / Σ (MOS − mean MOS)²; below 0 the mean predicts better
 */
public record MosFit(
    List<Fitted> sessions,
    List<LeftOut> leftOut,
    String obstacle,
    List<Term> terms,
    double r2,
    double r2p,
    double adjustedR2,
    double residualDeviation,
    double collinearity,
    double looRmse,
    double q2,
    Geometry geometry) {
  /** Terms of the fit. */
  private static final int TERMS = 3;

  private static final double UPPER = 0.975;

  /** Logarithms that spread or differ by less than this are equal but for rounding. */
  private static final double ROUNDING = 1e-9;

  /**
   * A coefficient.
   *
   * @param name {@code constant}, {@code log10 b_in_bps} or {@code log10 delta_b_out_bps}
   * @param value MOS, or MOS per decade of the rate
   * @param error its standard error
   * @param low lower end of its 95 % interval
   * @param high upper end of the interval
   * @param p two-sided p of 0, by t with n − 3 degrees of freedom
   */
  public record Term(String name, double value, double error, double low, double high, double p) {}

  /** A session that is not in the fit, and why. */
  public record LeftOut(String session, String why) {}

  /**
   * A session in the fit.
   *
   * @param session with its score
   * @param mos its observed MOS
   * @param fitted what the fit gives for it
   * @param predicted what a fit to the other sessions predicts for it; NaN where that has none
   */
  public record Fitted(RatedSession session, double mos, double fitted, double predicted) {}

  /**
   * What predictions need beside the coefficients.
   *
   * @param inverse (X′X)⁻¹
   * @param lowest the least of each logarithm that was fitted
   * @param highest the greatest
   * @param leverage the greatest leverage of a fitted session
   */
  record Geometry(double[][] inverse, double[] lowest, double[] highest, double leverage) {}

  /**
   * What the fit says of a session that was not rated.
   *
   * @param mos predicted MOS within [1, 5]
   * @param low lower end of the 95 % prediction interval of a new session's MOS, within [1, 5]
   * @param high upper end of the interval
   * @param unclipped the prediction and its interval's ends before they were brought into [1, 5]
   * @param warnings what makes the prediction doubtful: rates beyond those fitted
   */
  public record Prediction(
      double mos, double low, double high, List<Double> unclipped, List<String> warnings) {
    /** Whether the prediction or an end of its interval lay outside [1, 5]. */
    public boolean clipped() {
      return mos != unclipped.get(0) || low != unclipped.get(1) || high != unclipped.get(2);
    }
  }

  /** Fits the sessions that were rated and whose rates are both above 0. */
  public static MosFit of(List<RatedSession> sessions) {
    List<RatedSession> used = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (RatedSession session : sessions) {
      String why = obstacle(session);
      if (why.isEmpty()) {
        used.add(session);
      } else {
        leftOut.add(new LeftOut(session.name(), why));
      }
    }
    double[] mos = used.stream().mapToDouble(session -> session.mos().mean()).toArray();
    double[][] x = used.stream().map(MosFit::logarithms).toArray(double[][]::new);
    String obstacle = obstacle(x, mos);
    return obstacle.isEmpty() ? fit(used, leftOut, x, mos) : none(leftOut, obstacle);
  }

  private static String obstacle(RatedSession session) {
    if (session.scores().isEmpty()) {
      return "not rated";
    }
    for (String rate : List.of(SessionFeatures.MEAN_IN, SessionFeatures.MEAN_OUT)) {
      double value = session.feature(rate);
      if (Double.isNaN(value)) {
        return "no " + rate;
      }
      if (!(value > 0)) {
        return rate + " is 0, which has no logarithm";
      }
    }
    return "";
  }

  private static double[] logarithms(RatedSession session) {
    return logarithms(
        session.feature(SessionFeatures.MEAN_IN), session.feature(SessionFeatures.MEAN_OUT));
  }

  private static double[] logarithms(double inBps, double outBps) {
    return new double[] {Math.log10(inBps), Math.log10(outBps)};
  }

  private static String obstacle(double[][] x, double[] mos) {
    if (mos.length <= TERMS) {
      return "fewer than " + (TERMS + 1) + " rated sessions have both rates above 0";
    }
    double[] in = column(x, 0);
    double[] out = column(x, 1);
    if (spread(mos) < ROUNDING) {
      return "the MOS is the same in every session";
    }
    if (spread(in) < ROUNDING || spread(out) < ROUNDING) {
      return (spread(in) < ROUNDING ? SessionFeatures.MEAN_IN : SessionFeatures.MEAN_OUT)
          + " is the same in every session";
    }
    if (1 - Math.abs(new PearsonsCorrelation().correlation(in, out)) < ROUNDING) {
      return "one rate is a power of the other in every session";
    }
    return "";
  }

  private static double[] column(double[][] rows, int column) {
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = rows[i][column];
    }
    return values;
  }

  private static double spread(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high - low;
  }

  private static MosFit none(List<LeftOut> leftOut, String obstacle) {
    double none = Double.NaN;
    return new MosFit(
        List.of(),
        List.copyOf(leftOut),
        obstacle,
        List.of(),
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        null);
  }

  private static MosFit fit(
      List<RatedSession> used, List<LeftOut> leftOut, double[][] x, double[] mos) {
    int n = mos.length;
    int freedom = n - TERMS;
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.newSampleData(mos, x);
    double[] values = regression.estimateRegressionParameters();
    double[] errors = regression.estimateRegressionParametersStandardErrors();
    double[] residuals = regression.estimateResiduals();
    double[][] inverse = regression.estimateRegressionParametersVariance();
    TDistribution t = new TDistribution(freedom);
    double quantile = t.inverseCumulativeProbability(UPPER);
    String[] names = {
      "constant", "log10 " + SessionFeatures.MEAN_IN, "log10 " + SessionFeatures.MEAN_OUT
    };
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < TERMS; i++) {
      terms.add(
          new Term(
              names[i],
              values[i],
              errors[i],
              values[i] - quantile * errors[i],
              values[i] + quantile * errors[i],
              2 * t.cumulativeProbability(-Math.abs(values[i] / errors[i]))));
    }
    List<Fitted> fitted = new ArrayList<>();
    double press = 0;
    double leverage = 0;
    for (int i = 0; i < n; i++) {
      double h = leverage(inverse, x[i]);
      leverage = Math.max(leverage, h);
      // The residual of a fit without the session, without fitting again.
      double left = 1 - h < ROUNDING ? Double.NaN : residuals[i] / (1 - h);
      press += left * left;
      fitted.add(new Fitted(used.get(i), mos[i], mos[i] - residuals[i], mos[i] - left));
    }
    double r2 = regression.calculateRSquared();
    double f = r2 / (TERMS - 1) / ((1 - r2) / freedom);
    return new MosFit(
        List.copyOf(fitted),
        List.copyOf(leftOut),
        "",
        List.copyOf(terms),
        r2,
        // The upper tail: F of the reciprocal, with the degrees of freedom exchanged.
        new FDistribution(freedom, TERMS - 1).cumulativeProbability(1 / f),
        regression.calculateAdjustedRSquared(),
        regression.estimateRegressionStandardError(),
        new PearsonsCorrelation().correlation(column(x, 0), column(x, 1)),
        Math.sqrt(press / n),
        1 - press / regression.calculateTotalSumOfSquares(),
        new Geometry(
            inverse,
            new double[] {least(column(x, 0)), least(column(x, 1))},
            new double[] {greatest(column(x, 0)), greatest(column(x, 1))},
            leverage));
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double greatest(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  /** x′(X′X)⁻¹x with the constant's 1 before the logarithms. */
  private static double leverage(double[][] inverse, double[] logarithms) {
    double[] x = {1, logarithms[0], logarithms[1]};
    double sum = 0;
    for (int i = 0; i < TERMS; i++) {
      for (int j = 0; j < TERMS; j++) {
        sum += x[i] * inverse[i][j] * x[j];
      }
    }
    return sum;
  }

  /** Whether there is a fit. */
  public boolean isDefined() {
    return obstacle.isEmpty();
  }

  /** 1/(1 − r²) of the two logarithms: by how much their collinearity inflates the variances. */
  public double varianceInflation() {
    return 1 / (1 - collinearity * collinearity);
  }

  /**
   * Predicts the MOS of a session from its mean rates.
   *
   * @param inBps mean b_in in bit/s, above 0
   * @param outBps mean Δb_out in bit/s, above 0
   * @throws IllegalArgumentException when a rate is not above 0
   * @throws IllegalStateException when there is no fit
   */
  public Prediction predict(double inBps, double outBps) {
    if (!isDefined()) {
      throw new IllegalStateException("nothing was fitted: " + obstacle);
    }
    if (!(inBps > 0 && outBps > 0 && inBps < Double.MAX_VALUE && outBps < Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "no prediction for b_in "
              + inBps
              + " and delta_b_out "
              + outBps
              + " bit/s: both must be above 0");
    }
    double[] x = logarithms(inBps, outBps);
    double mos = terms.get(0).value + terms.get(1).value * x[0] + terms.get(2).value * x[1];
    double h = leverage(geometry.inverse, x);
    double half =
        new TDistribution(sessions.size() - TERMS).inverseCumulativeProbability(UPPER)
            * residualDeviation
            * Math.sqrt(1 + h);
    List<String> warnings = new ArrayList<>();
    String[] names = {SessionFeatures.MEAN_IN, SessionFeatures.MEAN_OUT};
    for (int i = 0; i < names.length; i++) {
      if (x[i] < geometry.lowest[i] - ROUNDING || x[i] > geometry.highest[i] + ROUNDING) {
        warnings.add(
            names[i]
                + (x[i] < geometry.lowest[i] ? " lies below" : " lies above")
                + " all those fitted: the prediction extrapolates");
      }
    }
    if (warnings.isEmpty() && h > geometry.leverage + ROUNDING) {
      warnings.add("no fitted session has such a pair of rates: the prediction extrapolates");
    }
    return new Prediction(
        Math.clamp(mos, 1, 5),
        Math.clamp(mos - half, 1, 5),
        Math.clamp(mos + half, 1, 5),
        List.of(mos, mos - half, mos + half),
        List.copyOf(warnings));
  }

  /** The fit as figures of a report. */
  public List<Statistic> statistics() {
    int n = sessions.size();
    if (!isDefined()) {
      return List.of(Statistic.bare("r_squared", "", Double.NaN, n, "not defined: " + obstacle));
    }
    String ols = "OLS of MOS on log10 b_in_bps and log10 delta_b_out_bps";
    List<Statistic> all = new ArrayList<>();
    for (Term term : terms) {
      all.add(
          new Statistic(
              "coefficient",
              term.name,
              term.value,
              term.low,
              term.high,
              term.p,
              n,
              ols + "; SE " + term.error + "; CI and p by t, df = " + (n - TERMS)));
    }
    all.add(
        new Statistic(
            "r_squared",
            "",
            r2,
            Double.NaN,
            Double.NaN,
            r2p,
            n,
            ols + "; p by F, df = 2, " + (n - TERMS)));
    all.add(Statistic.bare("adjusted_r_squared", "", adjustedR2, n, ols));
    all.add(Statistic.bare("residual_deviation", "", residualDeviation, n, ols + "; by n - 3"));
    all.add(
        Statistic.bare(
            "collinearity",
            "",
            collinearity,
            n,
            "Pearson's r of the two logarithms; variance inflation " + varianceInflation()));
    String loo = "each session predicted by the fit to the others";
    all.add(Statistic.bare("loo_rmse", "", looRmse, n, loo));
    all.add(Statistic.bare("q_squared", "", q2, n, loo + "; 1 - PRESS / total sum of squares"));
    return List.copyOf(all);
  }
}
