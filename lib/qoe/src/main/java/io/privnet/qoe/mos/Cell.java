package io.privnet.qoe.mos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions of one connection and user class (paper Figures 7 and 10).
 *
 * @param connection the network connection, or the empty string
 * @param userClass the users' class, or the empty string
 * @param sessions all of them, those without a score too
 * @param mos mean of all their scores. A table that gives means counts each as one score
 */
public record Cell(
    String connection, String userClass, List<RatedSession> sessions, SampleMean mos) {
  /** Sorts sessions into cells, in the order in which their connections and classes appear. */
  public static List<Cell> of(List<RatedSession> sessions) {
    record Place(String connection, String userClass) {}
    Map<Place, List<RatedSession>> places = new LinkedHashMap<>();
    for (RatedSession session : sessions) {
      places
          .computeIfAbsent(
              new Place(session.connection(), session.userClass()), place -> new ArrayList<>())
          .add(session);
    }
    List<Cell> cells = new ArrayList<>();
    places.forEach(
        (place, all) ->
            cells.add(
                new Cell(
                    place.connection,
                    place.userClass,
                    List.copyOf(all),
                    SampleMean.of(
                        all.stream()
                            .flatMap(session -> session.scores().stream())
                            .mapToDouble(Score::value)
                            .toArray()))));
    return List.copyOf(cells);
  }

  /** Mean of a feature over the sessions that have it. */
  public SampleMean feature(String name) {
    return SampleMean.of(
        sessions.stream()
            .mapToDouble(session -> session.feature(name))
            .filter(value -> !Double.isNaN(value))
            .toArray());
  }
}
