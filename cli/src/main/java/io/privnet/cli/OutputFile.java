package io.privnet.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that appears under its name, whole, when it is committed, and not at all otherwise: it is
 * written beside its place and renamed into it. Of a symbolic link it is the target that is
 * replaced; a device or a named pipe is written to, for it must stay what it is.
 */
public final class OutputFile implements AutoCloseable {
  private final Path target;

  /** Where it is written until then; the target itself when that is no file to be replaced. */
  private final Path partial;

  private final OutputStream stream;
  private final Runnable removal = this::remove;

  private OutputFile(Path target, Path partial, OutputStream stream) {
    this.target = target;
    this.partial = partial;
    this.stream = new BufferedOutputStream(stream);
    Ending.add(removal);
  }

  static OutputFile create(String file, Iterable<String> inputs, FileAttribute<?>... attributes) {
    try {
      Path target = Path.of(file);
      for (String input : inputs) {
        if (!input.equals("-")
            && Files.exists(target)
            && Files.isSameFile(target, Path.of(input))) {
          throw Failure.usage("the output " + file + " is also an input");
        }
      }
      if (Files.isDirectory(target)) {
        throw Failure.data("cannot write " + file + ": is a folder");
      }
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        return new OutputFile(
            target,
            target,
            new Named(file, Files.newOutputStream(target, StandardOpenOption.WRITE)));
      }
      if (Files.isSymbolicLink(target) && Files.exists(target)) {
        target = target.toRealPath();
      }
      Path partial =
          target.resolveSibling(
              "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".partial");
      return new OutputFile(
          target,
          partial,
          new Named(
              file,
              Channels.newOutputStream(
                  Files.newByteChannel(
                      partial,
                      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                      attributes))));
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.data("cannot write " + file + ": " + Console.reason(e)).because(e);
    }
  }

  /** One that nobody but its owner can read. */
  static OutputFile createPrivate(String file, Iterable<String> inputs) {
    return create(
        file,
        inputs,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Where to write. */
  public OutputStream stream() {
    return stream;
  }

  /** Gives the file its name. */
  public void commit() {
    try {
      stream.close();
    } catch (IOException e) {
      throw Failure.data(e.getMessage()).because(e);
    }
    try {
      if (!partial.equals(target)) {
        Files.move(
            partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw Failure.data("cannot write " + target + ": " + Console.reason(e)).because(e);
    }
  }

  /** Removes what was written, unless it was committed. */
  @Override
  public void close() {
    Ending.remove(removal);
    try {
      stream.close();
    } catch (IOException _) {
      // What was written is thrown away, so that it could not all be written does not matter.
    }
    remove();
  }

  private void remove() {
    if (partial.equals(target)) {
      return;
    }
    try {
      Files.deleteIfExists(partial);
    } catch (IOException _) {
      // Nobody is left to tell, and the name was never taken.
    }
  }

  /** A stream whose failures say which file could not be written. */
  private static final class Named extends FilterOutputStream {
    private final String file;

    Named(String file, OutputStream out) {
      super(out);
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        throw new IOException("cannot write " + file + ": " + Console.reason(e), e);
      }
    }
  }
}
