package io.privnet.meeting.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class KeyFilesFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void anyFile_isReadOrRefused(byte[] content) throws IOException {
    Path file = Files.createTempFile("privnet", ".keys");
    try {
      Files.write(file, content);
      try {
        new IdentityFile(file).read();
      } catch (IdentityException refused) {
        assertThat(refused).hasMessageStartingWith(file.toString());
      }
      try {
        KnownPeers peers = KnownPeers.read(file);
        peers.write(file);
        assertThat(KnownPeers.read(file).byName()).isEqualTo(peers.byName());
      } catch (IdentityException refused) {
        assertThat(refused).hasMessageStartingWith(file.toString());
      }
    } finally {
      Files.delete(file);
    }
  }
}
