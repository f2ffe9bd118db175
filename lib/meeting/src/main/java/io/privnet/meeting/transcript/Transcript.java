package io.privnet.meeting.transcript;

import io.privnet.meeting.protocol.Kept;
import io.privnet.meeting.transcript.Lines.Line;
import io.privnet.meeting.transcript.Lines.Unreadable;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one party kept of one negotiation, as read from a file.
 *
 * @param file what the file is called in messages
 * @param opening who kept it
 * @param frames what passed, in the order in which it was written down
 * @param closing how it ended; absent when the party was stopped before
 * @param faults what is wrong with the chain of lines or its seal; empty when nothing was altered
 *     since it was sealed
 */
public record Transcript(
    String file,
    Entry.Opening opening,
    List<Kept> frames,
    Optional<Entry.Closing> closing,
    List<String> faults) {
  /** Longest transcript that is read, in bytes. */
  private static final long MAX_LENGTH = 1L << 28;

  public Transcript {
    frames = List.copyOf(frames);
    faults = List.copyOf(faults);
  }

  /**
   * Reads a transcript.
   *
   * @param file what to call it in messages
   * @throws TranscriptException when a line is none of a transcript, or in no place for one
   * @throws IOException when it cannot be read
   */
  public static Transcript read(String file, InputStream in) throws IOException {
    return new Reader(file, new BufferedInputStream(in, 1 << 16)).read();
  }

  /** Goes through the lines of one file. */
  private static final class Reader {
    private final String file;
    private final InputStream in;
    private final List<Kept> frames = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private Entry.Opening opening;
    private Entry.Closing closing;
    private boolean sealed;
    private byte[] hash;
    private int number;
    private long length;

    Reader(String file, InputStream in) {
      this.file = file;
      this.in = in;
    }

    Transcript read() throws IOException {
      for (byte[] line = line(); line != null; line = line()) {
        number++;
        try {
          take(Lines.read(line, opening == null ? null : opening.name()));
        } catch (Unreadable e) {
          throw new TranscriptException(file, number, e.getMessage());
        }
        hash = Lines.hash(line);
      }
      if (opening == null) {
        throw new TranscriptException(file, 1, "an empty file is no transcript");
      }
      if (closing == null) {
        faults.add("the transcript breaks off: what ended it is missing");
      } else if (!sealed) {
        faults.add("the transcript has no seal: nobody vouches for it");
      }
      return new Transcript(file, opening, frames, Optional.ofNullable(closing), faults);
    }

    private void take(Line line) throws Unreadable {
      if (sealed) {
        throw new Unreadable("a line after the seal");
      }
      if (opening == null != line.entry() instanceof Entry.Opening) {
        throw new Unreadable(
            opening == null ? "a transcript starts with its opening" : "a second opening");
      }
      if (closing != null && !(line.entry() instanceof Entry.Seal)) {
        throw new Unreadable("a line between the closing and the seal");
      }
      if (opening != null && !Arrays.equals(line.previous(), hash)) {
        faults.add(
            "line "
                + number
                + " does not follow from the line before it: something was altered, added or"
                + " taken out there");
      }
      switch (line.entry()) {
        case Entry.Opening entry -> opening = entry;
        case Entry.Passed passed -> frames.add(passed.frame());
        case Entry.Closing entry -> closing = entry;
        case Entry.Seal seal -> {
          if (closing == null) {
            throw new Unreadable("a seal without a closing");
          }
          sealed = true;
          if (!opening.key().verifies(Lines.sealed(hash), seal.signature())) {
            faults.add("the seal is not that of " + opening.name());
          }
        }
      }
    }

    /** The next line without its end, or null. */
    private byte[] line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int b = in.read();
      if (b < 0) {
        return null;
      }
      for (; b >= 0 && b != '\n'; b = in.read()) {
        if (line.size() == Lines.MAX_LINE) {
          throw new TranscriptException(
              file, number + 1, "a line of more than " + Lines.MAX_LINE + " bytes");
        }
        line.write(b);
      }
      length += line.size();
      if (length > MAX_LENGTH) {
        throw new TranscriptException(file, number + 1, "more than " + MAX_LENGTH + " bytes");
      }
      return line.toByteArray();
    }
  }
}
