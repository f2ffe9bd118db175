package io.privnet.meeting.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownPeersTest {
  private static final Fingerprint ONE = Identity.generate().publicKey().fingerprint();
  private static final Fingerprint TWO = Identity.generate().publicKey().fingerprint();

  @TempDir Path folder;

  private KnownPeers holding(String content) throws IOException {
    return KnownPeers.read(Files.writeString(folder.resolve("peers"), content));
  }

  @Test
  void noFile_isNobody() throws Exception {
    assertThat(KnownPeers.read(folder.resolve("none")).byName()).isEmpty();
  }

  @Test
  void writtenPeers_areReadBack() throws Exception {
    Path file = folder.resolve("new/peers");
    KnownPeers.none().with("bob", ONE).with("Čarol from Graz", TWO).write(file);
    KnownPeers read = KnownPeers.read(file);
    assertThat(read.byName()).containsOnlyKeys("bob", "Čarol from Graz");
    assertThat(read.name(TWO)).contains("Čarol from Graz");
    assertThat(read.fingerprint("bob")).contains(ONE);
    read.without("bob").write(file);
    assertThat(KnownPeers.read(file).byName()).containsOnlyKeys("Čarol from Graz");
  }

  @Test
  void commentsAndEmptyLines_meanNothing() throws Exception {
    assertThat(holding("# known\n\n" + ONE + " bob\n").fingerprint("bob")).contains(ONE);
  }

  @Test
  void secondKeyForAName_isRefused() {
    KnownPeers known = KnownPeers.none().with("bob", ONE);
    assertThatThrownBy(() -> known.with("bob", TWO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'bob' is known already, with another key");
    assertThatThrownBy(() -> known.with("rob", ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key is known already, as 'bob'");
    assertThatThrownBy(() -> known.without("rob"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nobody is known as 'rob'");
  }

  @Test
  void nameThatWouldDeceive_isRefused() {
    for (String name :
        new String[] {
          "", " ", " bob", "bob ", "b\nob", "b\u202eob", "b\u001b[1m", "x".repeat(256)
        }) {
      assertThatThrownBy(() -> KnownPeers.none().with(name, ONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a name has 1 to 255 visible characters");
    }
  }

  @Test
  void badLine_isNamed() throws Exception {
    String start = folder.resolve("peers") + ":2: ";
    assertThatThrownBy(() -> holding(ONE + " bob\n" + TWO + "\n"))
        .isInstanceOf(IdentityException.class)
        .hasMessage(start + "not a fingerprint, a space and a name: '" + TWO + "'");
    assertThatThrownBy(() -> holding(ONE + " bob\nSHA256:x carol\n"))
        .isInstanceOf(IdentityException.class)
        .hasMessageStartingWith(start + "not a fingerprint");
    assertThatThrownBy(() -> holding(ONE + " bob\n" + ONE + " carol\n"))
        .isInstanceOf(IdentityException.class)
        .hasMessage(start + "the key is known already, as 'bob'");
    assertThatThrownBy(() -> holding("x".repeat(2_000_000))).isInstanceOf(IdentityException.class);
  }
}
