package io.privnet.geo;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON document read token by token, in bounded memory: nesting, names, strings and numbers have
 * limits. Whatever is wrong with it becomes a {@link GeoFormatException} with file and line.
 */
public final class JsonSource implements Closeable {
  private static final int LONGEST_STRING = 1024;
  private static final int DEEPEST = 64;
  private static final int MOST_TOKENS = 10_000_000;

  private final JsonParser parser;
  private final String file;
  private IOException failure;

  /**
   * Begins to read a document that is to be kept in memory, so that its length is limited too.
   *
   * @param file its name for messages
   * @throws GeoFormatException if its encoding is unusable
   */
  public JsonSource(InputStream in, String file) throws IOException {
    this(in, file, MOST_TOKENS);
  }

  JsonSource(InputStream in, String file, long mostTokens) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_STRING)
                    .maxNameLength(LONGEST_STRING)
                    .maxTokenCount(mostTokens)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    this.file = file;
    try {
      this.parser = factory.createParser(ObjectReadContext.empty(), new Watched(in));
    } catch (JacksonException e) {
      // It has looked at the first bytes for the encoding.
      throw translated(e, 1);
    }
  }

  /**
   * Begins to read JSON Lines: documents one after another, as many as there are.
   *
   * @param file their name for messages
   * @throws GeoFormatException if their encoding is unusable
   */
  public static JsonSource lines(InputStream in, String file) throws IOException {
    return new JsonSource(in, file, Long.MAX_VALUE);
  }

  /** Moves to the next token; null after the last. */
  public JsonToken next() throws IOException {
    try {
      return parser.nextToken();
    } catch (JacksonException e) {
      throw translated(e, line());
    }
  }

  /** Moves to the next token, which has to be this one. */
  public void expect(JsonToken token, String problem) throws IOException {
    if (next() != token) {
      throw error(problem);
    }
  }

  /** Checks that nothing but white space follows. */
  public void expectEnd() throws IOException {
    if (next() != null) {
      throw error("more text after the end of the document");
    }
  }

  /** The token at hand. */
  public JsonToken current() {
    return parser.currentToken();
  }

  /** The string at hand. */
  public String string(String what) throws IOException {
    if (current() != JsonToken.VALUE_STRING) {
      throw error(what + " has to be a string");
    }
    return text();
  }

  /** The name or string at hand. */
  public String text() throws IOException {
    String text;
    try {
      text = parser.getString();
    } catch (JacksonException e) {
      throw translated(e, line());
    }
    // JSON can escape half of a character, which no output could show again.
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw error("half a character in a string: " + Excerpt.of(text));
    }
    return text;
  }

  /** The number at hand. */
  public double number(String what) throws IOException {
    if (current() == null || !current().isNumeric()) {
      throw error(what + " has to be a number");
    }
    try {
      return parser.getDoubleValue();
    } catch (JacksonException e) {
      throw translated(e, line());
    }
  }

  /** Reads a GeoJSON position (RFC 7946, 3.1.1) whose first number is at hand, to its end. */
  Position position() throws IOException {
    double longitude = number("a longitude");
    next();
    double latitude = number("a latitude");
    int values = 2;
    while (next() != JsonToken.END_ARRAY) {
      number("an altitude");
      if (++values > 4) {
        throw error("a position is longitude, latitude and perhaps an altitude");
      }
    }
    try {
      return new Position(latitude, longitude);
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
  }

  /** Passes over the value at hand. */
  public void skip() throws IOException {
    try {
      parser.skipChildren();
    } catch (JacksonException e) {
      throw translated(e, line());
    }
  }

  /** The line of the token at hand, from 1. */
  public int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  /** Returns what to throw when the token at hand is not usable. */
  public GeoFormatException error(String problem) {
    return errorAt(line(), problem);
  }

  /** Returns what to throw when something on a line is not usable. */
  public GeoFormatException errorAt(int line, String problem) {
    return new GeoFormatException(file, Math.max(1, line), problem);
  }

  private IOException translated(JacksonException e, int at) {
    if (failure != null) {
      return failure;
    }
    // What it says of the text comes first, then where else to look and how to programme around it.
    String problem = e.getOriginalMessage().replaceFirst(" \\(start marker.*|: enable `.*", "");
    int line = e.getLocation() == null ? at : e.getLocation().getLineNr();
    return errorAt(line, "not usable JSON: " + Excerpt.of(problem.lines().findFirst().orElse("")));
  }

  @Override
  public void close() throws IOException {
    try {
      parser.close();
    } catch (JacksonException e) {
      throw translated(e, line());
    }
  }

  /**
   * Remembers why the input could not be read. Jackson reports some unusable encodings in the same
   * way as that.
   */
  private final class Watched extends FilterInputStream {
    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      try {
        return super.read(bytes, from, count);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
