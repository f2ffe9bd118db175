package io.privnet.meeting.protocol;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/** One party's end of a network on which everything that arrives was a while on its way. */
final class DelayedTransport implements Transport {
  private record OnItsWay(Arrival arrival, long due) {}

  private final Transport line;
  private final long delay;
  private final Deque<OnItsWay> coming = new ArrayDeque<>();

  DelayedTransport(Transport line, Duration delay) {
    this.line = line;
    this.delay = delay.toNanos();
  }

  @Override
  public Set<String> peers() {
    return line.peers();
  }

  @Override
  public Optional<String> relay(String peer) {
    return line.relay(peer);
  }

  @Override
  public boolean send(String to, byte[] frame, long nanos) throws InterruptedException {
    return line.send(to, frame, nanos);
  }

  @Override
  public void giveUp(String peer) {
    line.giveUp(peer);
  }

  @Override
  public Arrival receive(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (true) {
      long now = System.nanoTime();
      if (!coming.isEmpty() && coming.getFirst().due <= now) {
        return coming.removeFirst().arrival;
      }
      if (now > deadline) {
        return null;
      }
      long until = coming.isEmpty() ? deadline : Math.min(deadline, coming.getFirst().due);
      Arrival next = line.receive(Math.max(0, until - now));
      if (next != null) {
        coming.add(new OnItsWay(next, System.nanoTime() + delay));
      }
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
