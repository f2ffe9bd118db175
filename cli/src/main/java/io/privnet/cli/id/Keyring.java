package io.privnet.cli.id;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.IdentityException;
import io.privnet.meeting.identity.IdentityFile;
import io.privnet.meeting.identity.KnownPeers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The user's own key and the keys of known peers, in the folder {@code privnet} of the user's data:
 * {@code $XDG_DATA_HOME}, or else {@code ~/.local/share}.
 */
public final class Keyring {
  /** Absent when the user has no home. */
  private final Optional<Path> folder;

  private Keyring(Optional<Path> folder) {
    this.folder = folder.map(data -> data.resolve("privnet"));
  }

  /** The keyring of whoever runs this. */
  public static Keyring ofUser() {
    Optional<Path> data = folder("XDG_DATA_HOME");
    return new Keyring(
        data.isPresent() ? data : folder("HOME").map(home -> home.resolve(".local/share")));
  }

  /** A folder in the environment; the XDG specification has relative ones ignored. */
  private static Optional<Path> folder(String variable) {
    String value = System.getenv(variable);
    return value != null && value.startsWith("/") ? Optional.of(Path.of(value)) : Optional.empty();
  }

  /**
   * The user's identity, made when there is none; where it cannot be kept, one that lasts as long
   * as the command.
   *
   * @throws IdentityException when there is one that cannot be used
   * @throws IOException when there is one that cannot be read
   */
  public Identity identity(Console console) throws IOException {
    if (folder.isEmpty()) {
      console.warn(noHome() + ", so this key is for now only");
      return Identity.generate();
    }
    IdentityFile file = file();
    boolean first = !Files.exists(file.path());
    try {
      Identity identity = file.readOrCreate();
      if (first) {
        console.note("made you a key, " + identity + ", kept in " + file.path());
      }
      return identity;
    } catch (IOException e) {
      if (Files.exists(file.path())) {
        throw e;
      }
      console.warn(
          "cannot keep a key in "
              + file.path()
              + " ("
              + Console.reason(e)
              + "), so this one is for now only");
      return Identity.generate();
    }
  }

  private static String noHome() {
    return "there is no folder to keep keys in: neither XDG_DATA_HOME nor HOME is set";
  }

  private Path in(String name) {
    return folder
        .orElseThrow(() -> Failure.data(noHome()).hint("set XDG_DATA_HOME to a folder of your own"))
        .resolve(name);
  }

  /**
   * Where the user's identity is kept.
   *
   * @throws Failure when the user has no home
   */
  IdentityFile file() {
    return new IdentityFile(in("identity"));
  }

  /** The peers that the user knows, as far as they can be kept anywhere. */
  public KnownPeers knownPeers() throws IOException {
    return folder.isPresent() && Files.exists(peersFile())
        ? KnownPeers.read(peersFile())
        : KnownPeers.none();
  }

  /** Keeps other known peers. */
  void know(KnownPeers peers) throws IOException {
    peers.write(peersFile());
  }

  /** Where it is kept what negotiations the user has begun; absent when there is no home. */
  public Optional<Path> unfinished() {
    return folder.map(home -> home.resolve("unfinished"));
  }

  private Path peersFile() {
    return in("known-peers");
  }
}
