package io.privnet.meeting.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys that the user has checked, and whose they are: a name for each, one key for each name.
 *
 * <p>Kept as text, a line for each peer: the fingerprint, a space, the name. Empty lines and lines
 * that begin with {@code #} mean nothing.
 */
public final class KnownPeers {
  /** A name has at most this many characters. */
  public static final int MAX_NAME = 255;

  private static final int MAX_LENGTH = 1 << 20;

  private final TreeMap<String, Fingerprint> byName;

  private KnownPeers(Map<String, Fingerprint> byName) {
    this.byName = new TreeMap<>(byName);
  }

  /** Nobody. */
  public static KnownPeers none() {
    return new KnownPeers(Map.of());
  }

  /**
   * Reads a file; nobody is known when there is none.
   *
   * @throws IdentityException when it holds something else
   * @throws IOException when it cannot be read
   */
  public static KnownPeers read(Path file) throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_LENGTH + 1);
    } catch (NoSuchFileException e) {
      return none();
    }
    if (content.length > MAX_LENGTH) {
      throw new IdentityException(file, "is longer than " + MAX_LENGTH + " bytes");
    }
    KnownPeers peers = none();
    List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split(" ", 2);
      try {
        if (fields.length < 2) {
          throw new IllegalArgumentException(
              "not a fingerprint, a space and a name: '" + line + "'");
        }
        peers.add(fields[1], Fingerprint.parse(fields[0]));
      } catch (IllegalArgumentException e) {
        throw new IdentityException(file, i + 1, e.getMessage());
      }
    }
    return peers;
  }

  private void add(String name, Fingerprint fingerprint) {
    checkName(name);
    Optional<String> known = name(fingerprint);
    if (known.isPresent()) {
      throw new IllegalArgumentException("the key is known already, as '" + known.get() + "'");
    }
    if (byName.putIfAbsent(name, fingerprint) != null) {
      throw new IllegalArgumentException("'" + name + "' is known already, with another key");
    }
  }

  private static void checkName(String name) {
    boolean plain =
        name.equals(name.strip())
            && !name.isEmpty()
            && name.length() <= MAX_NAME
            && name.codePoints()
                .noneMatch(
                    c ->
                        Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT
                            || Character.getType(c) == Character.LINE_SEPARATOR
                            || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    if (!plain) {
      throw new IllegalArgumentException(
          "a name has 1 to "
              + MAX_NAME
              + " visible characters, with no space at its ends: '"
              + name
              + "'");
    }
  }

  /**
   * These and one more.
   *
   * @throws IllegalArgumentException when it is no name, or the name or the key is known already
   */
  public KnownPeers with(String name, Fingerprint fingerprint) {
    KnownPeers more = new KnownPeers(byName);
    more.add(name, fingerprint);
    return more;
  }

  /**
   * These without the one called {@code name}.
   *
   * @throws IllegalArgumentException when nobody is called that
   */
  public KnownPeers without(String name) {
    KnownPeers fewer = new KnownPeers(byName);
    if (fewer.byName.remove(name) == null) {
      throw new IllegalArgumentException("nobody is known as '" + name + "'");
    }
    return fewer;
  }

  /** Whose key it is, if it is known. */
  public Optional<String> name(Fingerprint fingerprint) {
    return byName.entrySet().stream()
        .filter(peer -> peer.getValue().equals(fingerprint))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The key of the one called {@code name}, if there is one. */
  public Optional<Fingerprint> fingerprint(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All of them, by name. */
  public SortedMap<String, Fingerprint> byName() {
    return new TreeMap<>(byName);
  }

  /**
   * Writes them to a file, in place of what it held; it appears complete or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    byName.forEach(
        (name, fingerprint) -> text.append(fingerprint).append(' ').append(name).append('\n'));
    new PrivateFile(file).write(text.toString().getBytes(StandardCharsets.UTF_8), true);
  }
}
