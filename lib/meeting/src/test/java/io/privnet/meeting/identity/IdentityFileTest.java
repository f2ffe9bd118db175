package io.privnet.meeting.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {
  /** RFC 8410, 10.3. */
  private static final String RFC =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
      -----END PRIVATE KEY-----
      """;

  @TempDir Path folder;

  private IdentityFile file(String name) {
    return new IdentityFile(folder.resolve(name));
  }

  private IdentityFile holding(String content) throws IOException {
    IdentityFile file = file("identity");
    Files.writeString(file.path(), content);
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  @Test
  void keyOfTheRfc_isRead() throws Exception {
    assertThat(holding(RFC).read().orElseThrow().publicKey().subjectPublicKeyInfo())
        .isEqualTo(
            Base64.getDecoder()
                .decode("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="));
  }

  @Test
  void createdKey_isReadBackAndReadByTheJdk() throws Exception {
    IdentityFile file = file("deep/down/identity");
    assertThat(file.read()).isEmpty();
    Identity made = file.create();
    assertThat(file.read().orElseThrow().publicKey()).isEqualTo(made.publicKey());
    String pem = Files.readString(file.path());
    byte[] pkcs8 = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(
        KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    assertThat(made.publicKey().verifies(new byte[0], signer.sign())).isTrue();
  }

  @Test
  void createdKey_isItsOwnersAlone() throws Exception {
    IdentityFile file = file("deep/identity");
    file.create();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path().getParent())))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(file.path().getParent())) {
      assertThat(files).containsExactly(file.path());
    }
  }

  @Test
  void keyThatIsThere_isNotReplacedUnlessAsked() throws Exception {
    IdentityFile file = file("identity");
    Identity first = file.create();
    assertThatThrownBy(file::create).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file.readOrCreate().publicKey()).isEqualTo(first.publicKey());
    Identity second = file.replace();
    assertThat(second.publicKey()).isNotEqualTo(first.publicKey());
    assertThat(file.read().orElseThrow().publicKey()).isEqualTo(second.publicKey());
  }

  @Test
  void createdByManyAtOnce_isOneKey() throws Exception {
    IdentityFile file = file("identity");
    Set<PublicKey> keys = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Identity> use = file::readOrCreate;
      for (Future<Identity> used : threads.invokeAll(Collections.nCopies(20, use))) {
        keys.add(used.get().publicKey());
      }
    }
    assertThat(keys).hasSize(1);
  }

  @Test
  void keyThatOthersCanRead_isNotUsed() throws Exception {
    IdentityFile file = holding(RFC);
    for (String open : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"}) {
      Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(open));
      assertThatThrownBy(file::read)
          .isInstanceOf(IdentityException.class)
          .hasMessage(
              file.path()
                  + ": others than its owner have access to this key;"
                  + " make it yours alone (chmod 600)");
    }
  }

  @Test
  void anythingElse_isRefusedWithoutQuotingIt() throws Exception {
    String body = RFC.lines().toList().get(1);
    for (String content :
        new String[] {
          "",
          "secret",
          body,
          RFC.replace("PRIVATE", "PUBLIC"),
          RFC.replace(body, body.substring(4)),
          RFC.replace(body, body.substring(0, 40)),
          RFC.replace(body, "MC4CAQAwBQYDK2VuBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC"),
          RFC.replace(body, "===="),
          RFC + RFC,
          RFC + "\n".repeat(5000)
        }) {
      IdentityFile file = holding(content);
      assertThatThrownBy(file::read)
          .isInstanceOf(IdentityException.class)
          .hasMessage(file.path() + ": holds no Ed25519 private key in PEM")
          .hasNoCause();
    }
  }
}
