package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.GeoFormatException;
import io.privnet.geo.JsonSource;
import io.privnet.geo.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.core.JsonToken;

/** The records of a JSON Lines file. */
final class JsonEntries implements AnnouncementReader.Entries {
  private static final double MOST_SECONDS = 1e15;

  private final JsonSource json;
  private final Scheme scheme;
  private AnnouncementReader.Entry first;

  /** What the record at hand has said so far. */
  private Optional<EpochStart> start;

  private Scheme named;
  private Optional<String> prefix;
  private int length;
  private int reporters;

  JsonEntries(InputStream in, String file) throws IOException {
    json = JsonSource.lines(in, file);
    readRecord();
    scheme = named;
    first = entry();
  }

  @Override
  public Scheme scheme() {
    return scheme;
  }

  @Override
  public AnnouncementReader.Entry next() throws IOException {
    if (first != null) {
      AnnouncementReader.Entry entry = first;
      first = null;
      return entry;
    }
    return readRecord() ? entry() : null;
  }

  private boolean readRecord() throws IOException {
    JsonToken token = json.next();
    if (token == null) {
      return false;
    }
    if (token != JsonToken.START_OBJECT) {
      throw json.error("an announcement has a JSON object on each line");
    }
    start = Optional.empty();
    named = null;
    prefix = null;
    length = -1;
    reporters = -1;
    while (json.next() == JsonToken.PROPERTY_NAME) {
      String key = json.text();
      json.next();
      boolean none = json.current() == JsonToken.VALUE_NULL;
      switch (key) {
        case "epoch_start_s" -> start = Optional.of(startSeconds());
        case "epoch_start" -> start = Optional.of(startTime());
        case "scheme" -> named = readScheme();
        case "prefix" -> prefix = none ? Optional.empty() : Optional.of(json.string("prefix"));
        case "length_bits" -> length = none ? 0 : wholeNumber("length_bits");
        case "reporters" -> reporters = wholeNumber("reporters");
        default ->
            throw json.error(
                "a key that is none of epoch_start_s, epoch_start, scheme, prefix, length_bits and"
                    + " reporters");
      }
    }
    return true;
  }

  private AnnouncementReader.Entry entry() throws GeoFormatException {
    if (named == null || prefix == null || reporters < 0) {
      throw json.error("a record of an announcement has scheme, prefix and reporters");
    }
    if (named != scheme) {
      throw json.error("announcements of two schemes: " + scheme + " and " + named);
    }
    if (prefix.isEmpty()) {
      if (reporters > 0) {
        throw json.error("reporters without a prefix");
      }
      return new AnnouncementReader.Entry(start, null, json.line());
    }
    Code code;
    try {
      code = CodeFormat.BITS.parse(scheme, prefix.get());
    } catch (IllegalArgumentException e) {
      throw json.error("not a prefix: " + e.getMessage());
    }
    if (length >= 0 && length != code.length()) {
      throw json.error("length_bits is not the length of the prefix");
    }
    return new AnnouncementReader.Entry(
        start, new AnnouncementReader.Prefix(code.bits(), code.length(), reporters), json.line());
  }

  private EpochStart startSeconds() throws IOException {
    double seconds = json.number("epoch_start_s");
    if (!(Math.abs(seconds) < MOST_SECONDS)) {
      throw json.error("epoch_start_s is out of range");
    }
    return new EpochStart(Math.round(seconds * 1000), false);
  }

  private EpochStart startTime() throws IOException {
    String text = json.string("epoch_start");
    try {
      EpochStart read = EpochStart.parse(text);
      if (read.since1970()) {
        return read;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the message.
    }
    throw json.error("epoch_start has to be a time such as 2026-11-22T10:00:00Z");
  }

  private Scheme readScheme() throws IOException {
    try {
      return Scheme.of(json.string("scheme"));
    } catch (IllegalArgumentException e) {
      throw json.error(e.getMessage());
    }
  }

  private int wholeNumber(String key) throws IOException {
    double number = json.number(key);
    if (number != Math.rint(number) || number < 0 || number > Integer.MAX_VALUE) {
      throw json.error(key + " has to be a whole number from 0 on");
    }
    return (int) number;
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
