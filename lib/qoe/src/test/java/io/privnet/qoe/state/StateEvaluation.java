package io.privnet.qoe.state;

import io.privnet.qoe.state.RecordedSession.Stretch;
import io.privnet.qoe.state.RecordedSession.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Compares the states of recorded sessions with what their users went through. */
final class StateEvaluation {
  final long[][] table = new long[Truth.values().length][SystemState.values().length];
  long alarmingWhileResting;
  int stalls;
  final List<Double> delays = new ArrayList<>();
  final List<String> missed = new ArrayList<>();

  static StateEvaluation of(List<RecordedSession> sessions) {
    StateEvaluation evaluation = new StateEvaluation();
    sessions.forEach(evaluation::add);
    return evaluation;
  }

  private void add(RecordedSession session) {
    List<StateBin> states = session.states().bins();
    for (StateBin bin : states) {
      Truth truth = session.truth(bin.health());
      table[truth.ordinal()][bin.state().ordinal()]++;
      if (truth == Truth.ANSWERED && bin.state().alarming() && session.rests(bin.health())) {
        alarmingWhileResting++;
      }
    }
    for (Stretch stall : session.unanswered()) {
      stalls++;
      states.stream()
          .filter(bin -> bin.state().alarming())
          .filter(
              bin ->
                  stall.overlaps(
                      RecordedSession.start(bin.health()), RecordedSession.end(bin.health())))
          .findFirst()
          .ifPresentOrElse(
              bin -> delays.add(RecordedSession.end(bin.health()) - stall.start()),
              () ->
                  missed.add(
                      String.format(
                          Locale.ROOT, "%s %.2f s", session.name(), stall.end() - stall.start())));
    }
  }

  long count(Truth truth, SystemState... states) {
    return Arrays.stream(states).mapToLong(s -> table[truth.ordinal()][s.ordinal()]).sum();
  }

  long alarming(Truth truth) {
    return count(truth, SystemState.UNSTABLE, SystemState.BREAKDOWN);
  }

  long all(Truth truth) {
    return count(truth, SystemState.values());
  }

  double recall() {
    return (double) alarming(Truth.STALLED) / all(Truth.STALLED);
  }

  double precision() {
    return (double) alarming(Truth.STALLED) / (alarming(Truth.STALLED) + alarming(Truth.ANSWERED));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("| by the labels |");
    for (SystemState state : SystemState.values()) {
      text.append(' ').append(state.name().toLowerCase(Locale.ROOT)).append(" |");
    }
    text.append("\n|---|---|---|---|---|---|\n");
    for (Truth truth : Truth.values()) {
      text.append("| ").append(truth.name().toLowerCase(Locale.ROOT)).append(" |");
      for (SystemState state : SystemState.values()) {
        text.append(' ').append(count(truth, state)).append(" |");
      }
      text.append('\n');
    }
    double[] sorted = delays.stream().mapToDouble(d -> d).sorted().toArray();
    return text
        + String.format(
            Locale.ROOT,
            "precision %.3f, recall %.3f; %d alarming while answered, %d of them resting; stalls"
                + " found %d of %d, delay %s; missed %s%n",
            precision(),
            recall(),
            alarming(Truth.ANSWERED),
            alarmingWhileResting,
            delays.size(),
            stalls,
            Arrays.toString(sorted),
            missed);
  }
}
