package io.privnet.meeting.protocol;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The fields of a message's content as received: text, whole numbers, truth values, bytes in Base64
 * and lists of text. Every field is read exactly once and none is left over.
 */
final class Content {
  private final Map<String, Object> fields;
  private final Set<String> unread;

  Content(Map<String, Object> fields) {
    this.fields = fields;
    this.unread = new HashSet<>(fields.keySet());
  }

  private <T> T take(String name, Class<T> type, String what) throws Malformed {
    unread.remove(name);
    Object value = fields.get(name);
    if (!type.isInstance(value)) {
      throw new Malformed("the content has no " + what + " '" + name + "'");
    }
    return type.cast(value);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  String text(String name) throws Malformed {
    return take(name, String.class, "text");
  }

  Optional<String> optionalText(String name) throws Malformed {
    return fields.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
  }

  boolean flag(String name) throws Malformed {
    return take(name, Boolean.class, "truth value");
  }

  int number(String name, int least, int most) throws Malformed {
    int value = take(name, Integer.class, "whole number");
    if (value < least || value > most) {
      throw new Malformed("'" + name + "' is " + value + ", not between " + least + " and " + most);
    }
    return value;
  }

  OptionalInt optionalNumber(String name, int least, int most) throws Malformed {
    return fields.containsKey(name)
        ? OptionalInt.of(number(name, least, most))
        : OptionalInt.empty();
  }

  /** Text of nothing but 0 and 1. */
  String bits(String name) throws Malformed {
    String bits = text(name);
    if (bits.chars().anyMatch(c -> c != '0' && c != '1')) {
      throw new Malformed("'" + name + "' is not made of 0 and 1");
    }
    return bits;
  }

  List<String> texts(String name) throws Malformed {
    List<String> texts = new ArrayList<>();
    for (Object text : take(name, List.class, "list")) {
      texts.add((String) text);
    }
    return texts;
  }

  /** Whole numbers from 0 on, as text. */
  List<Integer> numbers(String name) throws Malformed {
    List<Integer> numbers = new ArrayList<>();
    for (String text : texts(name)) {
      try {
        numbers.add(Integer.parseUnsignedInt(text));
      } catch (NumberFormatException e) {
        throw new Malformed("'" + name + "' is not made of whole numbers");
      }
      if (numbers.getLast() < 0 || !Integer.toString(numbers.getLast()).equals(text)) {
        throw new Malformed("'" + name + "' is not made of whole numbers");
      }
    }
    return numbers;
  }

  /** Bytes as text in Base64 (RFC 4648, 4) in its only canonical form. */
  byte[] bytes(String name, int least, int most) throws Malformed {
    byte[] bytes = decoded(name, text(name));
    if (bytes.length < least || bytes.length > most) {
      throw new Malformed(
          "'" + name + "' has " + bytes.length + " bytes, not " + least + " to " + most);
    }
    return bytes;
  }

  /** A list of such. */
  List<byte[]> bytes(String name) throws Malformed {
    List<byte[]> list = new ArrayList<>();
    for (String text : texts(name)) {
      list.add(decoded(name, text));
    }
    return list;
  }

  private static byte[] decoded(String name, String text) throws Malformed {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new Malformed("'" + name + "' is not in Base64");
  }

  /** Text of at most so many characters, or none. */
  Optional<String> optionalText(String name, int most) throws Malformed {
    Optional<String> text = optionalText(name);
    if (text.isPresent() && text.get().length() > most) {
      throw new Malformed("'" + name + "' is longer than " + most + " characters");
    }
    return text;
  }

  /** 16 bytes in hexadecimal, lower case. */
  String nonce(String name) throws Malformed {
    String text = text(name);
    if (!text.matches("[0-9a-f]{32}")) {
      throw new Malformed("'" + name + "' is not 32 hexadecimal digits");
    }
    return text;
  }

  void end() throws Malformed {
    if (!unread.isEmpty()) {
      throw new Malformed("the content has an unknown field '" + unread.iterator().next() + "'");
    }
  }
}
