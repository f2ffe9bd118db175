package io.privnet.qoe.series;

import io.privnet.qoe.capture.Packet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A state for each directed flow of TCP or UDP packets: those with the same protocol, source
 * address and port, destination address and port. Bounded: a new flow beyond the capacity takes the
 * place of the one that was silent for longest. Makes no object for a packet of a known flow.
 *
 * @param <T> state of one flow, one direction
 */
public final class FlowTable<T> {
  private static final class Entry<T> {
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    long ports;
    T state;
    Entry<T> next;
    Entry<T> older;
    Entry<T> newer;

    boolean is(
        long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, long ports) {
      return this.ports == ports
          && this.sourceLow == sourceLow
          && this.destinationLow == destinationLow
          && this.sourceHigh == sourceHigh
          && this.destinationHigh == destinationHigh;
    }
  }

  private final int capacity;
  private final Supplier<? extends T> fresh;
  private final Entry<T>[] buckets;
  private Entry<T> newest;
  private Entry<T> oldest;
  private int size;
  private long forgotten;

  /**
   * @param capacity how many flows are known at once, at least 1
   * @param fresh makes the state of a flow not met before
   */
  public FlowTable(int capacity, Supplier<? extends T> fresh) {
    this.capacity = capacity;
    this.fresh = fresh;
    buckets = buckets(Integer.highestOneBit(Math.max(capacity, 8)));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type has no other way.
  private static <T> Entry<T>[] buckets(int count) {
    return new Entry[count];
  }

  /** State of the packet's flow, a fresh one when the flow is not known. */
  public T of(Packet packet) {
    long ports = ports(packet.protocol(), packet.sourcePort(), packet.destinationPort());
    Entry<T> entry =
        find(
            packet.sourceHigh(),
            packet.sourceLow(),
            packet.destinationHigh(),
            packet.destinationLow(),
            ports);
    if (entry == null) {
      entry = add(packet, ports);
    } else if (entry != newest) {
      unlink(entry);
      linkNewest(entry);
    }
    return entry.state;
  }

  /** State of the flow from the packet's destination to its source; null when it is not known. */
  public T opposite(Packet packet) {
    Entry<T> entry =
        find(
            packet.destinationHigh(),
            packet.destinationLow(),
            packet.sourceHigh(),
            packet.sourceLow(),
            ports(packet.protocol(), packet.destinationPort(), packet.sourcePort()));
    return entry == null ? null : entry.state;
  }

  /** Flows known now. */
  public int size() {
    return size;
  }

  /** How many flows had to make room for others. */
  public long forgotten() {
    return forgotten;
  }

  /** Goes through the states of all flows known now, those with the latest packets first. */
  public void forEach(Consumer<? super T> action) {
    for (Entry<T> entry = newest; entry != null; entry = entry.older) {
      action.accept(entry.state);
    }
  }

  private Entry<T> find(
      long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, long ports) {
    // Mostly it is one of the two directions of the connection that the last packet was of.
    Entry<T> entry = newest;
    if (entry != null) {
      if (entry.is(sourceHigh, sourceLow, destinationHigh, destinationLow, ports)) {
        return entry;
      }
      entry = entry.older;
      if (entry != null
          && entry.is(sourceHigh, sourceLow, destinationHigh, destinationLow, ports)) {
        return entry;
      }
    }
    entry = buckets[bucket(sourceHigh, sourceLow, destinationHigh, destinationLow, ports)];
    while (entry != null
        && !entry.is(sourceHigh, sourceLow, destinationHigh, destinationLow, ports)) {
      entry = entry.next;
    }
    return entry;
  }

  private Entry<T> add(Packet packet, long ports) {
    Entry<T> entry;
    if (size == capacity) {
      entry = oldest;
      unlink(entry);
      removeFromBucket(entry);
      forgotten++;
    } else {
      entry = new Entry<>();
      size++;
    }
    entry.sourceHigh = packet.sourceHigh();
    entry.sourceLow = packet.sourceLow();
    entry.destinationHigh = packet.destinationHigh();
    entry.destinationLow = packet.destinationLow();
    entry.ports = ports;
    entry.state = fresh.get();
    int bucket = bucketOf(entry);
    entry.next = buckets[bucket];
    buckets[bucket] = entry;
    linkNewest(entry);
    return entry;
  }

  private void removeFromBucket(Entry<T> entry) {
    int bucket = bucketOf(entry);
    if (buckets[bucket] == entry) {
      buckets[bucket] = entry.next;
      return;
    }
    Entry<T> before = buckets[bucket];
    while (before.next != entry) {
      before = before.next;
    }
    before.next = entry.next;
  }

  private void linkNewest(Entry<T> entry) {
    entry.older = newest;
    entry.newer = null;
    if (newest == null) {
      oldest = entry;
    } else {
      newest.newer = entry;
    }
    newest = entry;
  }

  private void unlink(Entry<T> entry) {
    if (entry.newer == null) {
      newest = entry.older;
    } else {
      entry.newer.older = entry.older;
    }
    if (entry.older == null) {
      oldest = entry.newer;
    } else {
      entry.older.newer = entry.newer;
    }
  }

  /** Ports that are not known are −1, so 16 bits would not tell them from 65535. */
  private static long ports(int protocol, int source, int destination) {
    return (long) protocol << 40 | (source + 1L) << 20 | destination + 1L;
  }

  private int bucketOf(Entry<T> entry) {
    return bucket(
        entry.sourceHigh,
        entry.sourceLow,
        entry.destinationHigh,
        entry.destinationLow,
        entry.ports);
  }

  private int bucket(
      long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, long ports) {
    // Fibonacci hashing, once per word, so that neighbouring addresses and ports spread.
    long hash = sourceHigh * 0x9e3779b97f4a7c15L;
    hash = (hash ^ sourceLow) * 0x9e3779b97f4a7c15L;
    hash = (hash ^ hash >>> 32 ^ destinationHigh) * 0x9e3779b97f4a7c15L;
    hash = (hash ^ destinationLow) * 0x9e3779b97f4a7c15L;
    hash = (hash ^ hash >>> 32 ^ ports) * 0x9e3779b97f4a7c15L;
    return (int) (hash >>> 40) & buckets.length - 1;
  }
}
