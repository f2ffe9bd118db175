package io.privnet.qoe.mos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a session table.
 *
 * @param line its line in the table
 * @param name what to call it: its cell in the column {@code session}, else its captures as written
 *     there, else its line
 * @param captures captures made at the user, as written, in order: the files of one session
 * @param instrumentCaptures captures of the same session made at the instrument
 * @param user the user's addresses as written; empty when the cell is
 * @param instrument the instrument's addresses as written; empty when the cell is
 * @param connection the network connection, or the empty string
 * @param userClass Novice, Expert or whatever the table says, or the empty string
 * @param scores single scores by rater, or the one mean score of the column {@code mos}; none when
 *     the session was not rated
 * @param tasks when the user was at which task, by number
 * @param given numeric columns of the row by name, in the table's order
 */
public record Session(
    int line,
    String name,
    List<String> captures,
    List<String> instrumentCaptures,
    Optional<String> user,
    Optional<String> instrument,
    String connection,
    String userClass,
    List<Score> scores,
    List<TaskWindow> tasks,
    Map<String, Double> given) {
  /** Whether the table gives both mean rates, so that no capture is needed. */
  public boolean standsAlone() {
    return given.containsKey(SessionFeatures.MEAN_IN)
        && given.containsKey(SessionFeatures.MEAN_OUT);
  }

  /** The session with the table's own features alone. */
  public RatedSession unmeasured() {
    return new RatedSession(name, connection, userClass, scores, given, List.of());
  }

  /** The session with what was measured; a column of the table stands in for what was measured. */
  public RatedSession measured(SessionFeatures measured) {
    Map<String, Double> features = new LinkedHashMap<>(measured.byName());
    features.putAll(given);
    return new RatedSession(name, connection, userClass, scores, features, measured.tasks());
  }
}
