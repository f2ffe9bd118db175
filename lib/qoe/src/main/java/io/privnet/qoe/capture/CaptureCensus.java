package io.privnet.qoe.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reader met in a capture: how much it read, what it could not look into and why it stopped
 * early. Nothing is left out of a result without standing here. Complete when the reader has come
 * to the end; readable at any time before.
 */
public final class CaptureCensus {
  /** A kind of thing that was met, in words, and how often. */
  public record Count(String what, long count) {}

  private static final int LINK_TYPE = 1;
  private static final int ETHER_TYPE = 2;
  private static final int IP_PROTOCOL = 3;
  private static final int BLOCK_TYPE = 4;
  private static final int FAMILY = 5;
  private static final int TUNNEL = 6;

  /** Kinds beyond this many are counted together: a damaged file may show each number once. */
  private static final int MAX_KINDS = 1024;

  /** Of a joined capture, as many files' early ends are told one by one. */
  private static final int MAX_ENDINGS = 8;

  private String name;
  private String file;
  private final Map<Long, long[]> kinds = new HashMap<>();
  private long lastKind = -1;
  private long[] lastKindCount;
  private long otherKinds;
  private long packets;
  private long wireBytes;
  private long truncatedHeaders;
  private long malformedHeaders;
  private long malformedBlocks;
  private long orphanFragments;
  private long untimed;
  private String ending;
  private int endings;

  CaptureCensus(String name) {
    this.name = name;
  }

  /** Of a capture in several files, from now on this one is read. */
  void begin(String file) {
    this.file = file;
  }

  void joined(List<String> files) {
    name = files.getFirst() + (files.size() == 1 ? "" : " and " + (files.size() - 1) + " more");
  }

  /** The capture's name in messages: its path and how many more files, or standard input. */
  public String name() {
    return name;
  }

  /** Packets delivered so far. */
  public long packets() {
    return packets;
  }

  /** Sum of the packets' lengths on the wire, in bytes. */
  public long wireBytes() {
    return wireBytes;
  }

  /**
   * Why the capture, or a file of a joined one, ended before its end, with name and byte offset;
   * empty when it did not.
   */
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(ending);
  }

  /**
   * Packets that are counted by frame but whose headers did not all lead to a length and ports:
   * snapped off, malformed, or fragments whose first was not seen; and blocks that were damaged.
   * These make a result doubtful.
   */
  public List<Count> doubts() {
    List<Count> doubts = new ArrayList<>();
    add(doubts, "packets whose headers are cut off by the snapshot length", truncatedHeaders);
    add(doubts, "packets with malformed headers", malformedHeaders);
    add(doubts, "fragments whose first fragment was not seen", orphanFragments);
    add(doubts, "packets without a time (simple packet blocks)", untimed);
    add(doubts, "malformed blocks", malformedBlocks);
    kinds.forEach(
        (kind, count) -> {
          if (kindOf(kind) == LINK_TYPE || kindOf(kind) == FAMILY) {
            add(doubts, nameOf(kind), count[0]);
          }
        });
    return doubts;
  }

  /**
   * Packets of other protocols, tunnels, and blocks that hold no packets, by kind: no cause for
   * doubt.
   */
  public List<Count> passedOver() {
    List<Count> passed = new ArrayList<>();
    kinds.forEach(
        (kind, count) -> {
          if (kindOf(kind) != LINK_TYPE && kindOf(kind) != FAMILY) {
            add(passed, nameOf(kind), count[0]);
          }
        });
    passed.sort((a, b) -> Long.compare(b.count, a.count));
    add(passed, "of further kinds", otherKinds);
    return passed;
  }

  private static void add(List<Count> counts, String what, long count) {
    if (count > 0) {
      counts.add(new Count(what, count));
    }
  }

  void packet(long length, boolean timed) {
    packets++;
    wireBytes += length;
    if (!timed) {
      untimed++;
    }
  }

  void cut(long offset, String damage) {
    end(offset, "the capture is cut off in mid-record" + (damage == null ? "" : ": " + damage));
  }

  void damaged(long offset, String what) {
    end(offset, "cannot be read any further: " + what);
  }

  private void end(long offset, String why) {
    endings++;
    if (endings <= MAX_ENDINGS) {
      String text = file + ": byte " + offset + ": " + why;
      ending = ending == null ? text : ending + "; " + text;
    } else if (endings == MAX_ENDINGS + 1) {
      ending += "; and further files";
    }
  }

  void damagedOffset(long offset) {
    malformedBlocks++;
  }

  void malformedBlock() {
    malformedBlocks++;
  }

  void skippedBlock(int type) {
    count(BLOCK_TYPE, type);
  }

  void otherLinkType(int linkType) {
    count(LINK_TYPE, linkType);
  }

  void otherEtherType(int etherType) {
    count(ETHER_TYPE, etherType < 0x600 ? 0 : etherType);
  }

  void tunnel(int port) {
    count(TUNNEL, port);
  }

  void otherFamily(int family) {
    count(FAMILY, family);
  }

  void otherProtocol(int protocol) {
    count(IP_PROTOCOL, protocol);
  }

  void truncatedHeader() {
    truncatedHeaders++;
  }

  void malformedHeader() {
    malformedHeaders++;
  }

  void orphanFragment() {
    orphanFragments++;
  }

  private void count(int kind, int number) {
    long key = (long) kind << 32 | number & 0xffff_ffffL;
    if (key != lastKind) {
      long[] known = kinds.get(key);
      if (known == null) {
        if (kinds.size() == MAX_KINDS) {
          otherKinds++;
          return;
        }
        known = new long[1];
        kinds.put(key, known);
      }
      lastKind = key;
      lastKindCount = known;
    }
    lastKindCount[0]++;
  }

  private static int kindOf(long key) {
    return (int) (key >> 32);
  }

  private static String nameOf(long key) {
    int number = (int) key;
    return switch (kindOf(key)) {
      case LINK_TYPE ->
          "packets of link type " + LinkType.describe(number) + ", which is not looked into";
      case ETHER_TYPE ->
          switch (number) {
            case 0 -> "802.3 LLC frames";
            case 0x0806 -> "ARP frames";
            case 0x8035 -> "RARP frames";
            case 0x8847, 0x8848 -> "MPLS frames without IP";
            case 0x8863 -> "PPPoE discovery frames";
            case 0x8864 -> "PPPoE frames without IP";
            case 0x888e -> "802.1X frames";
            case 0x88cc -> "LLDP frames";
            case 0x88e5 -> "MACsec frames";
            case 0x88f7 -> "PTP frames";
            default ->
                "frames of ethertype 0x" + Integer.toHexString(0x10000 | number).substring(1);
          };
      case IP_PROTOCOL ->
          switch (number) {
            case 1 -> "ICMP packets";
            case 2 -> "IGMP packets";
            case 4 -> "IPv4-in-IP packets, which are not looked into";
            case 41 -> "IPv6-in-IP packets, which are not looked into";
            case 47 -> "GRE packets, which are not looked into";
            case 50 -> "ESP packets";
            case 58 -> "ICMPv6 packets";
            case 89 -> "OSPF packets";
            case 132 -> "SCTP packets";
            default -> "packets of IP protocol " + number;
          };
      case BLOCK_TYPE ->
          switch (number) {
            case 2, 3, 6 -> "oversized packet blocks";
            case 4 -> "name resolution blocks";
            case 5 -> "interface statistics blocks";
            case 9 -> "systemd journal blocks";
            case 10 -> "decryption secrets blocks";
            case 7 -> "IRIG timestamp blocks";
            case 8 -> "ARINC 429 blocks";
            case 0xbad -> "custom blocks";
            case 0x40000bad -> "custom blocks that are not to be copied";
            default -> "blocks of type 0x" + Integer.toHexString(number);
          };
      case TUNNEL -> "VXLAN packets, whose outer headers count";
      default -> "packets of loopback address family " + number;
    };
  }
}
