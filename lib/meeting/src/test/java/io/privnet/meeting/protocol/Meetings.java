package io.privnet.meeting.protocol;

import io.privnet.meeting.Party;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.sdc.PublicSetup;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Negotiations over bit strings, among parties called p0, p1, … */
final class Meetings {
  private Meetings() {}

  static LocalNegotiation negotiation(String protocol, int first, List<String> bits) {
    List<String> names = IntStream.range(0, bits.size()).mapToObj(i -> "p" + i).toList();
    LinkedHashMap<String, Availability> agendas = new LinkedHashMap<>();
    for (int i = 0; i < bits.size(); i++) {
      agendas.put(names.get(i), Availability.parse(bits.get(i)));
    }
    return new LocalNegotiation(protocol, agendas)
        .under(terms(protocol))
        .from(first)
        .identified(Meetings::identity);
  }

  /** How a protocol is run unless told otherwise, but quickly. */
  static Terms terms(String protocol) {
    return protocol.equals("sdc")
        ? Terms.DEFAULT.with(PublicSetup.ready(1024).toString())
        : Protocol.named(protocol).terms();
  }

  /** An identity that anybody can make up from the name. */
  static Identity identity(String name) {
    byte[] seed = new byte[Identity.SEED];
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, seed, 0, bytes.length);
    return Identity.of(seed);
  }

  /** Parties of these names with such identities. */
  static List<Party> parties(List<String> names) {
    return names.stream().map(name -> new Party(name, identity(name).publicKey())).toList();
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
