package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.identity.PublicKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What p0 says under cover to p1, p2 and p3, of whom p1 takes nothing. */
@Timeout(60)
class CoveredTransportTest {
  private static final Duration SILENCE = Duration.ofMinutes(10);

  /** How long p1 may take nothing, and what is left to say may take at the end. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Map<String, PublicKey> KEYS =
      IntStream.range(0, 4)
          .mapToObj(i -> "p" + i)
          .collect(Collectors.toMap(name -> name, name -> Meetings.identity(name).publicKey()));

  /** Takes what goes to anybody but p1. */
  private static final class Line implements Transport {
    final Queue<Arrival.Delivery> taken = new ConcurrentLinkedQueue<>();

    @Override
    public Set<String> peers() {
      return Set.of("p1", "p2", "p3");
    }

    @Override
    public boolean send(String to, byte[] frame, long nanos) {
      return !to.equals("p1") && taken.add(new Arrival.Delivery(to, frame));
    }

    @Override
    public Arrival receive(long nanos) {
      return null;
    }

    @Override
    public void close() {}

    /** What was said to {@code peer}, out of the cells; the end mark is null. */
    List<Message> heardBy(String peer) throws Exception {
      Queue<Arrival> cells = new ArrayDeque<>();
      taken.stream()
          .filter(cell -> cell.from().equals(peer))
          .forEach(cell -> cells.add(new Arrival.Delivery("p0", cell.frame())));
      Transport coming =
          new Transport() {
            @Override
            public Set<String> peers() {
              return Set.of();
            }

            @Override
            public boolean send(String to, byte[] frame, long nanos) {
              return true;
            }

            @Override
            public Arrival receive(long nanos) {
              return cells.poll();
            }

            @Override
            public void close() {}
          };
      CoveredTransport uncovering = new CoveredTransport(coming, 1, SILENCE);
      List<Message> heard = new ArrayList<>();
      while (uncovering.receive(0) instanceof Arrival.Delivery frame) {
        byte[] body = Frame.read(frame.frame()).body();
        heard.add(body.length == 0 ? null : Envelope.parse(body).message());
      }
      uncovering.finish();
      return heard;
    }
  }

  private static Channel channel(Transport transport) {
    Endpoint endpoint =
        new Endpoint("p0", Meetings.identity("p0"), transport, SILENCE, Trace.NONE, FrameLog.NONE);
    endpoint.introduce(KEYS);
    Channel channel = new Channel(endpoint, SILENCE, Progress.NONE);
    channel.open("session");
    return channel;
  }

  @Test
  void peerTakesNothing_itIsNamedAndTheOthersAreTold() throws Exception {
    Line line = new Line();
    CoveredTransport covered = new CoveredTransport(line, 1000, PATIENCE);
    Channel channel = channel(covered);
    Message.Result result = new Message.Result(3);
    NegotiationException failure = null;
    channel.send("p2", result);
    while (failure == null) {
      try {
        channel.send("p1", result);
        Thread.sleep(20);
      } catch (NegotiationException e) {
        failure = e;
      }
    }
    channel.abort(failure);
    covered.finish();
    assertThat(failure).hasMessage("p1: takes no messages");
    Message told = new Message.Failure(List.of("p1"), failure.getMessage(), List.of());
    assertThat(line.heardBy("p2")).startsWith(result).endsWith(new Message[] {told, null});
    assertThat(line.heardBy("p3")).containsExactly(told, null);
  }

  @Test
  void peerTakesNothing_theOthersGetTheirCellsAllTheSame() throws Exception {
    Line line = new Line();
    CoveredTransport covered = new CoveredTransport(line, 1000, Duration.ofMillis(20));
    while (covered.send("p1", new byte[1], 0)) {
      Thread.sleep(1);
    }
    int before = line.taken.size();
    while (line.taken.size() < before + 100) {
      Thread.sleep(1);
    }
    covered.close();
  }
}
