package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.GeoFormatException;
import io.privnet.geo.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a text file. Blank ones are passed over, and they may end in CRLF. */
final class TextEntries implements AnnouncementReader.Entries {
  private static final int LONGEST_LINE = 1024;
  private static final String SCHEME = "# scheme ";
  private static final String EPOCH = "# epoch ";

  private final InputStream in;
  private final String file;
  private final Scheme scheme;
  private final byte[] bytes = new byte[LONGEST_LINE];
  private long number;
  private String line;
  private Optional<EpochStart> start = Optional.empty();

  TextEntries(InputStream in, String file) throws IOException {
    this.in = in;
    this.file = file;
    if (!readLine()) {
      throw new GeoFormatException(file, 1, "no announcement: the input is empty");
    }
    if (!line.startsWith(SCHEME)) {
      throw error("an announcement begins with a line such as # scheme zorder");
    }
    try {
      scheme = Scheme.of(line.substring(SCHEME.length()));
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
  }

  @Override
  public Scheme scheme() {
    return scheme;
  }

  @Override
  public AnnouncementReader.Entry next() throws IOException {
    if (!readLine()) {
      return null;
    }
    if (line.startsWith(EPOCH)) {
      try {
        start = Optional.of(EpochStart.parse(line.substring(EPOCH.length())));
      } catch (IllegalArgumentException e) {
        throw error(e.getMessage());
      }
      return new AnnouncementReader.Entry(start, null, number);
    }
    int tab = line.indexOf('\t');
    if (tab < 0) {
      throw error("neither PREFIX, a tab and REPORTERS, nor # epoch START");
    }
    Code prefix = prefix(line.substring(0, tab));
    int reporters = reporters(line.substring(tab + 1));
    return new AnnouncementReader.Entry(
        start, new AnnouncementReader.Prefix(prefix.bits(), prefix.length(), reporters), number);
  }

  private Code prefix(String text) throws GeoFormatException {
    if (text.equals(AnnouncementWriter.WORLD)) {
      return Code.world(scheme);
    }
    if (text.isEmpty()) {
      throw error("a prefix is missing; that of the world is written world");
    }
    try {
      return CodeFormat.BITS.parse(scheme, text);
    } catch (IllegalArgumentException e) {
      throw error("not a prefix of 0 and 1");
    }
  }

  private int reporters(String text) throws GeoFormatException {
    try {
      int reporters = Integer.parseInt(text);
      if (reporters >= 0 && Character.isDigit(text.charAt(0))) {
        return reporters;
      }
    } catch (NumberFormatException e) {
      // Falls through to the message.
    }
    throw error("not a number of reporters");
  }

  /** Moves to the next line that is not blank; false after the last. */
  private boolean readLine() throws IOException {
    int read;
    do {
      number++;
      int length = 0;
      while ((read = in.read()) >= 0 && read != '\n') {
        if (length == LONGEST_LINE) {
          line = new String(bytes, StandardCharsets.UTF_8);
          throw error("a line of more than " + LONGEST_LINE + " bytes begins here");
        }
        bytes[length++] = (byte) read;
      }
      if (length > 0 && bytes[length - 1] == '\r') {
        length--;
      }
      if (length > 0) {
        line = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return true;
      }
    } while (read >= 0);
    return false;
  }

  private GeoFormatException error(String problem) {
    return new GeoFormatException(file, number, problem, line);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
