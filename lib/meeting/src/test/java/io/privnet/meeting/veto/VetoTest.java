package io.privnet.meeting.veto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class VetoTest {
  @Property(tries = 6)
  void anyAgendas_allFreeIsTheirAnd(
      @ForAll @Size(3) List<@Size(2) List<Boolean>> free, @ForAll @IntRange(min = 1, max = 3) int n)
      throws Exception {
    List<Ballots> parties = new ArrayList<>();
    List<Commitments> round1 = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Author author = new Author("session", "SHA256:" + i);
      parties.add(Ballots.cast(author, free.get(i).get(0), free.get(i).get(1)));
      round1.add(Commitments.decode(author, 2, parties.get(i).commitments().encoded()));
    }
    View view = new View(round1);
    view.verify();
    for (int slot = 0; slot < 2; slot++) {
      List<Share> shares = new ArrayList<>();
      boolean and = true;
      for (int i = 0; i < n; i++) {
        Share share = parties.get(i).share(view, slot);
        shares.add(Share.decode(share.author(), view, slot, share.encoded()));
        and &= free.get(i).get(slot);
      }
      view.verify(shares);
      assertThat(view.allFree(shares)).isEqualTo(and);
    }
  }
}
