package io.privnet.geo;

import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of an XML document on their way to a parser. Refuses what must not get there:
 * bytes that are no text in the encoding, a document type, and a construct that the parser would
 * have to keep in memory beyond a limit.
 */
final class XmlText extends FilterReader {
  private static final int LONGEST = 1 << 20;
  private static final int DECLARATION = 200;
  private static final String DOCUMENT_TYPE = "<!DOCTYPE";
  private static final Pattern ENCODING =
      Pattern.compile("<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

  private int left = LONGEST;

  /** How many characters of {@link #DOCUMENT_TYPE} have been seen. */
  private int matched;

  /** Why no more can be read; null as long as it can. */
  private IOException failure;

  /** What cannot be read of the text. */
  static final class UnusableException extends IOException {
    private static final long serialVersionUID = 1;

    UnusableException(String problem) {
      super(problem);
    }
  }

  /**
   * Detects the encoding from the first bytes and the declaration; it is UTF-8 if they do not say.
   *
   * @throws UnusableException if the encoding is unknown
   */
  XmlText(InputStream in) throws IOException {
    super(decoded(new BufferedInputStream(in)));
  }

  private static Reader decoded(BufferedInputStream in) throws IOException {
    in.mark(DECLARATION);
    byte[] bytes = in.readNBytes(DECLARATION);
    in.reset();
    String start = new String(bytes, StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u00FE\u00FF")) {
      return reader(in, 2, StandardCharsets.UTF_16BE);
    }
    if (start.startsWith("\u00FF\u00FE")) {
      return reader(in, 2, StandardCharsets.UTF_16LE);
    }
    if (start.startsWith("\0<")) {
      return reader(in, 0, StandardCharsets.UTF_16BE);
    }
    if (start.startsWith("<\0")) {
      return reader(in, 0, StandardCharsets.UTF_16LE);
    }
    if (start.startsWith("\u00EF\u00BB\u00BF")) {
      return reader(in, 3, StandardCharsets.UTF_8);
    }
    Matcher encoding = ENCODING.matcher(start);
    if (!encoding.find()) {
      return reader(in, 0, StandardCharsets.UTF_8);
    }
    try {
      return reader(in, 0, Charset.forName(encoding.group(1)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new UnusableException("unknown encoding " + encoding.group(1));
    }
  }

  private static Reader reader(InputStream in, int mark, Charset charset) throws IOException {
    in.skipNBytes(mark);
    return new InputStreamReader(in, charset.newDecoder());
  }

  /** Lets the parser read on, after it has reported something. */
  void permit() {
    left = LONGEST;
  }

  /** Why no more could be read; null if it was for no such reason that the parser failed. */
  IOException failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] text, int from, int count) throws IOException {
    if (left <= 0) {
      throw refused("a tag or comment of more than " + LONGEST + " characters");
    }
    int read;
    try {
      read = super.read(text, from, count);
    } catch (CharacterCodingException e) {
      throw refused("not text in its encoding");
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    left -= Math.max(0, read);
    for (int at = from; at < from + read; at++) {
      char c = text[at];
      matched = c == DOCUMENT_TYPE.charAt(matched) ? matched + 1 : c == '<' ? 1 : 0;
      if (matched == DOCUMENT_TYPE.length()) {
        throw refused("a document type, which is not read");
      }
    }
    return read;
  }

  private IOException refused(String problem) {
    failure = new UnusableException(problem);
    return failure;
  }
}
