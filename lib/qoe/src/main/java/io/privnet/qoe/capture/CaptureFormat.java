package io.privnet.qoe.capture;

import java.util.Locale;

/** File formats of captures, by the names that Wireshark's tools give them. */
public enum CaptureFormat {
  /** pcap with microseconds. */
  PCAP,
  /** pcap with nanoseconds. */
  NSECPCAP,
  /** Kuznetzov's pcap with longer record headers. */
  MODPCAP,
  /** pcapng. */
  PCAPNG;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
