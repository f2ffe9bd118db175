package io.privnet.geo.anonymity;

import io.privnet.geo.GeoFormatException;
import io.privnet.geo.Scheme;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads announcements one after another: the text that {@link AnnouncementWriter} writes, or JSON
 * Lines, a record for each prefix, or one without a prefix for an announcement that has none:
 *
 * <pre>{@code
 * {"epoch_start_s":60,"scheme":"zorder","prefix":"1101","length_bits":4,"reporters":7}
 * {"epoch_start_s":120,"scheme":"zorder","prefix":null,"length_bits":null,"reporters":0}
 * }</pre>
 *
 * <p>In JSON the world is the empty prefix. {@code epoch_start_s} is missing if there are no times,
 * and is {@code epoch_start}, ISO 8601 in UTC, if they count from 1970.
 *
 * <p>The prefixes of an announcement may stand in any order, the epochs ascend. Memory grows with
 * the longest announcement, 17 bytes a prefix.
 */
public final class AnnouncementReader implements Closeable {
  private final String file;
  private final Entries entries;

  /** The entry that has been read but belongs to no announcement yet; null after the last. */
  private Entry ahead;

  private Optional<EpochStart> start = Optional.empty();
  private Announcement announcement;

  /** Something that a file says: that an epoch begins, or that a prefix is announced in it. */
  record Entry(Optional<EpochStart> start, Prefix prefix, long line) {}

  /** An announced prefix. */
  record Prefix(long bits, int length, int reporters) {}

  /** What a file says, one entry after another. */
  sealed interface Entries extends Closeable permits TextEntries, JsonEntries {
    /** The scheme of all prefixes. */
    Scheme scheme();

    /** Returns the next entry, null after the last. */
    Entry next() throws IOException;
  }

  /**
   * Begins to read.
   *
   * @param file its name for messages
   * @throws GeoFormatException if it does not begin as an announcement does
   */
  public AnnouncementReader(InputStream in, String file) throws IOException {
    this.file = file;
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(1);
    int first = buffered.read();
    buffered.reset();
    entries = first == '{' ? new JsonEntries(buffered, file) : new TextEntries(buffered, file);
    ahead = entries.next();
  }

  /** The scheme of all announcements. */
  public Scheme scheme() {
    return entries.scheme();
  }

  /**
   * Moves to the next announcement; false after the last. There is always one.
   *
   * @throws GeoFormatException if what comes next is none
   */
  public boolean next() throws IOException {
    if (ahead == null && announcement != null) {
      return false;
    }
    Draft draft = new Draft(entries.scheme());
    Entry last = ahead;
    if (ahead != null) {
      begin(ahead);
      do {
        Prefix prefix = ahead.prefix;
        if (prefix != null) {
          draft.add(prefix.bits, prefix.length, prefix.reporters);
        }
        last = ahead;
        ahead = entries.next();
      } while (ahead != null && ahead.prefix != null && ahead.start.equals(start));
    }
    var twice = draft.sort();
    if (twice.isPresent()) {
      throw new GeoFormatException(
          file,
          last.line,
          "a prefix twice in one announcement",
          AnnouncementWriter.name(twice.get()));
    }
    announcement = draft.announcement();
    return true;
  }

  private void begin(Entry entry) throws GeoFormatException {
    if (announcement != null) {
      if (start.isEmpty() || entry.start.isEmpty()) {
        throw new GeoFormatException(
            file, entry.line, "several announcements, and not all say when their epoch begins");
      }
      EpochStart before = start.get();
      EpochStart now = entry.start.get();
      if (before.since1970() != now.since1970()) {
        throw new GeoFormatException(file, entry.line, "epochs of two clocks in one file");
      }
      if (before.millis() >= now.millis()) {
        throw new GeoFormatException(
            file, entry.line, "epoch " + now + " does not begin after " + before);
      }
    }
    start = entry.start;
  }

  /**
   * Moves on to the announcement in force at a time: the last whose epoch does not begin after it.
   * False if the first begins later. An announcement without a time is in force always.
   *
   * @param millis on the clock of the announcements, never less than before
   * @throws GeoFormatException if one on the way is none
   */
  public boolean moveTo(long millis) throws IOException {
    if (announcement == null) {
      next();
    }
    while (ahead != null && ahead.start.map(s -> s.millis() <= millis).orElse(true)) {
      next();
    }
    return start.isEmpty() || start.get().millis() <= millis;
  }

  /** Whether no announcement follows the one at hand. */
  public boolean isLast() {
    return ahead == null;
  }

  /** When the epoch of the announcement at hand begins, if the file says so. */
  public Optional<EpochStart> start() {
    return start;
  }

  /** The announcement at hand. */
  public Announcement announcement() {
    return announcement;
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }
}
