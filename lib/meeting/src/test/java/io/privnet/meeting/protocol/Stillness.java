package io.privnet.meeting.protocol;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets time pass only when nothing else can happen: when all parties wait for a message and none is
 * on its way, the one whose patience ends first is told that its time is over. So silence costs no
 * time, and no load on the machine makes an honest party silent.
 *
 * <p>The network beneath may not be delayed, and no inbox in it may get full.
 */
final class Stillness {
  private final Set<String> running = new HashSet<>();
  private final Map<String, Long> deadlines = new HashMap<>();
  private long now;

  /**
   * @param parties all on the network
   */
  Stillness(Collection<String> parties) {
    running.addAll(parties);
  }

  /** The ends of a network on which time passes so. */
  Function<String, Transport> over(Function<String, Transport> ends) {
    return name -> new End(name, ends.apply(name));
  }

  /** Does nothing more on behalf of {@code party} until all others have ended. */
  synchronized void hang(String party) throws InterruptedException {
    stopped(party);
    while (!running.isEmpty()) {
      wait();
    }
    throw new FaultyTransport.Vanished();
  }

  private synchronized void stopped(String party) {
    running.remove(party);
    somethingHappened();
  }

  /** Whoever waits has to look again. */
  private synchronized void somethingHappened() {
    deadlines.clear();
    notifyAll();
  }

  private synchronized Transport.Arrival await(String party, Transport end, long nanos)
      throws InterruptedException {
    long deadline = now + nanos;
    while (true) {
      Transport.Arrival arrival = end.receive(0);
      if (arrival != null) {
        return arrival;
      }
      deadlines.put(party, deadline);
      if (deadlines.keySet().containsAll(running)) {
        long first = deadlines.values().stream().mapToLong(Long::longValue).min().orElseThrow();
        if (deadline == first) {
          now = Math.max(now, deadline);
          somethingHappened();
          return null;
        }
        notifyAll();
      }
      wait();
    }
  }

  private final class End implements Transport {
    private final String self;
    private final Transport sound;

    End(String self, Transport sound) {
      this.self = self;
      this.sound = sound;
    }

    @Override
    public Set<String> peers() {
      return sound.peers();
    }

    @Override
    public boolean send(String to, byte[] frame, long nanos) throws InterruptedException {
      boolean sent = sound.send(to, frame, nanos);
      somethingHappened();
      return sent;
    }

    @Override
    public Arrival receive(long nanos) throws InterruptedException {
      return await(self, sound, nanos);
    }

    @Override
    public void close() {
      sound.close();
      stopped(self);
    }
  }
}
