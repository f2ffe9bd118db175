package io.privnet.qoe.mos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.PearsonsCorrelation;

/**
 * How opinion scores go with the features of their sessions.
 *
 * @param sessions as given
 * @param cells mean score of every connection and user class, in the order of the sessions
 * @param correlations of the sessions' MOS with each feature, every coefficient
 * @param comparison of the MOS' correlations with mean b_in and with mean Δb_out; empty when either
 *     is not defined
 * @param magnitudes the same with b_in's sign turned, when the two correlations have opposite
 *     signs: whether they are equally strong
 * @param fit equation (6)
 * @param mappings of the fit's leave-one-out predictions to the observed MOS
 */
public record MosReport(
    List<RatedSession> sessions,
    List<Cell> cells,
    List<FeatureCorrelation> correlations,
    Optional<DependentCorrelations> comparison,
    Optional<DependentCorrelations> magnitudes,
    MosFit fit,
    List<ScaleMapping> mappings) {
  /**
   * A feature and the correlation of the score with it.
   *
   * @param holmP p adjusted by Holm's method for the features that this coefficient was computed
   *     with; NaN when p is
   */
  public record FeatureCorrelation(String feature, Correlation correlation, double holmP) {}

  /** Computes the report. */
  public static MosReport of(List<RatedSession> sessions) {
    MosFit fit = MosFit.of(sessions);
    double[] predicted = fit.sessions().stream().mapToDouble(MosFit.Fitted::predicted).toArray();
    double[] observed = fit.sessions().stream().mapToDouble(MosFit.Fitted::mos).toArray();
    double[] halfWidth =
        fit.sessions().stream().mapToDouble(s -> s.session().mos().halfWidth()).toArray();
    List<ScaleMapping> mappings = new ArrayList<>();
    for (ScaleMapping.Kind kind : ScaleMapping.Kind.values()) {
      mappings.add(ScaleMapping.of(kind, predicted, observed, halfWidth));
    }
    Optional<DependentCorrelations> comparison = comparison(sessions);
    return new MosReport(
        List.copyOf(sessions),
        Cell.of(sessions),
        correlations(sessions),
        comparison,
        comparison
            .filter(c -> c.first() * c.second() < 0)
            .map(c -> DependentCorrelations.of(-c.first(), c.second(), -c.between(), c.n())),
        fit,
        List.copyOf(mappings));
  }

  private static List<FeatureCorrelation> correlations(List<RatedSession> sessions) {
    Set<String> features = new LinkedHashSet<>();
    sessions.forEach(session -> features.addAll(session.features().keySet()));
    double[] mos = sessions.stream().mapToDouble(session -> session.mos().mean()).toArray();
    List<FeatureCorrelation> found = new ArrayList<>();
    for (Correlation.Coefficient coefficient : Correlation.Coefficient.values()) {
      List<Correlation> all =
          features.stream()
              .map(feature -> Correlation.of(coefficient, values(sessions, feature), mos))
              .toList();
      double[] adjusted = holm(all.stream().mapToDouble(Correlation::p).toArray());
      int i = 0;
      for (String feature : features) {
        found.add(new FeatureCorrelation(feature, all.get(i), adjusted[i]));
        i++;
      }
    }
    List<String> order = List.copyOf(features);
    found.sort(Comparator.comparingInt(of -> order.indexOf(of.feature())));
    return List.copyOf(found);
  }

  private static double[] values(List<RatedSession> sessions, String feature) {
    return sessions.stream().mapToDouble(session -> session.feature(feature)).toArray();
  }

  /** Holm's step-down p of each; a NaN is no test. */
  static double[] holm(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    double largest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      largest = Math.max(largest, Math.min(1, (order.length - rank) * p[order[rank]]));
      adjusted[order[rank]] = largest;
    }
    return adjusted;
  }

  private static Optional<DependentCorrelations> comparison(List<RatedSession> sessions) {
    List<RatedSession> complete =
        sessions.stream()
            .filter(
                session ->
                    !session.scores().isEmpty()
                        && !Double.isNaN(session.feature(SessionFeatures.MEAN_IN))
                        && !Double.isNaN(session.feature(SessionFeatures.MEAN_OUT)))
            .toList();
    if (complete.size() < 4) {
      return Optional.empty();
    }
    double[] mos = complete.stream().mapToDouble(session -> session.mos().mean()).toArray();
    double[] in = values(complete, SessionFeatures.MEAN_IN);
    double[] out = values(complete, SessionFeatures.MEAN_OUT);
    // NaN for a constant variable, with which nothing is defined.
    PearsonsCorrelation pearson = new PearsonsCorrelation();
    return Optional.of(
            DependentCorrelations.of(
                pearson.correlation(in, mos),
                pearson.correlation(out, mos),
                pearson.correlation(in, out),
                complete.size()))
        .filter(DependentCorrelations::isDefined);
  }
}
