package io.privnet.cli.qoe;

import io.privnet.qoe.state.SystemState;
import io.privnet.qoe.state.Transition;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A change of state as it is told to people, to programs and to commands. */
record Alert(Transition transition) {
  /** Whether it is more than a user who begins or pauses on a good path. */
  boolean matters() {
    return isTrouble(transition.from()) || isTrouble(transition.to());
  }

  private static boolean isTrouble(SystemState state) {
    return state != SystemState.IDLE && state != SystemState.STABLE;
  }

  static String name(SystemState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  String time() {
    return Moment.iso.write(transition.nanos());
  }

  /** Why, with the measured value and its limit. */
  String reason() {
    double value = transition.value();
    double limit = transition.limit();
    return switch (transition.reason()) {
      case ACTIVE -> "the user acts and is answered";
      case QUIET -> "the user is quiet";
      case UNACKNOWLEDGED ->
          "input unacknowledged for " + seconds(value) + ", limit " + seconds(limit);
      case UNANSWERED ->
          "no picture for " + seconds(value) + " after input, limit " + seconds(limit);
      case DEMAND -> "demand " + Decimal.people(value) + " beyond " + Decimal.people(limit);
      case PERSISTENT -> "bad for " + (long) value + " intervals in a row";
      case ABORTED -> "the user gave up, quiet for " + (long) value + " intervals";
      case ANSWERED -> "the path is ideal, demand " + Decimal.people(value);
      case IDEAL -> "ideal for " + (long) value + " intervals in a row";
      case GAP -> "the capture leaves out " + seconds(value);
    };
  }

  static String seconds(double value) {
    return String.format(Locale.ROOT, value < 0.0995 ? "%.3f s" : "%.2f s", value);
  }

  String line() {
    return time()
        + " "
        + name(transition.to())
        + " (was "
        + name(transition.from())
        + "): "
        + reason();
  }

  Map<String, Object> record() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("time", time());
    record.put("epoch_s", Decimal.number(Decimal.seconds(transition.nanos())));
    record.put("bin", transition.bin());
    record.put("from", name(transition.from()));
    record.put("state", name(transition.to()));
    record.put("cause", transition.reason().name().toLowerCase(Locale.ROOT));
    record.put("value", transition.value());
    record.put("limit", transition.limit());
    record.put("reason", reason());
    return record;
  }

  /** Adds what a command is told by its environment. */
  void tell(Map<String, String> environment) {
    record()
        .forEach(
            (key, value) ->
                environment.put("PRIVNET_" + key.toUpperCase(Locale.ROOT), String.valueOf(value)));
  }
}
