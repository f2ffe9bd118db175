package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.GeoFormatException;
import io.privnet.geo.Scheme;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the announcements that {@link AnnouncementWriter} writes, one after another. Blank lines
 * are passed over, lines may end in CRLF, and the prefixes of an announcement may stand in any
 * order. Memory grows with the longest announcement, 17 bytes a prefix.
 */
public final class AnnouncementReader implements Closeable {
  private static final int LONGEST_LINE = 1024;

  private final InputStream in;
  private final String file;
  private final byte[] buffer = new byte[LONGEST_LINE];
  private long number;
  private String line;
  private Scheme scheme;
  private Optional<EpochStart> start = Optional.empty();
  private Announcement announcement;
  private boolean ended;

  /**
   * Begins to read.
   *
   * @param file its name for messages
   * @throws GeoFormatException if it does not begin with a scheme
   */
  public AnnouncementReader(InputStream in, String file) throws IOException {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.file = file;
    findLine();
    if (line == null || !line.startsWith("# scheme ")) {
      throw error("an announcement begins with a line such as # scheme zorder");
    }
    try {
      scheme = Scheme.of(line.substring("# scheme ".length()));
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
    findLine();
  }

  /** The scheme of all announcements. */
  public Scheme scheme() {
    return scheme;
  }

  /** Moves to the next announcement; false after the last. There is always one. */
  public boolean next() throws IOException {
    if (ended) {
      return false;
    }
    if (line != null && line.startsWith("# epoch ")) {
      start = Optional.of(readStart(line.substring("# epoch ".length())));
      findLine();
    }
    readPrefixes();
    ended = line == null;
    return true;
  }

  /** When the epoch of the announcement at hand begins, if the file says so. */
  public Optional<EpochStart> start() {
    return start;
  }

  /** The announcement at hand. */
  public Announcement announcement() {
    return announcement;
  }

  private EpochStart readStart(String text) throws GeoFormatException {
    EpochStart read;
    try {
      read = EpochStart.parse(text);
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
    if (start.isPresent()) {
      if (start.get().since1970() != read.since1970()) {
        throw error("epochs of two clocks in one file");
      }
      if (start.get().millis() >= read.millis()) {
        throw error("an epoch that does not begin after the one before");
      }
    }
    return read;
  }

  private void readPrefixes() throws IOException {
    Draft draft = new Draft(scheme);
    while (line != null) {
      if (line.startsWith("# epoch ")) {
        if (start.isEmpty()) {
          throw error("an epoch after prefixes without one");
        }
        break;
      }
      int tab = line.indexOf('\t');
      if (tab < 0) {
        throw error("neither PREFIX, a tab and REPORTERS, nor # epoch START");
      }
      Code prefix = prefix(line.substring(0, tab));
      draft.add(prefix.bits(), prefix.length(), reporters(line.substring(tab + 1)));
      findLine();
    }
    Optional<Code> twice = draft.sort();
    if (twice.isPresent()) {
      throw new GeoFormatException(
          file, number, "a prefix twice in one announcement", AnnouncementWriter.name(twice.get()));
    }
    announcement = draft.announcement();
  }

  private Code prefix(String text) throws GeoFormatException {
    if (text.equals("world")) {
      return Code.world(scheme);
    }
    if (text.isEmpty()) {
      throw error("a prefix is missing; the world is written world");
    }
    try {
      return CodeFormat.BITS.parse(scheme, text);
    } catch (IllegalArgumentException e) {
      throw error("not a prefix: " + e.getMessage());
    }
  }

  private int reporters(String text) throws GeoFormatException {
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
      throw error("not a number of reporters");
    }
    return Integer.parseInt(text);
  }

  /** Moves to the next line that is not blank; null after the last. */
  private void findLine() throws IOException {
    do {
      readLine();
    } while (line != null && line.isEmpty());
  }

  private void readLine() throws IOException {
    int length = 0;
    number++;
    int read;
    while ((read = in.read()) >= 0 && read != '\n') {
      if (length == LONGEST_LINE) {
        line = new String(buffer, 0, 100, StandardCharsets.UTF_8);
        throw error("a line of more than " + LONGEST_LINE + " bytes begins here");
      }
      buffer[length++] = (byte) read;
    }
    if (read < 0 && length == 0) {
      line = null;
      return;
    }
    if (length > 0 && buffer[length - 1] == '\r') {
      length--;
    }
    line = new String(buffer, 0, length, StandardCharsets.UTF_8);
  }

  private GeoFormatException error(String problem) {
    return line == null
        ? new GeoFormatException(file, number, problem)
        : new GeoFormatException(file, number, problem, line);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
