package io.privnet.meeting.transcript;

import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.Kept;
import io.privnet.meeting.protocol.Signed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** How the entries of a transcript are written as lines of JSON, and what chains and seals them. */
final class Lines {
  static final String VERSION = "privnet-transcript-1";

  /** Longest line in bytes: the longest body there is, of which every byte may be escaped. */
  static final int MAX_LINE = 6 * (1 << 22) + (1 << 16);

  private static final byte[] SEAL_DOMAIN =
      "privnet-meeting-1 transcript\0".getBytes(StandardCharsets.US_ASCII);

  private static final int MAX_NAME = 255;
  private static final int MAX_REASON = 1000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_LINE).maxNestingDepth(2).build())
          .build();

  /**
   * A line as read.
   *
   * @param previous what it says the hash of the line before it is; null in an opening
   */
  record Line(Entry entry, byte[] previous) {}

  /** A line is not one of a transcript; the message says why. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  private Lines() {}

  static byte[] hash(byte[] line) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(line);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a seal signs: all lines before it, by way of the hash of the last of them. */
  static byte[] sealed(byte[] hash) {
    return ByteBuffer.allocate(SEAL_DOMAIN.length + hash.length).put(SEAL_DOMAIN).put(hash).array();
  }

  /**
   * The line, without its end.
   *
   * @param previous hash of the line before it; null for an opening
   */
  static byte[] write(Entry entry, byte[] previous) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("kind", kind(entry));
      if (previous != null) {
        json.writeStringProperty("previous", HexFormat.of().formatHex(previous));
      }
      fields(json, entry);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static String kind(Entry entry) {
    return switch (entry) {
      case Entry.Opening _ -> "opening";
      case Entry.Passed passed ->
          switch (passed.frame()) {
            case Kept.Open _ -> "signed";
            case Kept.Unsigned _ -> "said";
            case Kept.Withheld _ -> "withheld";
          };
      case Entry.Closing _ -> "closing";
      case Entry.Seal _ -> "seal";
    };
  }

  private static void fields(JsonGenerator json, Entry entry) {
    switch (entry) {
      case Entry.Opening opening -> {
        json.writeStringProperty("transcript", VERSION);
        json.writeStringProperty("name", opening.name());
        json.writeStringProperty("key", base64(opening.key().encoded()));
        json.writeStringProperty("fingerprint", opening.key().fingerprint().toString());
        json.writeStringProperty("time", opening.time().toString());
      }
      case Entry.Passed passed -> {
        json.writeBooleanProperty("sent", passed.frame().sent());
        json.writeStringProperty("peer", passed.frame().peer());
        switch (passed.frame()) {
          case Kept.Open open -> {
            json.writeNumberProperty("number", open.frame().number());
            body(json, open.frame().body());
            json.writeStringProperty("signature", base64(open.frame().signature()));
          }
          case Kept.Unsigned said -> body(json, said.body());
          case Kept.Withheld withheld -> json.writeNumberProperty("number", withheld.number());
        }
      }
      case Entry.Closing closing -> {
        json.writeStringProperty("time", closing.time().toString());
        closing.slot().ifPresent(slot -> json.writeNumberProperty("slot", slot));
        if (closing.failure().isPresent()) {
          json.writeStringProperty("failure", closing.failure().get());
          json.writeArrayPropertyStart("accused");
          closing.accused().forEach(json::writeString);
          json.writeEndArray();
        }
      }
      case Entry.Seal seal -> json.writeStringProperty("signature", base64(seal.signature()));
    }
  }

  /** A body is text unless a peer sent garbage, which is kept all the same. */
  private static void body(JsonGenerator json, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body)) {
      json.writeStringProperty("body", text);
    } else {
      json.writeStringProperty("body_base64", base64(body));
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Reads a line.
   *
   * @param keeper of the transcript; null before its opening
   */
  static Line read(byte[] line, String keeper) throws Unreadable {
    Fields fields = new Fields(object(line));
    String kind = fields.text("kind", MAX_NAME);
    byte[] previous = kind.equals("opening") ? null : fields.hash("previous");
    Entry entry =
        switch (kind) {
          case "opening" -> opening(fields);
          case "signed", "said", "withheld" -> new Entry.Passed(frame(kind, fields, keeper));
          case "closing" -> closing(fields);
          case "seal" -> new Entry.Seal(fields.bytes("signature", PublicKey.SIGNATURE));
          default -> throw new Unreadable("a line of unknown kind '" + kind + "'");
        };
    fields.end();
    return new Line(entry, previous);
  }

  private static Kept frame(String kind, Fields fields, String keeper) throws Unreadable {
    boolean sent = fields.flag("sent");
    String peer = fields.text("peer", MAX_NAME);
    return switch (kind) {
      case "said" -> new Kept.Unsigned(sent, peer, fields.body());
      case "withheld" -> new Kept.Withheld(sent, peer, fields.number("number"));
      default ->
          new Kept.Open(
              sent,
              peer,
              new Signed(
                  sent ? keeper : peer,
                  fields.number("number"),
                  fields.body(),
                  fields.bytes("signature", PublicKey.SIGNATURE)));
    };
  }

  private static Entry.Opening opening(Fields fields) throws Unreadable {
    String version = fields.text("transcript", MAX_NAME);
    if (!version.equals(VERSION)) {
      throw new Unreadable("a transcript of version '" + version + "', not " + VERSION);
    }
    String name = fields.text("name", MAX_NAME);
    PublicKey key;
    try {
      key = new PublicKey(fields.bytes("key", PublicKey.LENGTH));
    } catch (IllegalArgumentException e) {
      throw new Unreadable("'key' is no public key: " + e.getMessage());
    }
    if (!fields.text("fingerprint", MAX_NAME).equals(key.fingerprint().toString())) {
      throw new Unreadable("the fingerprint is not the key's");
    }
    return new Entry.Opening(name, key, fields.time());
  }

  private static Entry.Closing closing(Fields fields) throws Unreadable {
    Instant time = fields.time();
    OptionalInt slot =
        fields.has("slot") ? OptionalInt.of(fields.number("slot")) : OptionalInt.empty();
    if (!fields.has("failure")) {
      return new Entry.Closing(time, slot, Optional.empty(), List.of());
    }
    if (slot.isPresent()) {
      throw new Unreadable("both a slot and a failure");
    }
    return new Entry.Closing(
        time, slot, Optional.of(fields.text("failure", MAX_REASON)), fields.texts("accused"));
  }

  private static Map<String, Object> object(byte[] line) throws Unreadable {
    Map<String, Object> fields = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Unreadable("not a JSON object");
      }
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        Object value =
            switch (json.nextToken()) {
              case VALUE_STRING -> json.getString();
              case VALUE_NUMBER_INT -> json.getIntValue();
              case VALUE_TRUE -> true;
              case VALUE_FALSE -> false;
              case START_ARRAY -> texts(json);
              case null, default ->
                  throw new Unreadable("'" + name + "' has a value of no known type");
            };
        fields.put(name, value);
      }
      if (json.nextToken() != null) {
        throw new Unreadable("something follows the JSON object");
      }
      return fields;
    } catch (JacksonException e) {
      throw new Unreadable("not JSON: " + e.getOriginalMessage());
    }
  }

  private static List<String> texts(JsonParser json) throws Unreadable {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      texts.add(json.getString());
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw new Unreadable("a list of something else than text");
    }
    return texts;
  }

  /** The members of a line, each of which is read once. */
  private record Fields(Map<String, Object> left) {
    boolean has(String name) {
      return left.containsKey(name);
    }

    private <T> T take(String name, Class<T> type, String what) throws Unreadable {
      Object value = left.remove(name);
      if (!type.isInstance(value)) {
        throw new Unreadable("the line has no " + what + " '" + name + "'");
      }
      return type.cast(value);
    }

    String text(String name, int most) throws Unreadable {
      String text = take(name, String.class, "text");
      if (text.length() > most) {
        throw new Unreadable("'" + name + "' has more than " + most + " characters");
      }
      return text;
    }

    boolean flag(String name) throws Unreadable {
      return take(name, Boolean.class, "truth value");
    }

    int number(String name) throws Unreadable {
      int number = take(name, Integer.class, "whole number");
      if (number < 0) {
        throw new Unreadable("'" + name + "' is " + number + ", below 0");
      }
      return number;
    }

    List<String> texts(String name) throws Unreadable {
      List<String> texts = new ArrayList<>();
      for (Object text : take(name, List.class, "list")) {
        texts.add((String) text);
      }
      return texts;
    }

    byte[] bytes(String name, int length) throws Unreadable {
      byte[] bytes = base64(name, length * 2);
      if (bytes.length != length) {
        throw new Unreadable("'" + name + "' has " + bytes.length + " bytes, not " + length);
      }
      return bytes;
    }

    private byte[] base64(String name, int most) throws Unreadable {
      try {
        return Base64.getDecoder().decode(text(name, most));
      } catch (IllegalArgumentException e) {
        throw new Unreadable("'" + name + "' is not base64");
      }
    }

    byte[] hash(String name) throws Unreadable {
      String hex = text(name, 64);
      if (!hex.matches("[0-9a-f]{64}")) {
        throw new Unreadable("'" + name + "' is not 64 hexadecimal digits");
      }
      return HexFormat.of().parseHex(hex);
    }

    byte[] body() throws Unreadable {
      if (!has("body")) {
        return base64("body_base64", MAX_LINE);
      }
      try {
        ByteBuffer utf8 =
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text("body", MAX_LINE)));
        byte[] body = new byte[utf8.remaining()];
        utf8.get(body);
        return body;
      } catch (CharacterCodingException e) {
        throw new Unreadable("'body' is not text that UTF-8 has");
      }
    }

    Instant time() throws Unreadable {
      try {
        return Instant.parse(text("time", MAX_NAME));
      } catch (DateTimeException e) {
        throw new Unreadable("'time' is no time");
      }
    }

    void end() throws Unreadable {
      if (!left.isEmpty()) {
        throw new Unreadable(
            "the line has an unknown member '" + left.keySet().iterator().next() + "'");
      }
    }
  }
}
