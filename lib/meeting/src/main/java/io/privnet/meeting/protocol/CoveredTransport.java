package io.privnet.meeting.protocol;

import io.privnet.meeting.identity.PublicKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One party's end of a network on which cells of one size go out at a constant rate to every peer,
 * whether there is anything to say or not (paper §2.4).
 *
 * <p><b>What it protects.</b> On encrypted connections whoever watches the network sees when a
 * negotiation begins and ends, and nothing of who says how much to whom in between.
 *
 * <p><b>What it does not.</b> A cell that is late, because the machine or the network is busy, is
 * seen to be; and the time it all takes depends on what is said.
 *
 * <p>A cell is a frame as others, so that any network carries it: {@value #CELL} bytes, number 0,
 * with zeros in place of the signature; in its body the length of what it carries (2 bytes,
 * big-endian), that many bytes, and zeros. What cells carry, one after another, are the frames.
 * Each of them has its own signature; a cell with nothing in it has none and needs none.
 */
final class CoveredTransport implements Transport {
  /** Length of a cell in bytes. */
  static final int CELL = 1024;

  private static final int ROOM = CELL - MIN_FRAME - Short.BYTES;

  private final Transport line;
  private final long period;
  private final Duration patience;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Map<String, ByteBuffer> incoming = new HashMap<>();
  private final Queue<Arrival> arrived = new ArrayDeque<>();
  private final Thread pace;
  private volatile boolean ending;
  private volatile long cells;

  /**
   * @param rate cells a second to each peer
   * @param patience how long a peer may take no cells
   */
  CoveredTransport(Transport line, int rate, Duration patience) {
    this.line = line;
    this.period = Duration.ofSeconds(1).toNanos() / rate;
    this.patience = patience;
    pace = Thread.ofVirtual().start(this::keepPace);
  }

  private void keepPace() {
    long next = System.nanoTime();
    while (!(ending && allSaid()) && !Thread.interrupted()) {
      try {
        for (String peer : line.peers()) {
          sendCell(peer, lane(peer));
        }
      } catch (InterruptedException e) {
        // Closed before all was said.
        return;
      }
      next += period;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  /** A peer that takes no cell misses it, and keeps no other waiting. */
  private void sendCell(String peer, Lane lane) throws InterruptedException {
    byte[] part = lane.parts.peek();
    if (line.send(peer, cell(part == null ? new byte[0] : part), 0)) {
      cells++;
      if (part != null) {
        lane.parts.remove();
      }
      lane.lastTaken = System.nanoTime();
      lane.blocked = false;
    } else if (System.nanoTime() - lane.lastTaken > patience.toNanos()) {
      lane.blocked = true;
    }
  }

  private boolean allSaid() {
    return line.peers().stream()
        .map(this::lane)
        .allMatch(lane -> lane.parts.isEmpty() || lane.blocked || lane.givenUp);
  }

  private Lane lane(String peer) {
    return lanes.computeIfAbsent(peer, name -> new Lane());
  }

  /** What goes to one peer. */
  private static final class Lane {
    final Queue<byte[]> parts = new ConcurrentLinkedQueue<>();
    long lastTaken = System.nanoTime();

    /** Whether no cell has been taken for longer than is permitted. */
    volatile boolean blocked;

    volatile boolean givenUp;
  }

  /** The cell that carries {@code part} of what is said, or nothing. */
  static byte[] cell(byte[] part) {
    return ByteBuffer.allocate(CELL)
        .putInt(CELL - Frame.HEADER - PublicKey.SIGNATURE)
        .putInt(0)
        .putShort((short) part.length)
        .put(part)
        .array();
  }

  /** Length of all cells sent so far, with something in them or not. */
  long bytes() {
    return CELL * cells;
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
  public boolean send(String to, byte[] frame, long nanos) {
    Lane lane = lane(to);
    for (int from = 0; from < frame.length; from += ROOM) {
      lane.parts.add(Arrays.copyOfRange(frame, from, Math.min(frame.length, from + ROOM)));
    }
    return !lane.blocked;
  }

  @Override
  public void giveUp(String peer) {
    lane(peer).givenUp = true;
    line.giveUp(peer);
  }

  @Override
  public Arrival receive(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (arrived.isEmpty()) {
      Arrival next = line.receive(Math.max(0, deadline - System.nanoTime()));
      switch (next) {
        case null -> {
          return null;
        }
        case Arrival.Delivery cell -> take(cell);
        default -> arrived.add(next);
      }
    }
    return arrived.remove();
  }

  /** What is no cell, or carries no frame, is passed on as it is, to be refused. */
  private void take(Arrival.Delivery cell) {
    ByteBuffer bytes = ByteBuffer.wrap(cell.frame());
    int length = bytes.capacity() == CELL ? bytes.getShort(Frame.HEADER) : -1;
    if (length < 0 || length > ROOM) {
      arrived.add(cell);
      return;
    }
    String from = cell.from();
    ByteBuffer before = incoming.getOrDefault(from, ByteBuffer.allocate(0));
    ByteBuffer all = room(before, length);
    all.put(bytes.array(), Frame.HEADER + Short.BYTES, length);
    incoming.put(from, all);
    cutFrames(from, all);
  }

  /** A buffer, written up to its position, with room for so much more. */
  private static ByteBuffer room(ByteBuffer before, int more) {
    if (before.remaining() >= more) {
      return before;
    }
    ByteBuffer larger = ByteBuffer.allocate(2 * (before.position() + more));
    return larger.put(before.flip());
  }

  private void cutFrames(String from, ByteBuffer all) {
    all.flip();
    while (all.remaining() >= Frame.HEADER) {
      long length = (long) MIN_FRAME + all.getInt(all.position());
      boolean possible = length >= MIN_FRAME && length <= MAX_FRAME;
      if (possible && length > all.remaining()) {
        break;
      }
      // Of an impossible length no end can be told.
      byte[] frame = new byte[possible ? (int) length : all.remaining()];
      all.get(frame);
      arrived.add(new Arrival.Delivery(from, frame));
    }
    all.compact();
  }

  /**
   * Ends the cells when all that was to be said has left, or its time is over; the network stays
   * open.
   */
  void finish() throws InterruptedException {
    ending = true;
    try {
      pace.join(patience);
    } finally {
      pace.interrupt();
    }
  }

  @Override
  public void close() {
    pace.interrupt();
    line.close();
  }
}
