package io.privnet.meeting.network;

import io.privnet.meeting.protocol.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Connections to peers, each an encrypted one of its own. Two threads serve each, one for what
 * comes and one for what goes, so that nobody who is slow to read or write holds up the others.
 *
 * <p>Of what a peer sends, at most {@value #ROOM} bytes and one frame are kept; then it is not read
 * until some of that has been received.
 */
final class Mesh implements Transport {
  private static final int ROOM = 2 * Transport.MAX_FRAME;
  private static final int FRAMES_OUT = 256;

  /** A short frame counts as this long, for what it takes besides its bytes. */
  private static final int LEAST = 256;

  private static final byte[] NO_MORE = new byte[0];

  /** How long to wait at the end for peers to take what was sent, and as long again to close. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  /** How long to wait for what was sent to go out to one that is not waited for. */
  private static final Duration HASTE = Duration.ofMillis(500);

  private record Incoming(Link link, Arrival arrival, int weight) {}

  private final Map<String, Link> links = new ConcurrentHashMap<>();
  private final LinkedBlockingDeque<Incoming> inbox = new LinkedBlockingDeque<>();
  private final Duration linger;
  private final Duration haste;
  private volatile boolean closing;

  Mesh() {
    this(LINGER, HASTE);
  }

  /**
   * @param linger how long to wait at the end for peers to take what was sent, and as long again to
   *     close
   * @param haste how long for what was sent to go out to those that have been given up
   */
  Mesh(Duration linger, Duration haste) {
    this.linger = linger;
    this.haste = haste;
  }

  /** Adds a peer; its connection is closed together with this. */
  void add(String name, SecureConnection connection) {
    add(name, connection, () -> {});
  }

  /**
   * Adds a peer; its connection is closed together with this.
   *
   * @param gone is called once, by a thread of the connection, when nothing more will come
   */
  void add(String name, SecureConnection connection, Runnable gone) {
    add(new Link(name, connection, gone, Optional.empty(), () -> false));
  }

  /**
   * Adds a peer that there is no connection to but by way of another.
   *
   * @param by who passes on what the two say to each other
   * @param altered whether it has passed on something else
   */
  void addRelayed(String name, SecureConnection connection, String by, BooleanSupplier altered) {
    add(new Link(name, connection, () -> {}, Optional.of(by), altered));
  }

  private void add(Link link) {
    if (links.putIfAbsent(link.name, link) != null) {
      throw new IllegalStateException("there is a connection to '" + link.name + "' already");
    }
    link.start();
    if (closing) {
      link.connection.cut();
    }
  }

  /** Forgets a peer and all that has come from it. */
  void remove(String name) {
    Link link = links.remove(name);
    if (link != null) {
      link.connection.cut();
    }
  }

  @Override
  public Set<String> peers() {
    return Set.copyOf(links.keySet());
  }

  @Override
  public Optional<String> relay(String peer) {
    return links.get(peer).relay;
  }

  @Override
  public boolean send(String to, byte[] frame, long nanos) throws InterruptedException {
    Link link = links.get(to);
    long longest = link.givenUp ? 0 : nanos;
    return link.closed || link.outgoing.offer(frame.clone(), longest, TimeUnit.NANOSECONDS);
  }

  @Override
  public void giveUp(String peer) {
    links.get(peer).givenUp = true;
  }

  /** Those that are not waited for any more. */
  Set<String> givenUp() {
    return links.values().stream()
        .filter(link -> link.givenUp)
        .map(link -> link.name)
        .collect(Collectors.toSet());
  }

  @Override
  public Arrival receive(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (true) {
      Incoming next = inbox.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return null;
      }
      next.link.room.release(next.weight);
      if (links.get(next.link.name) == next.link) {
        return next.arrival;
      }
    }
  }

  /**
   * Waits until there is something to receive, which stays there.
   *
   * @return what will be received next; null when nothing came
   */
  Arrival peek(Duration longest) throws InterruptedException {
    Incoming next = inbox.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
    if (next == null) {
      return null;
    }
    inbox.addFirst(next);
    return next.arrival;
  }

  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    List<Link> open = new ArrayList<>(links.values());
    for (Link link : open) {
      link.outgoing.offer(NO_MORE);
      // Nobody will receive what a reader may be waiting to hand over.
      link.room.release(ROOM);
    }
    long start = System.nanoTime();
    boolean interrupted = false;
    for (Link link : open) {
      Duration longest = link.givenUp ? haste : linger.multipliedBy(2);
      long left = start + longest.toNanos() - System.nanoTime();
      try {
        link.writer.join(Duration.ofNanos(Math.max(0, left)));
      } catch (InterruptedException e) {
        // What has been sent is still given its time: the others are to learn how this ended.
        interrupted = true;
      }
      if (link.writer.isAlive()) {
        link.connection.cut();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Link {
    final String name;
    final SecureConnection connection;
    final Runnable gone;
    final Optional<String> relay;
    final BooleanSupplier altered;
    final BlockingQueue<byte[]> outgoing = new ArrayBlockingQueue<>(FRAMES_OUT);
    final Semaphore room = new Semaphore(ROOM);
    final Thread reader = Thread.ofVirtual().unstarted(this::read);
    final Thread writer = Thread.ofVirtual().unstarted(this::write);
    volatile boolean closed;
    volatile boolean givenUp;

    Link(
        String name,
        SecureConnection connection,
        Runnable gone,
        Optional<String> relay,
        BooleanSupplier altered) {
      this.name = name;
      this.connection = connection;
      this.gone = gone;
      this.relay = relay;
      this.altered = altered;
    }

    void start() {
      reader.start();
      writer.start();
    }

    private void read() {
      try {
        byte[] frame = Transport.readFrame(connection.in());
        while (frame != null) {
          deliver(frame);
          if (frame.length < Transport.MIN_FRAME) {
            // Nothing more can be read, but the peer can still be told what is wrong.
            return;
          }
          frame = Transport.readFrame(connection.in());
        }
      } catch (IOException | InterruptedException e) {
        // A connection that fails is one that was cut, whatever the reason.
      }
      closed = true;
      writer.interrupt();
      inbox.add(new Incoming(this, end(), 0));
      gone.run();
    }

    private void deliver(byte[] frame) throws InterruptedException {
      if (!closing) {
        int weight = Math.max(LEAST, frame.length);
        room.acquire(weight);
        inbox.add(new Incoming(this, new Arrival.Delivery(name, frame), weight));
      }
    }

    private Arrival end() {
      return altered.getAsBoolean()
          ? new Arrival.Altered(name, relay.orElseThrow())
          : new Arrival.Closed(name);
    }

    private void write() {
      try {
        for (byte[] frame = outgoing.take(); frame != NO_MORE; frame = outgoing.take()) {
          connection.out().write(frame);
        }
        if (givenUp) {
          connection.endOutput();
          connection.cut();
        } else {
          connection.closeWithin(linger);
        }
      } catch (IOException | InterruptedException e) {
        connection.cut();
      }
    }
  }
}
