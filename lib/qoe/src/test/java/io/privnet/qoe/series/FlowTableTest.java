package io.privnet.qoe.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FlowTableTest {
  private static final class Recent extends LinkedHashMap<Integer, int[]> {
    private static final long serialVersionUID = 1L;
    private final int capacity;

    Recent(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, int[]> eldest) {
      return size() > capacity;
    }
  }

  private static Segments from(List<Integer> ports) {
    Segments segments = new Segments();
    for (int port : ports) {
      segments.add(
          Segments.tcp("10.0.0." + port % 3, port, "10.0.0.1", 5900, 0x18, 1, new byte[1]), 96);
    }
    return segments;
  }

  /** Against the JDK's map in access order. */
  @Property(tries = 100)
  void states_are_those_of_a_map_that_drops_the_least_recently_used(
      @ForAll @Size(max = 200) List<@IntRange(min = 1, max = 20) Integer> ports,
      @ForAll @IntRange(min = 1, max = 25) int capacity)
      throws IOException {
    FlowTable<int[]> table = new FlowTable<>(capacity, () -> new int[1]);
    Recent map = new Recent(capacity);
    List<Integer> ours = new ArrayList<>();
    List<Integer> theirs = new ArrayList<>();
    try (CaptureReader reader =
        CaptureReader.of(new ByteArrayInputStream(from(ports).capture()), "flows")) {
      while (reader.next()) {
        ours.add(table.of(reader.packet())[0]++);
        theirs.add(map.computeIfAbsent(reader.packet().sourcePort(), k -> new int[1])[0]++);
      }
    }
    assertThat(ours).isEqualTo(theirs);
    assertThat(table.size()).isEqualTo(map.size());
    Map<Integer, Integer> left = new HashMap<>();
    table.forEach(state -> left.merge(state[0], 1, Integer::sum));
    map.values().forEach(state -> left.merge(state[0], -1, Integer::sum));
    assertThat(left.values()).allMatch(count -> count == 0);
    assertThat(table.forgotten() > 0).isEqualTo(ports.stream().distinct().count() > capacity);
  }

  @Test
  void opposite_is_the_state_of_the_answering_flow() throws IOException {
    FlowTable<int[]> table = new FlowTable<>(8, () -> new int[1]);
    byte[] capture = new Segments().in(1, new byte[1]).out(1, new byte[1]).capture();
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture), "flows")) {
      Packet packet = reader.packet();
      reader.next();
      int[] asked = table.of(packet);
      assertThat(table.opposite(packet)).isNull();
      reader.next();
      assertThat(table.opposite(packet)).isSameAs(asked);
      assertThat(table.of(packet)).isNotSameAs(asked);
    }
  }
}
