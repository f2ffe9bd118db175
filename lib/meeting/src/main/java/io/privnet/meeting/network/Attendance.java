package io.privnet.meeting.network;

import io.privnet.meeting.identity.Fingerprint;
import java.net.InetSocketAddress;

/**
 * Is told who comes to a hosted meeting, while the host waits for all. Called by several threads,
 * one at a time; must return at once.
 */
@FunctionalInterface
public interface Attendance {
  /** Tells nobody. */
  Attendance NONE = event -> {};

  /** Something happened. */
  void happened(Event event);

  /** What happens at the door. */
  sealed interface Event {
    /**
     * A party was let in.
     *
     * @param name what it is called
     * @param key the party's
     * @param checkWords words that it is shown, too, when nobody sits between it and the host
     * @param present number of parties that have joined so far, the host and dummies not counted
     */
    record Joined(String name, Fingerprint key, String checkWords, int present) implements Event {}

    /**
     * Somebody was not let in.
     *
     * @param from where it calls from
     * @param key that it has proved to have
     * @param reason which it was told
     */
    record Refused(InetSocketAddress from, Fingerprint key, String reason) implements Event {}

    /**
     * A party has gone before all were there; its place is free again.
     *
     * @param present number of those left
     */
    record Left(String name, int present) implements Event {}
  }
}
