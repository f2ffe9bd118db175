package io.privnet.meeting.transcript;

import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.protocol.FrameLog;
import io.privnet.meeting.protocol.Kept;
import io.privnet.meeting.protocol.NegotiationException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Keeps a transcript while a party negotiates.
 *
 * <p><b>What it keeps.</b> Every frame that the party sent or took, with its signature, so that
 * anybody can check it. Lines are chained by their hashes, and the last is the party's signature
 * over all of them.
 *
 * <p><b>What it does not keep.</b> No agenda, and nothing from which one can be computed together
 * with the transcripts of all other parties:
 *
 * <ul>
 *   <li>{@code ttp}: of an agenda only that it was sent; not even a hash, which could be tried
 *       against guesses.
 *   <li>{@code xor}: of a bit on its way nothing at all. What a party takes in and what it hands on
 *       differ by its mask; and when all parties show who handed bits to whom, or in which order,
 *       every protected bit can be followed back to its owner. So from the first such bit on
 *       neither numbers nor signatures of frames are kept, for the gaps between the numbers count
 *       the bits that went that way; and what remains is written at the end, in an order that does
 *       not tell that of the events.
 *   <li>{@code veto} and {@code sdc}: everything in them was made to be seen by all other parties,
 *       and is kept. The random numbers behind it are not.
 * </ul>
 *
 * <p>A transcript shows to whoever reads it what every party of the negotiation saw: who took part,
 * and the outcome at each slot tried. Used by one thread.
 */
public final class TranscriptWriter implements FrameLog, AutoCloseable {
  private static final Comparator<Kept.Unsigned> UNTIMED =
      Comparator.comparing(Kept.Unsigned::sent)
          .thenComparing(Kept.Unsigned::peer)
          .thenComparing(kept -> kept.body().length)
          .thenComparing(Kept.Unsigned::body, Arrays::compareUnsigned);

  private final Identity identity;
  private final OutputStream out;
  private final List<Kept.Unsigned> untimed = new ArrayList<>();
  private byte[] hash;
  private IOException failure;

  /**
   * @param name of the party that keeps it
   * @param identity with which it signs
   * @param out where it goes, line by line
   */
  public TranscriptWriter(String name, Identity identity, OutputStream out) {
    this.identity = identity;
    this.out = new BufferedOutputStream(out, 1 << 16);
    write(new Entry.Opening(name, identity.publicKey(), now()));
  }

  /**
   * Keeps a transcript in a new file that only its owner may read.
   *
   * @throws IOException when there is such a file already, or it cannot be made
   */
  public static TranscriptWriter create(String name, Identity identity, Path file)
      throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return new TranscriptWriter(
        name,
        identity,
        Channels.newOutputStream(
            Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void keep(Kept frame) {
    if (frame instanceof Kept.Unsigned unsigned) {
      untimed.add(unsigned);
    } else {
      write(new Entry.Passed(frame));
    }
  }

  /** Says that the negotiation ended with a common slot, or with none. */
  public void finished(OptionalInt slot) {
    end(new Entry.Closing(now(), slot, Optional.empty(), List.of()));
  }

  /** Says that the negotiation failed. */
  public void failed(NegotiationException reason) {
    end(
        new Entry.Closing(
            now(),
            OptionalInt.empty(),
            Optional.of(reason.getMessage()),
            List.copyOf(reason.parties())));
  }

  private void end(Entry.Closing closing) {
    untimed.stream().sorted(UNTIMED).map(Entry.Passed::new).forEach(this::write);
    untimed.clear();
    write(closing);
    write(new Entry.Seal(identity.sign(Lines.sealed(hash))));
  }

  private void write(Entry entry) {
    byte[] line = Lines.write(entry, hash);
    hash = Lines.hash(line);
    if (failure != null) {
      return;
    }
    try {
      out.write(line);
      out.write('\n');
      // What was seen is to be there even if this process is stopped.
      out.flush();
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * Closes the file. Without a word before on how the negotiation ended the transcript breaks off.
   *
   * @throws IOException when not everything could be written
   */
  @Override
  public void close() throws IOException {
    out.close();
    if (failure != null) {
      throw failure;
    }
  }
}
