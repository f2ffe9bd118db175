package io.privnet.qoe.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.CaptureWriter;
import io.privnet.qoe.capture.Frame;
import io.privnet.qoe.series.Roles.Direction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesTest {
  private static Direction of(Roles roles, byte[] ip) throws IOException {
    byte[] capture =
        CaptureWriter.pcap(new ByteArrayOutputStream()).packet(0, Frame.ethernet(ip)).bytes();
    CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture), "x");
    assertThat(reader.next()).isTrue();
    return roles.of(reader.packet());
  }

  private static byte[] tcp(String from, int port, String to, int toPort) {
    return Frame.ip(from, to, 6, Frame.tcp(port, toPort, 0x10, 0, 1));
  }

  private static byte[] udp(String from, int port, String to, int toPort) {
    return Frame.ip(from, to, 17, Frame.udp(port, toPort, 1));
  }

  @Test
  void port_narrows_tcp_to_the_control_connection_but_not_media() throws IOException {
    Roles roles = Roles.parse("10.0.0.2", "10.0.0.1:5900");
    assertThat(of(roles, tcp("10.0.0.2", 40000, "10.0.0.1", 5900))).isEqualTo(Direction.IN);
    assertThat(of(roles, tcp("10.0.0.1", 5900, "10.0.0.2", 40000))).isEqualTo(Direction.OUT);
    assertThat(of(roles, tcp("10.0.0.2", 40000, "10.0.0.1", 22))).isEqualTo(Direction.NONE);
    assertThat(of(roles, tcp("10.0.0.1", 22, "10.0.0.2", 40000))).isEqualTo(Direction.NONE);
    assertThat(of(roles, udp("10.0.0.1", 5004, "10.0.0.2", 5006))).isEqualTo(Direction.OUT);
    assertThat(of(roles, udp("10.0.0.2", 5004, "10.0.0.1", 5900))).isEqualTo(Direction.NONE);
    assertThat(of(roles, tcp("10.0.0.3", 40000, "10.0.0.1", 5900))).isEqualTo(Direction.NONE);
  }

  @Test
  void each_of_several_addresses_counts() throws IOException {
    Roles roles = Roles.parse("10.0.0.2,fd00::2", "10.0.0.1:5900, [fd00::1]:5901,fd00::3");
    assertThat(of(roles, tcp("fd00::2", 1, "fd00::1", 5901))).isEqualTo(Direction.IN);
    assertThat(of(roles, tcp("fd00::2", 1, "fd00::1", 5900))).isEqualTo(Direction.NONE);
    assertThat(of(roles, tcp("fd00::2", 1, "fd00::3", 77))).isEqualTo(Direction.IN);
    assertThat(of(roles, tcp("10.0.0.2", 1, "10.0.0.1", 5900))).isEqualTo(Direction.IN);
  }

  @Test
  void session_within_one_machine_is_told_apart_by_the_port() throws IOException {
    Roles roles = Roles.parse("127.0.0.1", "127.0.0.1:5900");
    assertThat(of(roles, tcp("127.0.0.1", 40000, "127.0.0.1", 5900))).isEqualTo(Direction.IN);
    assertThat(of(roles, tcp("127.0.0.1", 5900, "127.0.0.1", 40000))).isEqualTo(Direction.OUT);
    assertThatThrownBy(() -> Roles.parse("127.0.0.1", "127.0.0.1"))
        .hasMessage("127.0.0.1 is both user and instrument; give the instrument's port");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "10.0.0.1:5900, 10.0.0.1:5900",
    "[FD00::1]:5900, [fd00::1]:5900",
    "[fd00::1], fd00::1",
    "fd00::1, fd00::1"
  })
  void endpoint_reads_what_it_writes(String text, String written) {
    assertThat(Endpoint.parse(text)).hasToString(written);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:0, port",
    "10.0.0.1:65536, port",
    "10.0.0.1:, port",
    "10.0.0.1:+1, port",
    "[fd00::1]5900, [IPV6]:PORT",
    "[fd00::1, no ]",
    "[10.0.0.1]:5900, brackets",
    "microscope:5900, not an IPv4"
  })
  void what_is_no_endpoint_is_refused(String text, String why) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void user_with_a_port_is_refused() {
    assertThatThrownBy(() -> Roles.parse("10.0.0.2:1", "10.0.0.1")).hasMessageContaining("no port");
    assertThatThrownBy(() -> Roles.parse("", "10.0.0.1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
