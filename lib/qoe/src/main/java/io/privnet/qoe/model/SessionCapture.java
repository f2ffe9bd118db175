package io.privnet.qoe.model;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Makes packets of a simulated session and captures them at the user, at the instrument, or both.
 *
 * <p>The user is 10.0.0.2, the instrument 10.0.0.1, control its TCP port 6300; b_in and b_out count
 * TCP and UDP payload, an RTP header included. A share 1 − ψf of the frames to the instrument, and
 * 1 − ψr of those to the user, acknowledgments too, is lost at random; TCP sends again. The other
 * direction shares the bottleneck, whose rate counts payload. The three segments that open the
 * connection are never lost. Frames are cut to {@value PcapFile#SNAPLEN} bytes; payload is zeros.
 * The same scenario and seed make the same bytes.
 */
public final class SessionCapture implements Simulation.StepSink {
  /** How the picture travels. */
  public enum Media {
    /** As RTP over UDP from port 5004 to 5004, clock 90 kHz, time stamped when sent. */
    RTP,
    /**
     * As the other direction of the control connection. Δb_out is then what the instrument first
     * transmits; what it repeats comes on top, so that all it sends is min(b_out, b_hop).
     */
    TCP
  }

  /** When every session begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final long START_NANOS = START.getEpochSecond() * 1_000_000_000L;
  private static final double MAX_PAYLOAD = 4e9;
  private static final int LEAST_CONTROL = 32;
  private static final int MEDIA_PACKET = 1200;
  private static final int RTP_HEADER = 12;
  private static final int RTP_CLOCK = 90_000;

  private final Scenario scenario;
  private final Media media;
  private final PcapFile atUser;
  private final PcapFile atInstrument;
  private final Random chance;
  private final long delay;
  private final double hop;

  private final TcpEnd user = new TcpEnd();
  private final TcpEnd instrument = new TcpEnd();
  private final int[] initialSequence = new int[2];
  private final int[] identification = new int[2];
  private final int source;
  private final int firstTimestamp;
  private int rtpSequence;
  private boolean open;

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long scheduled;
  private long now;
  private long hopFree;
  private double controlDue;
  private double mediaDue;
  private double payload;

  private interface Happening {
    void happen() throws IOException;
  }

  private record Event(long nanos, long order, Happening what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return nanos != other.nanos
          ? Long.compare(nanos, other.nanos)
          : Long.compare(order, other.order);
    }
  }

  /**
   * Begins the captures.
   *
   * @param atUser where to write what the user's side sees, or null
   * @param atInstrument where to write what the instrument's side sees, or null
   * @param seed of what is lost and of the numbers that hosts choose
   */
  public SessionCapture(
      Scenario scenario, Media media, OutputStream atUser, OutputStream atInstrument, long seed)
      throws IOException {
    this.scenario = scenario;
    this.media = media;
    this.atUser = atUser == null ? null : new PcapFile(atUser);
    this.atInstrument = atInstrument == null ? null : new PcapFile(atInstrument);
    chance = new Random(seed);
    delay = scenario.delay().toNanos();
    hop = scenario.model().bottleneckBps();
    initialSequence[0] = chance.nextInt();
    initialSequence[1] = chance.nextInt();
    source = chance.nextInt();
    firstTimestamp = chance.nextInt();
    rtpSequence = chance.nextInt(1 << 16);
    at(0, this::connect);
  }

  /** The roles of the session's hosts, as the commands that read captures take them. */
  public static String user() {
    return Host.USER.address();
  }

  /** As {@link #user}, with the port of control. */
  public static String instrument() {
    return Host.INSTRUMENT.address() + ":" + Host.INSTRUMENT.port();
  }

  /**
   * Captures what happens in a step.
   *
   * @throws IllegalArgumentException when the session's packets have come to hold more than 4 GB
   */
  @Override
  public void take(Step step) throws IOException {
    long start = nanos(step.startSeconds());
    long end = nanos(step.endSeconds());
    controlDue += step.inBps() * step.seconds() / 8;
    payload += (step.inBps() + step.outBps()) * step.seconds() / 8;
    if (payload > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "the packets of this session hold more than 4 GB; bound its rates with a hop, or make it"
              + " shorter");
    }
    if (controlDue >= LEAST_CONTROL) {
      long bytes = (long) controlDue;
      controlDue -= bytes;
      at((start + end) / 2, () -> write(Host.USER, bytes));
    }
    double rate =
        media == Media.RTP ? step.outBps() : step.quality().reverse() * step.departingBps();
    double before = mediaDue;
    mediaDue += rate * step.seconds() / 8;
    int packets = (int) (mediaDue / MEDIA_PACKET);
    for (int i = 1; i <= packets; i++) {
      double share = (i * (double) MEDIA_PACKET - before) / (mediaDue - before);
      at(
          start + (long) ((end - start) * share),
          media == Media.RTP ? this::sendRtp : () -> write(Host.INSTRUMENT, MEDIA_PACKET));
    }
    mediaDue -= (double) packets * MEDIA_PACKET;
    while (!events.isEmpty() && events.peek().nanos < end) {
      Event event = events.poll();
      now = event.nanos;
      event.what.happen();
    }
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }

  private void at(long nanos, Happening what) {
    events.add(new Event(Math.max(nanos, now), scheduled++, what));
  }

  // --- TCP

  private TcpEnd end(Host host) {
    return host == Host.USER ? user : instrument;
  }

  private int sequence(Host host, long position) {
    return initialSequence[host.ordinal()] + 1 + (int) position;
  }

  private void connect() throws IOException {
    int first = initialSequence[Host.USER.ordinal()];
    int answer = initialSequence[Host.INSTRUMENT.ordinal()];
    transmit(
        Host.USER,
        Host.USER.opening(identification(Host.USER), first, null),
        true,
        () ->
            transmit(
                Host.INSTRUMENT,
                Host.INSTRUMENT.opening(identification(Host.INSTRUMENT), answer, first + 1),
                true,
                () -> {
                  acknowledge(Host.USER, true);
                  open = true;
                  pump(Host.USER);
                  pump(Host.INSTRUMENT);
                }));
  }

  private void write(Host host, long bytes) throws IOException {
    end(host).write(bytes);
    pump(host);
  }

  private void pump(Host host) throws IOException {
    if (!open) {
      return;
    }
    for (TcpEnd.Segment s = end(host).nextToSend(now); s != null; s = end(host).nextToSend(now)) {
      send(host, s);
    }
  }

  private void send(Host host, TcpEnd.Segment segment) throws IOException {
    TcpEnd.Report report = new TcpEnd.Report(end(host).report().next(), List.of());
    Host.Frame frame = frame(host, segment.start, report, segment.length);
    transmit(
        host,
        frame,
        false,
        () -> {
          end(host.peer()).receive(segment.start, segment.length);
          reported(host.peer(), report);
          acknowledge(host.peer(), false);
        });
    watch(host);
  }

  private void acknowledge(Host host, boolean always) throws IOException {
    TcpEnd.Report report = end(host).report();
    transmit(
        host,
        frame(host, end(host).next(), report, 0),
        always,
        () -> reported(host.peer(), report));
  }

  private void reported(Host host, TcpEnd.Report report) throws IOException {
    for (TcpEnd.Segment lost : end(host).acknowledge(report, now)) {
      send(host, lost);
    }
    watch(host);
    pump(host);
  }

  private Host.Frame frame(Host host, long position, TcpEnd.Report report, int payload) {
    List<Host.Block> blocks =
        report.ahead().stream()
            .map(
                r -> new Host.Block(sequence(host.peer(), r.from()), sequence(host.peer(), r.to())))
            .toList();
    return host.segment(
        identification(host),
        sequence(host, position),
        sequence(host.peer(), report.next()),
        blocks,
        payload);
  }

  /** Sees to it that a timer that runs out is looked at. */
  private void watch(Host host) {
    TcpEnd end = end(host);
    if (end.deadline() < end.watched()) {
      long deadline = end.deadline();
      end.watch(deadline);
      at(deadline, () -> lookAtTimer(host));
    }
  }

  private void lookAtTimer(Host host) throws IOException {
    TcpEnd end = end(host);
    end.watch(Long.MAX_VALUE);
    if (now >= end.deadline()) {
      TcpEnd.Segment segment = end.timedOut(now);
      if (segment != null) {
        send(host, segment);
      }
    }
    watch(host);
  }

  // --- RTP

  private void sendRtp() throws IOException {
    int timestamp = firstTimestamp + (int) (now * RTP_CLOCK / 1_000_000_000);
    Host.Frame frame =
        Host.INSTRUMENT.rtp(
            identification(Host.INSTRUMENT),
            rtpSequence++,
            timestamp,
            source,
            MEDIA_PACKET - RTP_HEADER);
    transmit(Host.INSTRUMENT, frame, false, () -> {});
  }

  // --- the network

  private int identification(Host host) {
    return identification[host.ordinal()]++;
  }

  private void transmit(Host from, Host.Frame frame, boolean always, Happening arrival)
      throws IOException {
    capture(from, frame);
    long leaves = now;
    double share;
    if (from == Host.USER) {
      share = scenario.qualityAt(now / 1e9).forward();
    } else {
      hopFree = Math.max(now, hopFree) + (long) (frame.payload() * 8e9 / hop);
      leaves = hopFree;
      share = scenario.qualityAt(leaves / 1e9).reverse();
    }
    if (always || chance.nextDouble() < share) {
      at(
          leaves + delay,
          () -> {
            capture(from.peer(), frame);
            arrival.happen();
          });
    }
  }

  private void capture(Host side, Host.Frame frame) throws IOException {
    PcapFile file = side == Host.USER ? atUser : atInstrument;
    if (file != null) {
      file.add(START_NANOS + now, frame.headers(), frame.length());
    }
  }
}
