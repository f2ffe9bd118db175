package io.privnet.meeting.protocol;

import static io.privnet.meeting.protocol.Meetings.negotiation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.protocol.XorMessage.Bit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What crosses the channel in {@code xor}: nothing but the documented fields, drawn from the same
 * distribution whosever bit it is. The randomness is {@link java.security.SecureRandom}'s, so a
 * statistical test may fail by chance; the bound makes that less likely than 1e-8.
 */
class XorSecrecyTest {
  private record Sent(String from, String to, Bit bit, int length) {}

  private static List<Sent> bitsSent(List<String> agendas) throws Exception {
    List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    negotiation("xor", 0, agendas)
        .wired(
            ends ->
                name ->
                    new Tap(
                        ends.apply(name),
                        (to, frame) -> {
                          if (!FaultyTransport.body(frame).isEmpty()) {
                            Envelope envelope = envelope(frame);
                            if (envelope.message() instanceof Bit bit) {
                              sent.add(new Sent(name, to, bit, frame.length));
                            }
                          }
                        }))
        .run();
    return sent;
  }

  static Envelope envelope(byte[] frame) {
    try {
      return Envelope.parse(FaultyTransport.body(frame).getBytes(StandardCharsets.UTF_8));
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Of n choices among k, the share of one is x with probability at most e^(-n·D(x‖1/k)), on either
   * side of 1/k, D being the Kullback–Leibler divergence (Hoeffding 1963, theorem 1). That holds
   * for any n; a bound of 25 for each of the few hundred shares looked at leaves less than 1e-8 for
   * all.
   */
  private static void assertUniform(String what, long[] counts) {
    double total = Arrays.stream(counts).sum();
    double expected = 1.0 / counts.length;
    for (long count : counts) {
      double share = count / total;
      double divergence = term(share, expected) + term(1 - share, 1 - expected);
      assertThat(total * divergence).as("%s: %s", what, Arrays.toString(counts)).isLessThan(25);
    }
  }

  private static double term(double share, double expected) {
    return share == 0 ? 0 : share * Math.log(share / expected);
  }

  private static int left(Bit bit) {
    return (int) bit.left().chars().filter(c -> c == '1').count();
  }

  private static int index(String party) {
    return Integer.parseInt(party.substring(1));
  }

  private static boolean isCopyOfBroadcast(Sent sent) {
    return left(sent.bit) == 0;
  }

  /** A statistic that cannot fail would prove nothing. */
  @Test
  void biasOfThreeInAHundred_isFound() {
    assertThatThrownBy(() -> assertUniform("biased", new long[] {41_200, 38_800}))
        .isInstanceOf(AssertionError.class);
  }

  /**
   * Each hop goes to each of those left with equal chance, whoever sends it and whoever is left; so
   * each order of the others is equally likely, and each other party is equally likely the last.
   */
  @Test
  void everyHop_uniformAmongThoseLeft() throws Exception {
    int n = 5;
    Map<String, long[]> choices = new TreeMap<>();
    Map<String, long[]> choicesAmong = new TreeMap<>();
    for (Sent sent : bitsSent(Collections.nCopies(n, "0".repeat(240)))) {
      if (isCopyOfBroadcast(sent) || left(sent.bit) == 1) {
        continue;
      }
      String list = sent.bit.left();
      int rank = (int) list.substring(0, index(sent.to)).chars().filter(c -> c == '1').count();
      choices.computeIfAbsent(sent.from + " " + list, k -> new long[left(sent.bit)])[rank]++;
      choicesAmong.computeIfAbsent("any " + left(sent.bit), k -> new long[left(sent.bit)])[rank]++;
    }
    // From each sender: the other four, any three and any two of them.
    assertThat(choices).hasSize(n * (1 + 4 + 6));
    choices.forEach(XorSecrecyTest::assertUniform);
    choicesAmong.forEach(XorSecrecyTest::assertUniform);
  }

  /** With all busy, what an owner first sends is its part of the mask itself. */
  @Test
  void masks_freshInEverySlotAndIndependentAmongParties() throws Exception {
    int n = 3;
    int slots = 450;
    boolean[][] masks = new boolean[slots][n];
    for (Sent sent : bitsSent(Collections.nCopies(n, "0".repeat(slots)))) {
      if (left(sent.bit) == n - 1) {
        masks[sent.bit.slot()][index(sent.from)] = sent.bit.bit();
      }
    }
    long[] joint = new long[1 << n];
    long[][] successive = new long[n][8];
    for (int slot = 0; slot < slots; slot++) {
      int all = 0;
      for (int party = 0; party < n; party++) {
        all = 2 * all + (masks[slot][party] ? 1 : 0);
        if (slot % 3 == 2) {
          int three =
              (masks[slot - 2][party] ? 4 : 0)
                  + (masks[slot - 1][party] ? 2 : 0)
                  + (masks[slot][party] ? 1 : 0);
          successive[party][three]++;
        }
      }
      joint[all]++;
    }
    assertUniform("masks of all parties in a slot", joint);
    for (long[] ofOne : successive) {
      assertUniform("masks of a party in three slots", ofOne);
    }
  }

  /** One party busy, each in turn: the bits on their way are as uniform as ever. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void whoeverIsBusy_bitsOnTheirWayAreUniform(int busy) throws Exception {
    int n = 5;
    int slots = 75;
    List<String> agendas = new ArrayList<>(Collections.nCopies(n, "1".repeat(slots)));
    agendas.set(busy, "0".repeat(slots));
    Map<String, long[]> values = new TreeMap<>();
    long[] minorityHolders = new long[n - 1];
    Map<Integer, Map<Integer, List<Integer>>> protectedBy = new HashMap<>();
    for (Sent sent : bitsSent(agendas)) {
      if (!isCopyOfBroadcast(sent)) {
        values
            .computeIfAbsent(
                "hop from " + sent.from + ", left " + left(sent.bit), k -> new long[2])[
            sent.bit.bit() ? 1 : 0]++;
      } else if (index(sent.to) == (index(sent.from) + 1) % n) {
        values.computeIfAbsent("protected", k -> new long[2])[sent.bit.bit() ? 1 : 0]++;
        protectedBy
            .computeIfAbsent(sent.bit.slot(), k -> new HashMap<>())
            .computeIfAbsent(sent.bit.bit() ? 1 : 0, k -> new ArrayList<>())
            .add(index(sent.from));
      }
    }
    values.forEach(XorSecrecyTest::assertUniform);
    // The busy party's bit is the odd one out; each of the others is equally likely to hold it
    // last.
    protectedBy.forEach(
        (slot, heaps) -> {
          List<Integer> odd =
              heaps.values().stream().filter(heap -> heap.size() == 1).findFirst().orElseThrow();
          int holder = odd.getFirst();
          assertThat(holder).as("the owner never broadcasts its own bit").isNotEqualTo(busy);
          minorityHolders[holder < busy ? holder : holder - 1]++;
        });
    assertUniform("last holder of the busy party's bit", minorityHolders);
  }

  /** Nothing in a frame but what is documented, and within a slot all frames are equally long. */
  @Test
  void frames_haveTheDocumentedFieldsAndOneLengthInASlot() throws Exception {
    List<String> names = List.of("alice", "bob", "Carol from accounting", "dañiel", "e");
    List<String> texts = Collections.synchronizedList(new ArrayList<>());
    Map<Integer, Set<Integer>> lengths = new HashMap<>();
    LinkedHashMap<String, Availability> agendas = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      agendas.put(names.get(i), Availability.parse(Meetings.onlyCommon(5, 12, 11).get(i)));
    }
    new LocalNegotiation("xor", agendas)
        .watchedBy(
            sighting -> {
              if (sighting.sent() && sighting.json().contains("\"kind\":\"bit\"")) {
                texts.add(sighting.json());
                String slot = sighting.json().replaceAll(".*\"slot\":(\\d+).*", "$1");
                lengths
                    .computeIfAbsent(Integer.valueOf(slot), k -> new HashSet<>())
                    .add(sighting.bytes());
              }
            })
        .run();
    String name = "\"(alice|bob|Carol from accounting|dañiel|e)\"";
    assertThat(texts)
        .hasSize(12 * 2 * 5 * 4)
        .allMatch(
            text ->
                text.matches(
                    "\\{\"performative\":\"tell\",\"sender\":"
                        + name
                        + ",\"receiver\":"
                        + name
                        + ",\"in-reply-to\":\"[0-9a-f]{64}\",\"language\":\"json\","
                        + "\"ontology\":\"privnet-meeting-1\","
                        + "\"content\":\\{\"kind\":\"bit\",\"slot\":\\d+,"
                        + "\"left\":\"[01]{5}\",\"bit\":[01]}}"));
    assertThat(
            texts.stream()
                .map(t -> t.replaceAll(".*in-reply-to\":\"([0-9a-f]+).*", "$1"))
                .distinct())
        .hasSize(1);
    assertThat(lengths.values()).hasSize(12).allMatch(ofSlot -> ofSlot.size() == 1);
    assertThat(lengths.get(0).iterator().next())
        .isGreaterThan(
            texts.stream()
                .mapToInt(t -> t.getBytes(StandardCharsets.UTF_8).length)
                .min()
                .orElseThrow());
  }

  /** Randomness that is handed in is the only one used: masks of zeros leave the bits bare. */
  @Test
  void masksOfZeros_bitsAreBare() throws Exception {
    List<String> agendas = List.of("0110", "0101", "0011");
    Map<Integer, Integer> ones = new TreeMap<>();
    Set<String> asked = Collections.synchronizedSet(new HashSet<>());
    negotiation("xor", 0, agendas)
        .insecureRandom(
            party -> {
              asked.add(party);
              return () -> 0L;
            })
        .watchedBy(
            sighting -> {
              String json = sighting.json();
              if (!sighting.sent()
                  && sighting.party().equals("p0")
                  && json.contains("\"left\":\"000\"")
                  && json.contains("\"bit\":1")) {
                String slot = json.replaceAll(".*\"slot\":(\\d+).*", "$1");
                ones.merge(Integer.valueOf(slot), 1, Integer::sum);
              }
            })
        .run();
    assertThat(asked).containsExactlyInAnyOrder("p0", "p1", "p2");
    // Chosen by zeros, p0 is never the last of a route, and so receives all three bits of a slot.
    assertThat(ones).isEqualTo(Map.of(1, 2, 2, 2, 3, 2));
  }
}
