package io.privnet.geo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How codes are written. Every text stands for exactly one code of its scheme. */
public enum CodeFormat {
  /** Zeros and ones, any length from 0 to 64. */
  BITS {
    @Override
    public int bitsPerDigit(Scheme scheme) {
      return 1;
    }

    @Override
    void write(long bits, int digits, Scheme scheme, byte[] to, int at) {
      for (int digit = 0; digit < digits; digit += 8) {
        EIGHT.set(to, at + digit, Long.expand(bits >>> 56, ONE_BIT_EACH) + EIGHT_ZEROS);
        bits <<= 8;
      }
    }
  },

  /** Hexadecimal digits, four bits each. */
  HEX {
    @Override
    public int bitsPerDigit(Scheme scheme) {
      return 4;
    }

    @Override
    void write(long bits, int digits, Scheme scheme, byte[] to, int at) {
      writeDigits(bits, digits, 4, HEXADECIMAL, to, at);
    }
  },

  /** The customary digits of the scheme: base 32 for geohash, quad digits for the others. */
  DIGITS {
    @Override
    public int bitsPerDigit(Scheme scheme) {
      return scheme.bitsPerDigit();
    }

    @Override
    void write(long bits, int digits, Scheme scheme, byte[] to, int at) {
      if (scheme == Scheme.GEOHASH) {
        writeDigits(bits, digits, 5, BASE32, to, at);
        return;
      }
      for (int digit = 0; digit < digits; digit += 8) {
        EIGHT.set(to, at + digit, Long.expand(bits >>> 48, TWO_BITS_EACH) + EIGHT_ZEROS);
        bits <<= 16;
      }
    }
  };

  /** {@link #write} may write up to this many bytes more than the digits it was asked for. */
  static final int SLACK = 7;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long EIGHT_ZEROS = 0x3030303030303030L;
  private static final long ONE_BIT_EACH = 0x0101010101010101L;
  private static final long TWO_BITS_EACH = 0x0303030303030303L;
  private static final byte[] HEXADECIMAL = ascii("0123456789abcdef");
  private static final byte[] BASE32 = ascii("0123456789bcdefghjkmnpqrstuvwxyz");
  private static final String QUAD = "0123";
  private static final String BINARY = "01";

  /** Returns the customary format of a scheme: digits for geohash and quadkey, else bits. */
  public static CodeFormat customary(Scheme scheme) {
    return scheme == Scheme.GEOHASH || scheme == Scheme.QUADKEY ? DIGITS : BITS;
  }

  /** How many bits a digit stands for. */
  public abstract int bitsPerDigit(Scheme scheme);

  /** Writes the digits of a left-aligned code; the array has {@link #SLACK} bytes to spare. */
  abstract void write(long bits, int digits, Scheme scheme, byte[] to, int at);

  /**
   * Returns how many digits a code of {@code length} bits has.
   *
   * @throws IllegalArgumentException if the length is not 0 to 64 or not a whole number of digits
   */
  public int digits(Scheme scheme, int length) {
    if (length < 0 || length > 64) {
      throw new IllegalArgumentException("a code has 0 to 64 bits, not " + length);
    }
    int each = bitsPerDigit(scheme);
    if (length % each != 0) {
      String kind = this == DIGITS ? scheme + " digits" : this + " digits";
      throw new IllegalArgumentException(
          length + " bits are not a whole number of " + kind + " of " + each + " bits each");
    }
    return length / each;
  }

  /**
   * Returns the text of a code.
   *
   * @throws IllegalArgumentException if its length is not a whole number of digits
   */
  public String text(Code code) {
    int digits = digits(code.scheme(), code.length());
    byte[] text = new byte[digits + SLACK];
    write(code.bits(), digits, code.scheme(), text, 0);
    return new String(text, 0, digits, StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns the code of a text; letters may be of either case.
   *
   * @throws IllegalArgumentException if a character is no digit of this format or there are too
   *     many
   */
  public Code parse(Scheme scheme, String text) {
    int each = bitsPerDigit(scheme);
    if (text.length() > 64 / each) {
      throw new IllegalArgumentException(
          "a code has at most " + 64 / each + " of these digits: " + Excerpt.of(text));
    }
    String alphabet = alphabet(scheme);
    long bits = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = alphabet.indexOf(Character.toLowerCase(text.charAt(i)));
      if (value < 0) {
        throw new IllegalArgumentException(
            "a code in this format has the digits " + alphabet + " only: " + Excerpt.of(text));
      }
      bits |= (long) value << (64 - each * (i + 1));
    }
    return new Code(scheme, bits, text.length() * each);
  }

  private String alphabet(Scheme scheme) {
    return switch (bitsPerDigit(scheme)) {
      case 1 -> BINARY;
      case 2 -> QUAD;
      case 4 -> new String(HEXADECIMAL, StandardCharsets.ISO_8859_1);
      default -> new String(BASE32, StandardCharsets.ISO_8859_1);
    };
  }

  private static void writeDigits(
      long bits, int digits, int each, byte[] alphabet, byte[] to, int at) {
    for (int digit = 0; digit < digits; digit++) {
      to[at + digit] = alphabet[(int) (bits >>> (64 - each))];
      bits <<= each;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
