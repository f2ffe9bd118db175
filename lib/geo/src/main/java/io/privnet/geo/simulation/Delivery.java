package io.privnet.geo.simulation;

import java.util.function.IntConsumer;

/** The vehicles that one message after another is delivered to, each once. */
final class Delivery implements IntConsumer {
  private final int[] reachedBy;
  private int message;
  private int count;

  /** Among so many vehicles. */
  Delivery(int vehicles) {
    reachedBy = new int[vehicles];
  }

  /** Begins with another message. */
  void begin() {
    message++;
    count = 0;
  }

  /** Delivers the message, unless the vehicle has it. */
  @Override
  public void accept(int vehicle) {
    if (reachedBy[vehicle] != message) {
      reachedBy[vehicle] = message;
      count++;
    }
  }

  /** How many vehicles have the message. */
  int count() {
    return count;
  }

  /** Whether a vehicle has the message. */
  boolean reached(int vehicle) {
    return reachedBy[vehicle] == message;
  }
}
