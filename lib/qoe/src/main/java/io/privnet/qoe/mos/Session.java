package io.privnet.qoe.mos;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a session table.
 *
 * @param line its line in the table
 * @param capture the capture as written there; empty when the cell is
 * @param user the user's addresses as written; empty when the cell is
 * @param instrument the instrument's addresses as written; empty when the cell is
 * @param connection the network connection, or the empty string
 * @param userClass Novice, Expert or whatever the table says, or the empty string
 * @param mos mean opinion score from 1 to 5, NaN when the session was not rated
 * @param ratings the single ratings that the score is the mean of; empty when the table gives means
 * @param given numeric columns of the row by name, in the table's order
 */
public record Session(
    int line,
    Optional<String> capture,
    Optional<String> user,
    Optional<String> instrument,
    String connection,
    String userClass,
    double mos,
    List<Double> ratings,
    Map<String, Double> given) {
  /** What to call the session in reports: its capture, or its line. */
  public String name() {
    return capture.orElse("line " + line);
  }

  /** Whether the table gives both mean rates, so that no capture is needed. */
  public boolean standsAlone() {
    return given.containsKey(SessionFeatures.MEAN_IN)
        && given.containsKey(SessionFeatures.MEAN_OUT);
  }
}
