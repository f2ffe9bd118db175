package io.privnet.qoe.mos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which raters scatter so much more than the others that ITU-R BT.500 Annex 1 §2.3.1 would leave
 * them out. Nothing is left out by it: that is for whoever asks.
 *
 * <p>Of every session the scores' β2 = m4/m2² tells whether they are about normal (2 ≤ β2 ≤ 4). A
 * score at least 2·s from the session's mean, or √20·s when they are not normal, counts for its
 * rater: P above, Q below. A rater is rejected when (P + Q)/N &gt; 0.05 and |P − Q|/(P + Q) &lt;
 * 0.3: often far off, and on both sides. Sessions whose scores are all equal count for nobody.
 *
 * @param raters every rater, in the order of the table
 * @param largestPanel the most scores that a session has. Of M scores none lies further from the
 *     mean than s·(M − 1)/√M, so that below {@value #SMALLEST_PANEL} nobody can be rejected
 */
public record Screening(List<Rater> raters, int largestPanel) {
  /** Scores that a session needs for one of them to lie 2·s from their mean. */
  public static final int SMALLEST_PANEL = 6;

  private static final double MAX_SHARE = 0.05;
  private static final double MAX_ASYMMETRY = 0.3;

  /** Scores that deviate by less than this are equal but for rounding. */
  private static final double EQUAL = 1e-9;

  /**
   * What the screening says of a rater.
   *
   * @param rater the rater's name
   * @param scores N, the scores given
   * @param above P, those far above the others
   * @param below Q, those far below the others
   */
  public record Rater(String rater, int scores, int above, int below) {
    /** (P + Q)/N; NaN for a rater without scores. */
    public double share() {
      return scores == 0 ? Double.NaN : (double) (above + below) / scores;
    }

    /** |P − Q|/(P + Q); NaN when none is far off. */
    public double asymmetry() {
      return above + below == 0 ? Double.NaN : Math.abs((double) above - below) / (above + below);
    }

    /** Whether BT.500 would leave the rater out. */
    public boolean rejected() {
      return share() > MAX_SHARE && asymmetry() < MAX_ASYMMETRY;
    }
  }

  /** Screens the raters of these sessions. */
  public static Screening of(List<RatedSession> sessions) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    int largest = 0;
    for (RatedSession session : sessions) {
      double[] values = session.scores().stream().mapToDouble(Score::value).toArray();
      largest = Math.max(largest, values.length);
      SampleMean mean = SampleMean.of(values);
      double beta2 = kurtosis(values, mean.mean());
      double far = (beta2 >= 2 && beta2 <= 4 ? 2 : Math.sqrt(20)) * mean.deviation();
      for (Score score : session.scores()) {
        int[] count = counts.computeIfAbsent(score.rater(), rater -> new int[3]);
        count[0]++;
        if (mean.deviation() > EQUAL) {
          count[1] += score.value() >= mean.mean() + far ? 1 : 0;
          count[2] += score.value() <= mean.mean() - far ? 1 : 0;
        }
      }
    }
    List<Rater> raters = new ArrayList<>();
    counts.forEach((rater, c) -> raters.add(new Rater(rater, c[0], c[1], c[2])));
    return new Screening(List.copyOf(raters), largest);
  }

  /** β2 = m4/m2² with moments by N, NaN when all values are equal. */
  private static double kurtosis(double[] values, double mean) {
    double m2 = 0;
    double m4 = 0;
    for (double value : values) {
      double square = (value - mean) * (value - mean);
      m2 += square / values.length;
      m4 += square * square / values.length;
    }
    return m4 / (m2 * m2);
  }

  /** Names of the rejected raters. */
  public Set<String> rejected() {
    return raters.stream()
        .filter(Rater::rejected)
        .map(Rater::rater)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The sessions without the scores of the rejected raters. */
  public List<RatedSession> applied(List<RatedSession> sessions) {
    Set<String> rejected = rejected();
    return sessions.stream()
        .map(
            session ->
                session.withScores(
                    session.scores().stream()
                        .filter(score -> !rejected.contains(score.rater()))
                        .toList()))
        .toList();
  }
}
