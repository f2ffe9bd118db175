package io.privnet.meeting.network;

import io.privnet.meeting.identity.PublicKey;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Named values as text: {@code application/x-www-form-urlencoded} (WHATWG URL, 5) of UTF-8. A name
 * may have several values. Every value is read exactly once and none is left over. Messages of
 * exceptions tell names, never values, some of which are secret.
 */
final class Form {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, List<String>> unread = new HashMap<>();

  /** An empty form to be filled in. */
  Form() {}

  /**
   * Reads a form.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Form parse(byte[] text) {
    return parse(new String(text, StandardCharsets.ISO_8859_1));
  }

  /**
   * Reads a form.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Form parse(String text) {
    Form form = new Form();
    if (text.isEmpty()) {
      return form;
    }
    for (String field : text.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("a field without a name or a value");
      }
      form.unread
          .computeIfAbsent(decode(field.substring(0, equals)), name -> new ArrayList<>())
          .add(decode(field.substring(equals + 1)));
    }
    return form;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a field with a damaged % escape");
    }
  }

  Form with(String name, Object value) {
    if (!text.isEmpty()) {
      text.append('&');
    }
    text.append(name)
        .append('=')
        .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    return this;
  }

  Form with(String name, Optional<?> value) {
    value.ifPresent(present -> with(name, present));
    return this;
  }

  /** {@code 1} when it holds; otherwise the field is left out. */
  Form withFlag(String name, boolean value) {
    return value ? with(name, 1) : this;
  }

  List<String> texts(String name) {
    List<String> values = unread.remove(name);
    return values == null ? List.of() : values;
  }

  Optional<String> optionalText(String name) {
    List<String> values = texts(name);
    if (values.size() > 1) {
      throw new IllegalArgumentException("'" + name + "' is there twice");
    }
    return values.stream().findFirst();
  }

  String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is missing"));
  }

  int number(String name, int least, int most) {
    try {
      int value = Integer.parseInt(text(name));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "'" + name + "' is not a whole number from " + least + " to " + most);
  }

  boolean flag(String name) {
    Optional<String> value = optionalText(name);
    if (value.isPresent() && !value.get().equals("1")) {
      throw new IllegalArgumentException("'" + name + "' is something else than 1");
    }
    return value.isPresent();
  }

  Instant time(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + name + "' is not a time of ISO 8601 in UTC", e);
    }
  }

  /** A public key in base64url, 43 characters. */
  static String text(PublicKey key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.encoded());
  }

  /**
   * Reads what {@link #text(PublicKey)} writes.
   *
   * @throws IllegalArgumentException when it is no key
   */
  static PublicKey key(String text) {
    return new PublicKey(Base64.getUrlDecoder().decode(text));
  }

  /**
   * Has everything been read?
   *
   * @throws IllegalArgumentException when something is left
   */
  void end() {
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException(
          "an unknown field '" + unread.keySet().iterator().next() + "'");
    }
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** What has been filled in. */
  @Override
  public String toString() {
    return text.toString();
  }
}
