package io.privnet.meeting.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PieceTest {
  private final Properties vector = new Properties();
  private final Identity sender;
  private final Piece.Route route;

  PieceTest() throws IOException {
    try (InputStream in = PieceTest.class.getResourceAsStream("piece.properties")) {
      vector.load(in);
    }
    sender = Identity.of(hex("sender_seed"));
    route =
        new Piece.Route(
            vector.getProperty("meeting"), sender.publicKey(), new PublicKey(hex("receiver_key")));
  }

  private byte[] hex(String name) {
    return HexFormat.of().parseHex(vector.getProperty(name));
  }

  @Test
  void piece_isThatOfTheVector() throws IOException {
    Piece made = Piece.signed(sender, route, 1, hex("bytes"));
    assertThat(made.encode()).isEqualTo(hex("piece"));
    Piece read = Piece.read(new ByteArrayInputStream(hex("piece")));
    assertThat(read.bytes()).isEqualTo(hex("bytes"));
    assertThat(read.isNext(route, 1)).isTrue();
  }

  @Test
  void pieceOfElsewhere_isNotNext() throws IOException {
    Piece piece = Piece.read(new ByteArrayInputStream(hex("piece")));
    String meeting = route.meeting();
    assertThat(piece.isNext(route, 0)).isFalse();
    assertThat(piece.isNext(route.reversed(), 1)).isFalse();
    assertThat(
            piece.isNext(new Piece.Route(meeting.replace('0', '1'), route.from(), route.to()), 1))
        .isFalse();
    assertThat(
            piece.isNext(
                new Piece.Route(meeting, route.from(), Identity.generate().publicKey()), 1))
        .isFalse();
  }

  @Test
  void pieceCutShort_isRefusedAndItsAbsenceIsTheEnd() throws IOException {
    byte[] whole = hex("piece");
    assertThat(Piece.read(new ByteArrayInputStream(new byte[0]))).isNull();
    for (int length = 1; length < whole.length; length++) {
      InputStream cut = new ByteArrayInputStream(whole, 0, length);
      assertThatThrownBy(() -> Piece.read(cut)).isInstanceOf(IOException.class);
    }
  }
}
