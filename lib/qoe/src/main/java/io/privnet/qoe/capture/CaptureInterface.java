package io.privnet.qoe.capture;

/** An interface that captured packets, as the capture describes it, and what was read of it. */
public final class CaptureInterface {
  /** What {@link #received} and {@link #dropped} are when the capture does not say. */
  public static final long UNKNOWN = -1;

  private static final int STATISTIC_RECEIVED = 4;
  private static final int STATISTIC_DROPPED = 5;
  private static final int STATISTIC_DROPPED_BY_SYSTEM = 7;

  final int linkType;
  final long snapLength;
  final Clock clock;
  long packets;
  private final String name;
  private long received = UNKNOWN;
  private long droppedByInterface = UNKNOWN;
  private long droppedBySystem = UNKNOWN;

  CaptureInterface(String name, int linkType, long snapLength, Clock clock) {
    this.name = name;
    this.linkType = linkType;
    this.snapLength = snapLength;
    this.clock = clock;
  }

  /** The system's name for it, {@code eth0}; empty when not told, as in a pcap file. */
  public String name() {
    return name;
  }

  /** Link type (tcpdump.org/linktypes.html), −1 when its description is damaged. */
  public int linkType() {
    return linkType;
  }

  /** The most bytes that it captured of a packet; 0 for no limit. */
  public long snapLength() {
    return snapLength;
  }

  /** Packets read of it so far. */
  public long packets() {
    return packets;
  }

  /**
   * Packets that it received, by the last statistics block read of it, or {@link #UNKNOWN}. More
   * than were captured when a filter was set or packets were dropped.
   */
  public long received() {
    return received;
  }

  /**
   * Packets that it or the operating system dropped for lack of room, by the last statistics block
   * read of it, or {@link #UNKNOWN}.
   */
  public long dropped() {
    return droppedByInterface == UNKNOWN
        ? droppedBySystem
        : droppedByInterface + Math.max(droppedBySystem, 0);
  }

  void statistic(int option, long value) {
    if (value < 0) {
      return;
    }
    switch (option) {
      case STATISTIC_RECEIVED -> received = value;
      case STATISTIC_DROPPED -> droppedByInterface = value;
      case STATISTIC_DROPPED_BY_SYSTEM -> droppedBySystem = value;
      default -> {} // filters and their counts
    }
  }
}
