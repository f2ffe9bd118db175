package io.privnet.meeting.protocol;

import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.protocol.SdcMessage.Step;
import io.privnet.meeting.sdc.AndGate;
import io.privnet.meeting.sdc.Ciphertext;
import io.privnet.meeting.sdc.JointKey;
import io.privnet.meeting.sdc.PublicSetup;
import io.privnet.meeting.sdc.Residue;
import io.privnet.meeting.sdc.SecretKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One party in {@code sdc}, with its key for this negotiation. */
final class SdcNegotiator implements Negotiator {
  private final PublicSetup setup;
  private final RandomGenerator random;
  private final SecretKey key;

  SdcNegotiator(PublicSetup setup, RandomGenerator random) {
    this.setup = setup;
    this.random = random;
    this.key = SecretKey.generate(setup, random);
  }

  /** g^K in Base64. */
  @Override
  public Optional<String> key() {
    return Optional.of(Base64.getEncoder().encodeToString(setup.encode(List.of(key.publicKey()))));
  }

  @Override
  public OptionalInt negotiate(Channel channel, Session session, Availability own)
      throws NegotiationException, InterruptedException {
    JointKey joint = new JointKey(setup, publicKeys(session));
    int together =
        SdcProtocol.together(session.invitation().terms(), setup, session.negotiators().size());
    for (int first = session.invitation().first(); first < own.slots(); first += together) {
      channel.trying(first);
      int count = Math.min(together, own.slots() - first);
      Evaluation evaluation = new Evaluation(channel, session, joint, first, count);
      OptionalInt common = evaluation.firstCommon(own);
      if (common.isPresent()) {
        return common;
      }
    }
    return OptionalInt.empty();
  }

  private List<Residue> publicKeys(Session session) throws NegotiationException {
    List<Residue> keys = new ArrayList<>();
    for (String name : session.negotiators()) {
      if (name.equals(session.self())) {
        keys.add(key.publicKey());
        continue;
      }
      try {
        String announced =
            session
                .announced(name)
                .orElseThrow(() -> new IllegalArgumentException("there is none"));
        keys.addAll(setup.decode(Base64.getDecoder().decode(announced), 1));
      } catch (IllegalArgumentException e) {
        throw NegotiationException.by(name, "announced no public key for sdc: " + e.getMessage());
      }
    }
    if (new HashSet<>(keys).size() < keys.size()) {
      throw NegotiationException.among(List.of(), "two parties announced the same public key");
    }
    return keys;
  }

  /** Several slots evaluated in the same rounds. */
  private final class Evaluation {
    private final Channel channel;
    private final Session session;
    private final JointKey joint;
    private final int first;
    private final int count;

    Evaluation(Channel channel, Session session, JointKey joint, int first, int count) {
      this.channel = channel;
      this.session = session;
      this.joint = joint;
      this.first = first;
      this.count = count;
    }

    OptionalInt firstCommon(Availability own) throws NegotiationException, InterruptedException {
      List<Ciphertext> mine = each(count, slot -> joint.encrypt(own.isFree(first + slot), random));
      List<List<Ciphertext>> wires =
          share(Step.INPUTS, 0, mine, Ciphertext::residues, Ciphertext::of);
      int levels = SdcProtocol.levels(session.negotiators().size());
      for (int level = 1; level <= levels; level++) {
        wires = conjunctions(level, wires);
      }
      List<Ciphertext> outputs = wires.stream().map(List::getFirst).toList();
      List<Boolean> common = open(outputs);
      int slot = common.indexOf(true);
      if (slot < 0) {
        return OptionalInt.empty();
      }
      if (!own.isFree(first + slot)) {
        throw NegotiationException.among(
            List.of(),
            "slot "
                + (first + slot)
                + " came out as common, but is not free here: somebody broke the rules");
      }
      return OptionalInt.of(first + slot);
    }

    /** One level of the tree: the wires of each slot two by two; an odd one goes through. */
    private List<List<Ciphertext>> conjunctions(int level, List<List<Ciphertext>> wires)
        throws NegotiationException, InterruptedException {
      int gatesPerSlot = wires.getFirst().size() / 2;
      List<AndGate> gates = new ArrayList<>();
      for (List<Ciphertext> ofSlot : wires) {
        for (int pair = 0; pair < gatesPerSlot; pair++) {
          gates.add(
              new AndGate(joint, key, ofSlot.get(2 * pair), ofSlot.get(2 * pair + 1), random));
        }
      }
      int n = gates.size();
      List<AndGate.Masks> masks = each(n, gate -> gates.get(gate).masks());
      List<List<AndGate.Masks>> allMasks =
          share(Step.MASKS, level, masks, AndGate.Masks::residues, AndGate.Masks::of);
      List<AndGate.Witnesses> witnesses =
          each(n, gate -> gates.get(gate).witnesses(allMasks.get(gate)));
      List<List<AndGate.Witnesses>> allWitnesses =
          share(
              Step.WITNESSES, level, witnesses, AndGate.Witnesses::residues, AndGate.Witnesses::of);
      List<Ciphertext> products = each(n, gate -> gates.get(gate).product());
      List<List<Ciphertext>> allProducts =
          share(Step.PRODUCTS, level, products, Ciphertext::residues, Ciphertext::of);

      List<List<Ciphertext>> next = new ArrayList<>();
      for (int slot = 0; slot < count; slot++) {
        List<Ciphertext> ofSlot = new ArrayList<>();
        for (int gate = slot * gatesPerSlot; gate < (slot + 1) * gatesPerSlot; gate++) {
          ofSlot.add(output(gates.get(gate), allWitnesses.get(gate), allProducts.get(gate), slot));
        }
        if (wires.get(slot).size() % 2 == 1) {
          ofSlot.add(wires.get(slot).getLast());
        }
        next.add(ofSlot);
      }
      return next;
    }

    private Ciphertext output(
        AndGate gate, List<AndGate.Witnesses> witnesses, List<Ciphertext> products, int slot)
        throws NegotiationException {
      try {
        return gate.output(witnesses, products);
      } catch (IllegalArgumentException e) {
        throw unreadable(slot);
      }
    }

    /** The bits of the outputs, which everybody gives its witnesses of. */
    private List<Boolean> open(List<Ciphertext> outputs)
        throws NegotiationException, InterruptedException {
      List<Residue> witnesses = each(count, slot -> key.witness(outputs.get(slot)));
      List<List<Residue>> all = share(Step.OUTPUTS, 0, witnesses, List::of, List::getFirst);
      List<Boolean> bits = new ArrayList<>();
      for (int slot = 0; slot < count; slot++) {
        try {
          bits.add(outputs.get(slot).decrypt(all.get(slot)));
        } catch (IllegalArgumentException e) {
          throw unreadable(slot);
        }
      }
      return bits;
    }

    private NegotiationException unreadable(int slot) {
      return NegotiationException.among(
          List.of(),
          "slot "
              + (first + slot)
              + ": the witnesses of all leave no bit: somebody sent a wrong witness or ciphertext");
    }

    /**
     * Broadcasts this party's values of a step, and hears everybody's.
     *
     * @param mine one for each slot or gate
     * @param apart the numbers that a value consists of
     * @param together a value of its numbers
     * @return for each slot or gate the values of all parties, in order
     */
    private <T> List<List<T>> share(
        Step step,
        int level,
        List<T> mine,
        Function<T, List<Residue>> apart,
        Function<List<Residue>, T> together)
        throws NegotiationException, InterruptedException {
      byte[] values =
          setup.encode(mine.stream().flatMap(value -> apart.apply(value).stream()).toList());
      channel.broadcast(session.others(), new SdcMessage(step, first, level, values));
      Map<String, Channel.Received<SdcMessage>> heard =
          channel.gather(
              SdcMessage.class,
              session.others(),
              message -> message.is(step, first, level),
              message -> follows(message, step, level));
      channel.passRounds(1);
      int each = apart.apply(mine.getFirst()).size();
      List<List<T>> all = new ArrayList<>();
      mine.forEach(value -> all.add(new ArrayList<>()));
      for (String name : session.negotiators()) {
        List<Residue> residues =
            name.equals(session.self()) ? List.of() : read(heard.get(name), each * mine.size());
        for (int i = 0; i < mine.size(); i++) {
          all.get(i)
              .add(
                  name.equals(session.self())
                      ? mine.get(i)
                      : together.apply(residues.subList(i * each, (i + 1) * each)));
        }
      }
      return all;
    }

    private List<Residue> read(Channel.Received<SdcMessage> received, int numbers)
        throws NegotiationException {
      try {
        return setup.decode(received.message().values(), numbers);
      } catch (IllegalArgumentException e) {
        throw NegotiationException.by(
            received.from(), "sent " + received.message().describe() + ", with " + e.getMessage());
      }
    }

    /** Whether a party may send it that is through with a step while this one is not. */
    private boolean follows(Message message, Step step, int level) {
      if (!(message instanceof SdcMessage next)) {
        return step == Step.OUTPUTS && message instanceof Message.Result;
      }
      int levels = SdcProtocol.levels(session.negotiators().size());
      return switch (step) {
        case INPUTS -> next.is(Step.MASKS, first, 1);
        case MASKS -> next.is(Step.WITNESSES, first, level);
        case WITNESSES -> next.is(Step.PRODUCTS, first, level);
        case PRODUCTS ->
            level < levels
                ? next.is(Step.MASKS, first, level + 1)
                : next.is(Step.OUTPUTS, first, 0);
        case OUTPUTS -> next.is(Step.INPUTS, first + count, 0);
      };
    }
  }

  /** Computes the values of all slots or gates, on all cores. */
  private static <T> List<T> each(int count, IntFunction<T> value) {
    return IntStream.range(0, count).parallel().mapToObj(value).toList();
  }
}
