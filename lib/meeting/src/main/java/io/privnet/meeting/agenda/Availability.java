package io.privnet.meeting.agenda;

import java.util.BitSet;
import java.util.Objects;

/**
 * One participant's agenda over a grid, as the bit string of paper §2.1: bit s is 1 when the
 * participant can attend a meeting that starts at slot s. Slots count from 0. Immutable.
 */
public final class Availability {
  private final int slots;
  private final BitSet free;

  /**
   * @param slots number of slots of the grid, 0 or more
   * @param free the slots at which the participant is free, all below {@code slots}
   * @throws IllegalArgumentException when a free slot lies outside the grid
   */
  public Availability(int slots, BitSet free) {
    if (slots < 0 || free.length() > slots) {
      throw new IllegalArgumentException("a free slot lies outside the " + slots + " slots");
    }
    this.slots = slots;
    this.free = (BitSet) free.clone();
  }

  /** Free at every slot of a grid. */
  public static Availability always(int slots) {
    BitSet free = new BitSet(slots);
    free.set(0, slots);
    return new Availability(slots, free);
  }

  /**
   * Reads a bit string.
   *
   * @param bits characters 0 and 1 only, the first is slot 0
   * @throws IllegalArgumentException when another character occurs
   */
  public static Availability parse(CharSequence bits) {
    BitSet free = new BitSet(bits.length());
    for (int s = 0; s < bits.length(); s++) {
      switch (bits.charAt(s)) {
        case '0' -> {}
        case '1' -> free.set(s);
        default ->
            throw new IllegalArgumentException(
                "only 0 and 1 may stand in a bit string, found '" + bits.charAt(s) + "'");
      }
    }
    return new Availability(bits.length(), free);
  }

  /** Number of slots of the grid. */
  public int slots() {
    return slots;
  }

  /** Number of slots at which the participant is free. */
  public int free() {
    return free.cardinality();
  }

  /** Whether the participant can attend a meeting that starts at {@code slot}. */
  public boolean isFree(int slot) {
    return free.get(Objects.checkIndex(slot, slots));
  }

  /** The bit string, slot 0 first. */
  @Override
  public String toString() {
    StringBuilder bits = new StringBuilder(slots);
    for (int s = 0; s < slots; s++) {
      bits.append(free.get(s) ? '1' : '0');
    }
    return bits.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Availability that && slots == that.slots && free.equals(that.free);
  }

  @Override
  public int hashCode() {
    return 31 * free.hashCode() + slots;
  }
}
