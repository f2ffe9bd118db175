package io.privnet.meeting.protocol;

import io.privnet.meeting.protocol.SdcMessage.Step;
import io.privnet.meeting.sdc.AndGate;
import io.privnet.meeting.sdc.Ciphertext;
import io.privnet.meeting.sdc.JointKey;
import io.privnet.meeting.sdc.PublicSetup;
import io.privnet.meeting.sdc.Residue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * The evaluation of {@code sdc} as whoever sees all broadcasts can follow it. Nothing in it proves
 * that a party encrypted what it should, so a wrong bit is laid at nobody's door.
 */
final class SdcAudit {
  /** A step of the evaluation of some slots, see {@link SdcMessage}. */
  private record Key(String party, Step step, int slot, int level) {}

  /** There is too little to go on. */
  private static final class Incomplete extends Exception {
    private static final long serialVersionUID = 1L;

    Incomplete(String message) {
      super(message);
    }
  }

  private final Audit audit;
  private final Session session;
  private final List<String> negotiators;
  private final Map<Key, byte[]> said = new LinkedHashMap<>();
  private PublicSetup setup;
  private JointKey joint;

  SdcAudit(Audit audit) {
    this.audit = audit;
    session = audit.negotiation();
    negotiators = session.negotiators();
    for (Audit.Heard heard : audit.heard()) {
      if (heard.message() instanceof SdcMessage message) {
        said.putIfAbsent(
            new Key(heard.from(), message.step(), message.slot(), message.level()),
            message.values());
      }
    }
  }

  Optional<Audit.Conclusion> conclusion() {
    try {
      setup = PublicSetup.parse(session.invitation().terms().setup().orElseThrow());
      joint = new JointKey(setup, publicKeys());
      int slots = session.invitation().slots();
      int together = SdcProtocol.together(session.invitation().terms(), setup, negotiators.size());
      OptionalInt found = OptionalInt.empty();
      int first = session.invitation().first();
      int slot = first;
      while (slot < slots && found.isEmpty()) {
        int count = Math.min(together, slots - slot);
        found = firstCommon(slot, count);
        slot += count;
      }
      audit.holds("the encrypted evaluation of " + (slot - first) + " slots");
      return Optional.of(new Audit.Conclusion(found, false));
    } catch (Incomplete e) {
      audit.lacks(e.getMessage());
      return Optional.empty();
    }
  }

  private List<Residue> publicKeys() throws Incomplete {
    List<Residue> keys = new ArrayList<>();
    for (String name : negotiators) {
      String announced = session.announced(name).orElse("");
      try {
        keys.addAll(setup.decode(Base64.getDecoder().decode(announced), 1));
      } catch (IllegalArgumentException e) {
        audit.found(Set.of(name), name + " announced no public key for sdc: " + e.getMessage());
        throw new Incomplete("a public key is missing");
      }
    }
    return keys;
  }

  private OptionalInt firstCommon(int first, int count) throws Incomplete {
    List<List<Ciphertext>> wires = values(Step.INPUTS, first, 0, count, 2, Ciphertext::of);
    for (int level = 1; level <= SdcProtocol.levels(negotiators.size()); level++) {
      wires = conjunctions(first, level, wires);
    }
    List<List<Residue>> witnesses = values(Step.OUTPUTS, first, 0, count, 1, List::getFirst);
    for (int i = 0; i < count; i++) {
      if (opened(first + i, wires.get(i).getFirst(), witnesses.get(i))) {
        return OptionalInt.of(first + i);
      }
    }
    return OptionalInt.empty();
  }

  private List<List<Ciphertext>> conjunctions(int first, int level, List<List<Ciphertext>> wires)
      throws Incomplete {
    int perSlot = wires.getFirst().size() / 2;
    int gates = wires.size() * perSlot;
    List<List<AndGate.Masks>> masks = values(Step.MASKS, first, level, gates, 4, AndGate.Masks::of);
    List<List<AndGate.Witnesses>> witnesses =
        values(Step.WITNESSES, first, level, gates, 2, AndGate.Witnesses::of);
    List<List<Ciphertext>> products = values(Step.PRODUCTS, first, level, gates, 2, Ciphertext::of);
    List<List<Ciphertext>> next = new ArrayList<>();
    for (int i = 0; i < wires.size(); i++) {
      List<Ciphertext> ofSlot = new ArrayList<>();
      for (int pair = 0; pair < perSlot; pair++) {
        int gate = i * perSlot + pair;
        Ciphertext u = wires.get(i).get(2 * pair);
        Ciphertext v = wires.get(i).get(2 * pair + 1);
        for (AndGate.Masks mask : masks.get(gate)) {
          u = u.xor(mask.b());
          v = v.xor(mask.c());
        }
        List<AndGate.Witnesses> given = witnesses.get(gate);
        boolean both =
            opened(first + i, u, given.stream().map(AndGate.Witnesses::u).toList())
                & opened(first + i, v, given.stream().map(AndGate.Witnesses::v).toList());
        ofSlot.add(products.get(gate).stream().reduce(joint.open(both), Ciphertext::xor));
      }
      if (wires.get(i).size() % 2 == 1) {
        ofSlot.add(wires.get(i).getLast());
      }
      next.add(ofSlot);
    }
    return next;
  }

  private boolean opened(int slot, Ciphertext ciphertext, List<Residue> witnesses)
      throws Incomplete {
    try {
      return ciphertext.decrypt(witnesses);
    } catch (IllegalArgumentException e) {
      audit.found(Set.of(), "slot " + slot + ": the witnesses of all leave no bit");
      throw new Incomplete("slot " + slot + " cannot be decrypted");
    }
  }

  /** For each slot or gate the values of all parties, each made of {@code numbers} residues. */
  private <T> List<List<T>> values(
      Step step, int slot, int level, int count, int numbers, Function<List<Residue>, T> together)
      throws Incomplete {
    List<List<T>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new ArrayList<>());
    }
    for (String name : negotiators) {
      byte[] values = said.get(new Key(name, step, slot, level));
      if (values == null) {
        throw new Incomplete("no " + step.kind() + " from " + name + " for slot " + slot);
      }
      try {
        List<Residue> residues = setup.decode(values, Math.multiplyExact(numbers, count));
        for (int i = 0; i < count; i++) {
          all.get(i).add(together.apply(residues.subList(i * numbers, (i + 1) * numbers)));
        }
      } catch (IllegalArgumentException e) {
        audit.found(
            Set.of(name),
            name + " sent " + step.kind() + " for slot " + slot + " with " + e.getMessage());
        throw new Incomplete("the " + step.kind() + " of " + name + " cannot be read");
      }
    }
    return all;
  }
}
