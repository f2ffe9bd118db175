package io.privnet.meeting.protocol;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Connections among parties in one process: a bounded inbox for each, and frames in it. */
final class LocalNetwork {
  private final Map<String, BlockingQueue<Transport.Arrival>> inboxes = new HashMap<>();
  private final Set<String> closed = ConcurrentHashMap.newKeySet();

  LocalNetwork(Collection<String> parties) {
    // Room for two slots of xor: up to n bits and n protected bits from all others together.
    int room = 8 * parties.size() + 64;
    for (String party : parties) {
      inboxes.put(party, new ArrayBlockingQueue<>(room));
    }
  }

  /** The end of {@code party}, whose thread alone may use it. */
  Transport end(String party) {
    return new End(party);
  }

  private final class End implements Transport {
    private final String self;
    private final Set<String> peers;
    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

    End(String self) {
      this.self = self;
      this.peers = new HashSet<>(inboxes.keySet());
      peers.remove(self);
    }

    @Override
    public Set<String> peers() {
      return Set.copyOf(peers);
    }

    @Override
    public boolean send(String to, byte[] frame, long nanos) throws InterruptedException {
      long deadline = System.nanoTime() + (givenUp.contains(to) ? 0 : nanos);
      Arrival arrival = new Arrival.Delivery(self, frame.clone());
      // In short steps, since nobody wakes those who wait for room when the receiver closes.
      while (!closed.contains(to)) {
        long left = Math.min(deadline - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(20));
        if (inboxes.get(to).offer(arrival, left, TimeUnit.NANOSECONDS)) {
          return true;
        }
        if (left <= 0) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void giveUp(String peer) {
      givenUp.add(peer);
    }

    @Override
    public Arrival receive(long nanos) throws InterruptedException {
      return inboxes.get(self).poll(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
      if (!closed.add(self)) {
        return;
      }
      inboxes.get(self).clear();
      for (String peer : peers) {
        // A full inbox loses this; its owner then finds the party silent.
        inboxes.get(peer).offer(new Arrival.Closed(self));
      }
    }
  }
}
