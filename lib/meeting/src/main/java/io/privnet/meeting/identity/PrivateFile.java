package io.privnet.meeting.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file, in a folder, that nobody but its owner can read. It appears complete or not at all. */
record PrivateFile(Path path) {
  /**
   * Makes the file, and its folder.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one and {@code replace} is false
   * @throws IOException when it cannot be written
   */
  void write(byte[] content, boolean replace) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder, only("rwx------"));
    Path partial = Files.createTempFile(folder, "." + path.getFileName(), "", only("rw-------"));
    try {
      Files.write(partial, content);
      if (replace) {
        Files.move(
            partial, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        // Unlike a move, a link never takes the place of a file that has appeared meanwhile.
        Files.createLink(path, partial);
      }
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static FileAttribute<?> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
