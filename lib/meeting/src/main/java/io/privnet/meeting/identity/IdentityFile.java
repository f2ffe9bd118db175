package io.privnet.meeting.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an identity is kept: its private key as PKCS #8 in PEM (RFC 8410, RFC 7468), which other
 * software reads too.
 *
 * <p>Guarantees: only its owner can read the file from the moment it exists; it appears complete or
 * not at all; it is never replaced unless {@link #replace} is called; one that others can read is
 * not used. The key is not encrypted: whoever is the user can read it.
 *
 * @param path the file, in a folder that is made when it does not exist
 */
public record IdentityFile(Path path) {
  private static final int MAX_LENGTH = 4096;
  private static final String ALGORITHM = "Ed25519";

  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

  /**
   * The identity in the file, if there is one.
   *
   * @throws IdentityException when it holds something else, or others than its owner can read it
   * @throws IOException when it cannot be read
   */
  public Optional<Identity> read() throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(path)) {
      content = in.readNBytes(MAX_LENGTH + 1);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    checkPrivate();
    Matcher pem = PEM.matcher(new String(content, StandardCharsets.US_ASCII));
    if (content.length > MAX_LENGTH || !pem.matches()) {
      throw noKey();
    }
    try {
      byte[] pkcs8 = Base64.getMimeDecoder().decode(pem.group(1));
      EdECPrivateKey key =
          (EdECPrivateKey)
              KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return Optional.of(Identity.of(key.getBytes().orElseThrow()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // What the cause says might quote the key.
      throw noKey();
    }
  }

  private IdentityException noKey() {
    return new IdentityException(path, "holds no Ed25519 private key in PEM");
  }

  private void checkPrivate() throws IOException {
    Set<PosixFilePermission> permissions;
    try {
      permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
    } catch (UnsupportedOperationException e) {
      return; // This file system knows no owner.
    }
    permissions.removeAll(PosixFilePermissions.fromString("rwx------"));
    if (!permissions.isEmpty()) {
      throw new IdentityException(
          path, "others than its owner have access to this key; make it yours alone (chmod 600)");
    }
  }

  /**
   * Makes an identity and keeps it.
   *
   * @throws FileAlreadyExistsException when there is one, which stays as it is
   * @throws IOException when it cannot be kept
   */
  public Identity create() throws IOException {
    return write(false);
  }

  /**
   * Makes an identity and keeps it in place of the one before, which is lost.
   *
   * @throws IOException when it cannot be kept
   */
  public Identity replace() throws IOException {
    return write(true);
  }

  /**
   * The identity in the file; made when there is none.
   *
   * @throws IdentityException when it holds something else, or others than its owner can read it
   * @throws IOException when it can be neither read nor made
   */
  public Identity readOrCreate() throws IOException {
    Optional<Identity> kept = read();
    if (kept.isPresent()) {
      return kept.get();
    }
    try {
      return create();
    } catch (FileAlreadyExistsException e) {
      // Another process was faster.
      return read().orElseThrow(() -> e);
    }
  }

  private Identity write(boolean replace) throws IOException {
    Identity identity = Identity.generate();
    new PrivateFile(path).write(pem(identity).getBytes(StandardCharsets.US_ASCII), replace);
    return identity;
  }

  private static String pem(Identity identity) {
    try {
      byte[] pkcs8 =
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, identity.seed()))
              .getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getEncoder().encodeToString(pkcs8)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
