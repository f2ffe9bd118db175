package io.privnet.qoe.mos;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How opinion scores go with the features of their sessions.
 *
 * @param sessions as given
 * @param cells mean score of every connection and user class, in the order of the sessions
 * @param correlations Pearson and Spearman of the score with each feature
 */
public record MosReport(
    List<RatedSession> sessions, List<Cell> cells, List<FeatureCorrelation> correlations) {
  /** A feature and the correlation of the score with it. */
  public record FeatureCorrelation(String feature, Correlation correlation) {}

  /** Computes the report. */
  public static MosReport of(List<RatedSession> sessions) {
    Set<String> features = new LinkedHashSet<>();
    sessions.forEach(session -> features.addAll(session.features().keySet()));
    double[] mos = sessions.stream().mapToDouble(s -> s.mos().mean()).toArray();
    List<FeatureCorrelation> correlations = new ArrayList<>();
    for (String feature : features) {
      double[] values =
          sessions.stream()
              .mapToDouble(session -> session.features().getOrDefault(feature, Double.NaN))
              .toArray();
      for (Correlation.Statistic statistic : Correlation.Statistic.values()) {
        correlations.add(new FeatureCorrelation(feature, Correlation.of(statistic, values, mos)));
      }
    }
    return new MosReport(List.copyOf(sessions), Cell.of(sessions), List.copyOf(correlations));
  }
}
