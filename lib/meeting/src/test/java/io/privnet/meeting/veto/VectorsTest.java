package io.privnet.meeting.veto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what {@code vectors.py} has computed by itself. */
class VectorsTest {
  private static final Properties VECTORS = new Properties();

  @BeforeAll
  static void read() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            VectorsTest.class.getResourceAsStream("vectors.properties"), StandardCharsets.UTF_8)) {
      VECTORS.load(reader);
    }
  }

  private static String text(Object... name) {
    return VECTORS.getProperty(
        String.join(".", List.of(name).stream().map(Object::toString).toList()));
  }

  private static byte[] bytes(Object... name) {
    return HexFormat.of().parseHex(text(name));
  }

  private static BigInteger number(Object... name) {
    return new BigInteger(1, bytes(name));
  }

  @Test
  void generators_areThoseOfTheVectors() {
    assertThat(Group.encode(Group.G)).isEqualTo(bytes("g"));
    assertThat(Group.encode(Group.H)).isEqualTo(bytes("h"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"three", "identity"})
  void proofsMadeElsewhere_holdAndTellWhoIsFree(String name) throws Exception {
    int parties = Integer.parseInt(text(name, "parties"));
    int slots = Integer.parseInt(text(name, "slots"));
    List<Commitments> commitments = new ArrayList<>();
    for (int i = 0; i < parties; i++) {
      Author author = new Author(text(name, "session"), text(name, i, "fingerprint"));
      Commitments read = Commitments.decode(author, slots, bytes(name, i, "commitments"));
      commitments.add(read);
      assertThat(read.encoded()).isEqualTo(bytes(name, i, "commitments"));
      for (int k = 0; k < slots; k++) {
        assertThat(read.com(k)).isEqualTo(com(number(name, i, k, "v"), number(name, i, k, "r")));
        assertThat(read.q(k)).isEqualTo(Group.H.multiply(number(name, i, k, "rho")));
      }
    }
    View view = new View(commitments);
    view.verify();

    assertThat(view.hash()).isEqualTo(bytes(name, "view"));
    for (int k = 0; k < slots; k++) {
      List<Share> shares = new ArrayList<>();
      for (int i = 0; i < parties; i++) {
        Share share =
            Share.decode(commitments.get(i).author(), view, k, bytes(name, i, k, "share"));
        assertThat(share.encoded()).isEqualTo(bytes(name, i, k, "share"));
        shares.add(share);
      }
      view.verify(shares);
      assertThat(view.allFree(shares)).isEqualTo(Boolean.parseBoolean(text(name, k, "free")));
    }
  }

  private static ECPoint com(BigInteger v, BigInteger r) {
    return Group.G.multiply(v).add(Group.H.multiply(r));
  }
}
