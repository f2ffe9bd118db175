package io.privnet.meeting.protocol;

import io.privnet.meeting.agenda.Availability;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The agendas of those who meet. */
final class Meeting {
  private Meeting() {}

  /** At each slot but the last somebody is busy, in turn. */
  static SequencedMap<String, Availability> onlyLastCommon(int parties, int slots) {
    SequencedMap<String, Availability> agendas = new LinkedHashMap<>();
    for (int party = 0; party < parties; party++) {
      StringBuilder bits = new StringBuilder();
      for (int slot = 0; slot < slots; slot++) {
        bits.append(slot == slots - 1 || slot % parties != party ? '1' : '0');
      }
      agendas.put("p" + party, Availability.parse(bits.toString()));
    }
    return agendas;
  }
}
