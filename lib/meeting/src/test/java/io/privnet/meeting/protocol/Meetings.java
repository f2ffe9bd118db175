package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Availability;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Negotiations over bit strings, among parties called p0, p1, … */
final class Meetings {
  private Meetings() {}

  static LocalNegotiation negotiation(String protocol, int first, List<String> bits) {
    List<String> names = IntStream.range(0, bits.size()).mapToObj(i -> "p" + i).toList();
    Map<String, Availability> agendas = new LinkedHashMap<>();
    for (int i = 0; i < bits.size(); i++) {
      agendas.put(names.get(i), Availability.parse(bits.get(i)));
    }
    int slots = bits.getFirst().length();
    return new LocalNegotiation(
        new Invitation(protocol, names, slots, first, Optional.empty()), agendas);
  }

  /** Agendas of n parties over l slots, of which only {@code common} is common, if it is one. */
  static List<String> onlyCommon(int parties, int slots, int common) {
    return IntStream.range(0, parties)
        .mapToObj(
            party -> {
              StringBuilder bits = new StringBuilder();
              for (int slot = 0; slot < slots; slot++) {
                bits.append(slot == common || slot % parties != party ? '1' : '0');
              }
              return bits.toString();
            })
        .toList();
  }

  /** The first slot from {@code first} on where all have a 1, found by looking. */
  static OptionalInt firstCommon(List<String> bits, int first) {
    return IntStream.range(first, bits.getFirst().length())
        .filter(slot -> bits.stream().allMatch(one -> one.charAt(slot) == '1'))
        .findFirst();
  }
}
