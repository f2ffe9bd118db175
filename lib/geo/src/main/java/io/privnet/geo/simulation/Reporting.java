package io.privnet.geo.simulation;

import io.privnet.geo.Code;
import io.privnet.geo.Histogram;
import io.privnet.geo.anonymity.Announcement;
import io.privnet.geo.anonymity.Announcer;
import java.util.Arrays;

/**
 * What vehicles report, epoch by epoch: their full positions, or the prefixes of an announcement
 * that is made anew in each epoch from the vehicles that are there, with hysteresis.
 */
final class Reporting {
  private final Scenario scenario;
  private final long[] lastBits;
  private final byte[] lastLength;
  private Announcement announcement;
  private long sent;

  /**
   * Begins before anything is reported.
   *
   * @param vehicles how many there are in all epochs; their numbers are below this
   */
  Reporting(Scenario scenario, int vehicles) {
    this.scenario = scenario;
    lastBits = new long[vehicles];
    lastLength = new byte[vehicles];
    Arrays.fill(lastLength, EpochReports.SILENT);
  }

  /** Returns what the vehicles of the next epoch have to report. */
  EpochReports reports(Snapshot snapshot) {
    long[] bits = new long[snapshot.size];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = scenario.scheme().bits(snapshot.latitude[i], snapshot.longitude[i]);
    }
    byte[] length = new byte[bits.length];
    if (!scenario.truncated()) {
      Arrays.fill(length, (byte) 64);
      return new EpochReports(snapshot, bits, length, 64);
    }
    announce(bits);
    for (int i = 0; i < bits.length; i++) {
      int rank = announcement.find(bits[i]);
      if (rank < 0) {
        length[i] = EpochReports.SILENT;
      } else {
        Code prefix = announcement.prefix(rank);
        bits[i] = prefix.bits();
        length[i] = (byte) prefix.length();
      }
    }
    return new EpochReports(snapshot, bits, length, announcement.shortest());
  }

  private void announce(long[] codes) {
    Announcer announcer =
        new Announcer(
            scenario.scheme(), Announcer.Algorithm.MERGE, scenario.k(), scenario.maxBits());
    Histogram vehicles = new Histogram(codes);
    announcement =
        announcement == null
            ? announcer.announce(vehicles)
            : announcer.announce(vehicles, announcement);
  }

  /** Sends those reports that differ from the vehicle's last one. */
  void send(EpochReports reports) {
    for (int i = 0; i < reports.size(); i++) {
      int number = reports.snapshot().number[i];
      if (!reports.isSilent(i)
          && (reports.length()[i] != lastLength[number] || reports.bits()[i] != lastBits[number])) {
        lastBits[number] = reports.bits()[i];
        lastLength[number] = reports.length()[i];
        sent++;
      }
    }
  }

  /** How many reports have been sent. */
  long sent() {
    return sent;
  }
}
