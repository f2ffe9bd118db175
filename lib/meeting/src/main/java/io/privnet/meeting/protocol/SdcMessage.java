package io.privnet.meeting.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What is said in {@code sdc}: {@code slot}, {@code level} within the tree of gates where there is
 * one, and {@code values}, numbers modulo N one after the other.
 *
 * @param step what the numbers are, which is the message's kind
 * @param slot first slot that they are for
 * @param level of the tree, from 1; 0 for inputs and outputs, which have none
 * @param values big-endian, each as long as N
 */
record SdcMessage(Step step, int slot, int level, byte[] values) implements Message.Counted {
  /** A level is at most this: the logarithm of the number of parties. */
  private static final int MAX_LEVEL = 10;

  /** The broadcasts of an evaluation, of which the middle three come once for each level. */
  enum Step {
    /** The sender's bits: E(bit) for each slot. */
    INPUTS,
    /** E(b), E(c) for each gate. */
    MASKS,
    /** The witnesses of û' and v̂' for each gate. */
    WITNESSES,
    /** E(w) for each gate. */
    PRODUCTS,
    /** The witness of the output for each slot. */
    OUTPUTS;

    private boolean ofALevel() {
      return this != INPUTS && this != OUTPUTS;
    }

    String kind() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it is this step of the evaluation. */
  boolean is(Step wanted, int itsSlot, int itsLevel) {
    return step == wanted && slot == itsSlot && level == itsLevel;
  }

  @Override
  public Phase phase() {
    return Phase.NEGOTIATION;
  }

  @Override
  public String performative() {
    return "tell";
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = Message.kind(step.kind());
    fields.put("slot", slot);
    if (step.ofALevel()) {
      fields.put("level", level);
    }
    fields.put("values", values);
    return fields;
  }

  /** Reads one of a step. */
  static SdcMessage parse(Step step, Content content) throws Malformed {
    return new SdcMessage(
        step,
        Message.slot(content),
        step.ofALevel() ? content.number("level", 1, MAX_LEVEL) : 0,
        content.bytes("values", 1, Frame.MAX_BODY));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SdcMessage that
        && that.is(step, slot, level)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(step, slot, level, Arrays.hashCode(values));
  }
}
