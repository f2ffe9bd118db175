package io.privnet.qoe.mos;

import java.util.List;
import java.util.Map;

/**
 * A session with its scores and all its features, from the table or from a capture.
 *
 * @param name what to call it in a report
 * @param connection the network connection, or the empty string
 * @param userClass the user's class, or the empty string
 * @param scores single scores, one mean score, or none
 * @param features values by feature name; a missing or NaN value leaves the session out of that
 *     feature's statistics
 * @param tasks what was measured of its tasks; no statistic uses them
 */
public record RatedSession(
    String name,
    String connection,
    String userClass,
    List<Score> scores,
    Map<String, Double> features,
    List<SessionFeatures.Task> tasks) {
  /** Mean opinion score of the session; NaN when it was not rated. */
  public SampleMean mos() {
    return SampleMean.of(scores.stream().mapToDouble(Score::value).toArray());
  }

  /** A feature's value, NaN when it is not known. */
  public double feature(String name) {
    return features.getOrDefault(name, Double.NaN);
  }

  RatedSession withScores(List<Score> others) {
    return new RatedSession(name, connection, userClass, others, features, tasks);
  }
}
