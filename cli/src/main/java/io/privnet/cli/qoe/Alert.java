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

  String time() {
    return Moment.iso.write(transition.nanos());
  }

  /** Why a state changed, with the measured value and its limit. */
  static String because(Transition transition) {
    double value = transition.value();
    double limit = transition.limit();
    return switch (transition.reason()) {
      case ACTIVE -> "the user acts";
      case QUIET -> "the user is quiet";
      case UNACKNOWLEDGED ->
          "input unacknowledged for "
              + Decimal.peopleSeconds(value)
              + ", beyond "
              + Decimal.peopleSeconds(limit);
      case UNANSWERED ->
          "no media for "
              + Decimal.peopleSeconds(value)
              + " after input, beyond "
              + Decimal.peopleSeconds(limit);
      case DEMAND -> "demand " + Decimal.people(value) + ", beyond " + Decimal.people(limit);
      case PERSISTENT -> "bad for " + Math.round(value) + " bins";
      case ABORTED -> "the user is quiet for " + Math.round(value) + " bins";
      case ANSWERED -> "answered, demand " + Decimal.people(value);
      case IDEAL -> "ideal for " + Math.round(value) + " bins";
      case GAP -> "the capture leaves out " + Decimal.peopleSeconds(value);
    };
  }

  /** The unit of a reason's value and limit, or null. */
  static String unit(Transition.Reason reason) {
    return switch (reason) {
      case UNACKNOWLEDGED, UNANSWERED, GAP -> "s";
      case DEMAND, ANSWERED -> "bit/s";
      case PERSISTENT, ABORTED, IDEAL -> "bins";
      case ACTIVE, QUIET -> null;
    };
  }

  /** As a line for people. */
  String line() {
    return time()
        + " "
        + StatePicture.name(transition.to())
        + " (was "
        + StatePicture.name(transition.from())
        + "): "
        + because(transition);
  }

  /** As a record for programs. */
  Map<String, Object> record() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("time", time());
    record.put("epoch_s", Decimal.number(Decimal.seconds(transition.nanos())));
    record.put("bin", transition.bin());
    record.put("from", key(transition.from()));
    record.put("to", key(transition.to()));
    record.put("reason", key(transition.reason()));
    record.put("value", Decimal.millionths(transition.value()));
    record.put("limit", Decimal.millionths(transition.limit()));
    record.put("unit", unit(transition.reason()));
    record.put("message", because(transition));
    return record;
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Adds what a command is told by its environment. */
  void tell(Map<String, String> environment) {
    record()
        .forEach(
            (key, value) ->
                environment.put(
                    "PRIVNET_" + key.toUpperCase(Locale.ROOT),
                    value == null ? "" : value.toString()));
  }
}
