package io.privnet.meeting.protocol;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A message with who sends it to whom, as one JSON object with the reserved parameter names of KQML
 * (Finin et al. 1994), in this order: {@code performative, sender, receiver, reply-with} or {@code
 * in-reply-to, language, ontology, content}.
 *
 * <p>The invitation says {@code reply-with} and its own hash, the replies to it say {@code
 * in-reply-to} and that hash, and all later messages {@code in-reply-to} and the session's. So
 * these labels tell what the sender answers to and link nothing within a session. {@code sender} is
 * who sends this very message: of a bit that is passed on, the last hop.
 *
 * @param session the label
 */
record Envelope(String sender, String receiver, String session, Message message) {
  private static final String LANGUAGE = "json";
  private static final String ONTOLOGY = "privnet-meeting-1";

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** The JSON object in UTF-8, followed by {@code padding} spaces. */
  byte[] encode(int padding) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("performative", message.performative());
      json.writeStringProperty("sender", sender);
      json.writeStringProperty("receiver", receiver);
      json.writeStringProperty(sessionLabel(message), session);
      json.writeStringProperty("language", LANGUAGE);
      json.writeStringProperty("ontology", ONTOLOGY);
      json.writeName("content");
      writeContent(json, message);
      json.writeEndObject();
    }
    byte[] object = out.toByteArray();
    byte[] padded = Arrays.copyOf(object, object.length + padding);
    Arrays.fill(padded, object.length, padded.length, (byte) ' ');
    return padded;
  }

  /**
   * What {@code message} says and nothing else, always the same bytes: its content as {@link
   * #encode} writes it.
   */
  static byte[] content(Message message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      writeContent(json, message);
    }
    return out.toByteArray();
  }

  private static void writeContent(JsonGenerator json, Message message) {
    json.writeStartObject();
    message.fields().forEach((name, value) -> write(json, name, value));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Object value) {
    switch (value) {
      case String text -> json.writeStringProperty(name, text);
      case Integer number -> json.writeNumberProperty(name, number);
      case Boolean flag -> json.writeBooleanProperty(name, flag);
      case byte[] bytes ->
          json.writeStringProperty(name, Base64.getEncoder().encodeToString(bytes));
      case List<?> texts -> {
        json.writeArrayPropertyStart(name);
        texts.forEach(text -> json.writeString((String) text));
        json.writeEndArray();
      }
      default -> throw new IllegalStateException("no way to write " + value.getClass());
    }
  }

  private static String sessionLabel(Message message) {
    return message instanceof InvitationMessage.Invite ? "reply-with" : "in-reply-to";
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws Malformed when it is not one JSON object with exactly the parameters above
   */
  static Envelope parse(byte[] body) throws Malformed {
    Map<String, Object> parameters = readObject(body);
    Object performative = parameters.remove("performative");
    String sender = text(parameters, "sender");
    String receiver = text(parameters, "receiver");
    if (!LANGUAGE.equals(parameters.remove("language"))) {
      throw new Malformed("a message whose language is not " + LANGUAGE);
    }
    if (!ONTOLOGY.equals(parameters.remove("ontology"))) {
      throw new Malformed("a message whose ontology is not " + ONTOLOGY);
    }
    if (!(parameters.remove("content") instanceof Map<?, ?> content)) {
      throw new Malformed("a message without content");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    content.forEach((name, value) -> fields.put((String) name, value));
    Message message = Message.parse(fields);
    String session = text(parameters, sessionLabel(message));
    if (!parameters.isEmpty()) {
      throw new Malformed(
          "a message with an unknown parameter '" + parameters.keySet().iterator().next() + "'");
    }
    if (message instanceof InvitationMessage.Invite invite && !invite.id().equals(session)) {
      throw new Malformed("an invitation under a label that is not its hash");
    }
    if (!message.performative().equals(performative)) {
      throw new Malformed(
          "a message of kind '" + fields.get("kind") + "' with a wrong performative");
    }
    return new Envelope(sender, receiver, session, message);
  }

  private static String text(Map<String, Object> parameters, String name) throws Malformed {
    if (parameters.remove(name) instanceof String text) {
      return text;
    }
    throw new Malformed("a message without '" + name + "'");
  }

  private static Map<String, Object> readObject(byte[] body) throws Malformed {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed("not a JSON object");
      }
      Map<String, Object> object = members(json, true);
      if (json.nextToken() != null) {
        throw new Malformed("something follows the JSON object");
      }
      return object;
    } catch (JacksonException e) {
      throw new Malformed("not JSON: " + e.getOriginalMessage());
    }
  }

  private static Map<String, Object> members(JsonParser json, boolean outermost) throws Malformed {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      Object value =
          switch (json.nextToken()) {
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> json.getIntValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY -> texts(json);
            case START_OBJECT -> {
              if (!outermost) {
                throw new Malformed("an object inside the content");
              }
              yield members(json, false);
            }
            default -> throw new Malformed("'" + name + "' has a value of no known type");
          };
      members.put(name, value);
    }
    return members;
  }

  private static List<String> texts(JsonParser json) throws Malformed {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      texts.add(json.getString());
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw new Malformed("a list of something else than text");
    }
    return texts;
  }
}
