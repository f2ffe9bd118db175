package io.privnet.meeting.protocol;

import java.util.EnumMap;
import java.util.Map;

/**
 * What was sent, by phase. A broadcast to k parties is k messages (paper §2.5). Reports of failure
 * and the end marks of a connection are not messages.
 *
 * @param messagesByPhase number of messages, every phase present
 * @param bytesByPhase length of their frames as encoded, headers included, every phase present
 * @param coverBytes length of the cells that were sent at a constant rate, in which the frames
 *     travelled, if they did; 0 without cover
 */
public record Traffic(
    Map<Phase, Long> messagesByPhase, Map<Phase, Long> bytesByPhase, long coverBytes) {
  /** Nothing sent. */
  public static final Traffic NONE = new Traffic(Map.of(), Map.of(), 0);

  public Traffic {
    messagesByPhase = complete(messagesByPhase);
    bytesByPhase = complete(bytesByPhase);
  }

  private static Map<Phase, Long> complete(Map<Phase, Long> counts) {
    EnumMap<Phase, Long> all = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      all.put(phase, counts.getOrDefault(phase, 0L));
    }
    return Map.copyOf(all);
  }

  /** The same, sent in cells of so many bytes in all. */
  Traffic covered(long bytes) {
    return new Traffic(messagesByPhase, bytesByPhase, bytes);
  }

  /** Messages in {@code phase}. */
  public long messages(Phase phase) {
    return messagesByPhase.get(phase);
  }

  /** Messages in all phases. */
  public long messages() {
    return messagesByPhase.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Bytes in all phases. */
  public long bytes() {
    return bytesByPhase.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Both together. */
  public Traffic plus(Traffic other) {
    return new Traffic(
        sum(messagesByPhase, other.messagesByPhase),
        sum(bytesByPhase, other.bytesByPhase),
        coverBytes + other.coverBytes);
  }

  private static Map<Phase, Long> sum(Map<Phase, Long> a, Map<Phase, Long> b) {
    EnumMap<Phase, Long> sum = new EnumMap<>(a);
    b.forEach((phase, count) -> sum.merge(phase, count, Long::sum));
    return sum;
  }
}
