package io.privnet.qoe.mos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
  /** Sessions of one connection and user class: how many were rated, and their mean score. */
  public record Cell(String connection, String userClass, int sessions, double mos) {}

  /** A feature and the correlation of the score with it. */
  public record FeatureCorrelation(String feature, Correlation correlation) {}

  /** Computes the report. */
  public static MosReport of(List<RatedSession> sessions) {
    Set<String> features = new LinkedHashSet<>();
    sessions.forEach(session -> features.addAll(session.features().keySet()));
    double[] mos = sessions.stream().mapToDouble(RatedSession::mos).toArray();
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
    return new MosReport(List.copyOf(sessions), cells(sessions), List.copyOf(correlations));
  }

  private static List<Cell> cells(List<RatedSession> sessions) {
    record Place(String connection, String userClass) {}
    Map<Place, List<Double>> scores = new LinkedHashMap<>();
    for (RatedSession session : sessions) {
      if (!Double.isNaN(session.mos())) {
        scores
            .computeIfAbsent(
                new Place(session.connection(), session.userClass()), place -> new ArrayList<>())
            .add(session.mos());
      }
    }
    List<Cell> cells = new ArrayList<>();
    scores.forEach(
        (place, all) ->
            cells.add(
                new Cell(
                    place.connection,
                    place.userClass,
                    all.size(),
                    all.stream().mapToDouble(Double::doubleValue).sum() / all.size())));
    return List.copyOf(cells);
  }
}
