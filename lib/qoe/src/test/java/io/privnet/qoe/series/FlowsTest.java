package io.privnet.qoe.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.qoe.capture.Address;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.CaptureWriter;
import io.privnet.qoe.capture.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowsTest {
  private static Flows of(CaptureWriter writer) throws IOException {
    return Flows.of(CaptureReader.of(new ByteArrayInputStream(writer.bytes()), "x"));
  }

  private static CaptureWriter pcap() {
    return CaptureWriter.pcap(new ByteArrayOutputStream());
  }

  private static byte[] tcp(String from, int port, String to, int toPort, int flags, int payload) {
    return Frame.ethernet(Frame.ip(from, to, 6, Frame.tcp(port, toPort, flags, 0, payload)));
  }

  /** Expected: counts and sums of frame.len that tshark 4.0.17 gives by address and port. */
  @Test
  void flows_of_a_real_session_equal_tsharks_conversations() throws IOException {
    Flows flows;
    try (CaptureReader reader = CaptureReader.open(Path.of("../../samples/captures/rtp6.pcapng"))) {
      flows = Flows.of(reader);
    }
    Flow media = flows.flows().get(0);
    assertThat(media.a()).hasToString("[fd01::1]:5014");
    assertThat(media.b()).hasToString("[fd01::2]:5004");
    assertThat(media.packetsAb()).isEqualTo(1875);
    assertThat(media.bytesAb()).isEqualTo(2158392);
    assertThat(media.packetsBa()).isZero();
    Flow control = flows.flows().get(1);
    assertThat(control.a()).hasToString("[fd01::2]:54106");
    assertThat(control.packetsAb()).isEqualTo(355);
    assertThat(control.bytesAb()).isEqualTo(35870);
    assertThat(control.packetsBa()).isEqualTo(308);
    assertThat(control.bytesBa()).isEqualTo(26948);
    RoleGuess guess = RoleGuess.of(flows).orElseThrow();
    assertThat(guess.user()).hasToString("fd01::2");
    assertThat(guess.instrument()).hasToString("[fd01::1]:7000");
  }

  @Test
  void flow_has_both_directions_first_and_last_time() throws IOException {
    Flows flows =
        of(
            pcap()
                .packet(2000, tcp("10.0.0.1", 5900, "10.0.0.2", 40000, 0x18, 100))
                .packet(1000, tcp("10.0.0.2", 40000, "10.0.0.1", 5900, 0x10, 0))
                .packet(9000, tcp("10.0.0.2", 40001, "10.0.0.1", 5900, 0x10, 0)));
    assertThat(flows.flows())
        .containsExactly(
            new Flow(
                6,
                new Endpoint(Address.parse("10.0.0.1"), 5900),
                new Endpoint(Address.parse("10.0.0.2"), 40000),
                1,
                154,
                100,
                1,
                54,
                0,
                false,
                1000,
                2000),
            new Flow(
                6,
                new Endpoint(Address.parse("10.0.0.2"), 40001),
                new Endpoint(Address.parse("10.0.0.1"), 5900),
                1,
                54,
                0,
                0,
                0,
                0,
                false,
                9000,
                9000));
  }

  @Test
  void opener_of_a_connection_is_the_user() throws IOException {
    Flows flows =
        of(
            pcap()
                .packet(1, tcp("10.0.0.7", 5901, "10.0.0.8", 80, 0x02, 0))
                .packet(2, tcp("10.0.0.8", 80, "10.0.0.7", 5901, 0x12, 0)));
    RoleGuess guess = RoleGuess.of(flows).orElseThrow();
    assertThat(guess.user()).hasToString("10.0.0.7");
    assertThat(guess.instrument()).hasToString("10.0.0.8:80");
    assertThat(guess.reason()).contains("accepted the connection to port 80");
  }

  @Test
  void vnc_port_is_the_instruments_when_the_opening_was_not_captured() throws IOException {
    Flows flows = of(pcap().packet(1, tcp("10.0.0.7", 5901, "10.0.0.8", 1080, 0x18, 9)));
    assertThat(RoleGuess.of(flows).orElseThrow().instrument()).hasToString("10.0.0.7:5901");
    Flows other = of(pcap().packet(1, tcp("10.0.0.7", 51000, "10.0.0.8", 1080, 0x18, 9)));
    assertThat(RoleGuess.of(other).orElseThrow().instrument()).hasToString("10.0.0.8:1080");
  }

  @Test
  void capture_without_tcp_gives_no_guess() throws IOException {
    byte[] udp = Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 17, Frame.udp(1, 2, 3)));
    assertThat(RoleGuess.of(of(pcap().packet(1, udp)))).isEqualTo(Optional.empty());
    assertThat(of(pcap()).flows()).isEmpty();
  }

  @Test
  void scan_of_many_ports_is_bounded_and_the_rest_counted() throws IOException {
    CaptureWriter writer = pcap();
    for (int i = 0; i < Flows.MAX_FLOWS + 10; i++) {
      writer.packet(i, tcp("10.0." + (i >> 15) + ".7", 1 + (i & 0x7fff), "10.0.0.8", 80, 0x10, 0));
    }
    Flows flows = of(writer);
    assertThat(flows.flows()).hasSize(Flows.MAX_FLOWS);
    assertThat(flows.otherPackets()).isEqualTo(10);
    assertThat(flows.otherBytes()).isEqualTo(540);
  }
}
