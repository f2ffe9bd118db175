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
import java.math.BigInteger;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesTest {
  private static Direction of(Roles roles, byte[] ip) throws IOException {
    return ofFrame(roles, 1, Frame.ethernet(ip));
  }

  private static Direction ofFrame(Roles roles, int linkType, byte[] frame) throws IOException {
    byte[] capture =
        CaptureWriter.pcap(
                new ByteArrayOutputStream(), ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, linkType, 4)
            .packet(0, frame)
            .bytes();
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

  @Test
  void whoever_is_in_the_network_is_the_user() throws IOException {
    Roles roles = Roles.parse("10.0.0.0/24,fd00::/64", "10.0.0.1:5900,[fd00:1::/48]:5900");
    assertThat(of(roles, tcp("10.0.0.255", 1, "10.0.0.1", 5900))).isEqualTo(Direction.IN);
    assertThat(of(roles, tcp("10.0.1.0", 1, "10.0.0.1", 5900))).isEqualTo(Direction.NONE);
    assertThat(of(roles, tcp("10.0.0.1", 5900, "10.0.0.7", 1))).isEqualTo(Direction.OUT);
    assertThat(of(roles, tcp("fd00::7", 1, "fd00:1:0:9::1", 5900))).isEqualTo(Direction.IN);
    assertThat(of(roles, tcp("fd00:0:0:1::7", 1, "fd00:1::1", 5900))).isEqualTo(Direction.NONE);
  }

  @Test
  void instrument_within_the_users_network_is_told_by_its_address() throws IOException {
    Roles roles = Roles.parse("10.0.0.0/24", "10.0.0.1");
    assertThat(of(roles, tcp("10.0.0.2", 1, "10.0.0.1", 2))).isEqualTo(Direction.IN);
    assertThat(of(roles, tcp("10.0.0.1", 2, "10.0.0.2", 1))).isEqualTo(Direction.OUT);
    assertThat(of(roles, tcp("10.0.0.2", 2, "10.0.0.3", 1))).isEqualTo(Direction.NONE);
    assertThatThrownBy(() -> Roles.parse("10.0.0.0/24", "10.0.0.0/25"))
        .hasMessageContaining("is both user and instrument");
  }

  @Test
  void port_alone_makes_the_instrument_of_whoever_has_it() throws IOException {
    Roles roles = Roles.parse("10.0.0.2", ":5900");
    assertThat(of(roles, tcp("10.0.0.2", 1, "10.0.0.9", 5900))).isEqualTo(Direction.IN);
    assertThat(of(roles, tcp("10.0.0.8", 5900, "10.0.0.2", 1))).isEqualTo(Direction.OUT);
    assertThat(of(roles, tcp("10.0.0.8", 22, "10.0.0.2", 1))).isEqualTo(Direction.NONE);
    assertThat(of(roles, udp("10.0.0.8", 53, "10.0.0.2", 1))).isEqualTo(Direction.NONE);
    assertThat(of(roles, udp("10.0.0.8", 5900, "10.0.0.2", 1))).isEqualTo(Direction.OUT);
  }

  @Test
  void mac_addresses_tell_roles_in_an_ethernet_only() throws IOException {
    Roles roles = Roles.parse("02:42:ac:11:00:02", "[02:42:ac:11:00:01]:5900");
    byte[] user = {2, 0x42, (byte) 0xac, 0x11, 0, 2};
    byte[] instrument = {2, 0x42, (byte) 0xac, 0x11, 0, 1};
    byte[] in = Frame.ethernet(tcp("10.0.0.2", 1, "10.0.0.1", 5900));
    System.arraycopy(instrument, 0, in, 0, 6);
    System.arraycopy(user, 0, in, 6, 6);
    byte[] out = Frame.ethernet(udp("10.0.0.1", 7, "10.0.0.2", 5900));
    System.arraycopy(user, 0, out, 0, 6);
    System.arraycopy(instrument, 0, out, 6, 6);
    assertThat(ofFrame(roles, 1, in)).isEqualTo(Direction.IN);
    assertThat(ofFrame(roles, 1, out)).isEqualTo(Direction.OUT);
    assertThat(of(roles, tcp("10.0.0.2", 1, "10.0.0.1", 5900))).isEqualTo(Direction.NONE);
    byte[] cooked = Frame.cooked(tcp("10.0.0.2", 1, "10.0.0.1", 5900));
    assertThat(ofFrame(roles, 113, cooked)).isEqualTo(Direction.NONE);
    Roles mixed = Roles.parse("02:42:ac:11:00:02", "10.0.0.1");
    assertThat(ofFrame(mixed, 1, in)).isEqualTo(Direction.IN);
  }

  /** A network is the addresses whose first bits are its own, as BigInteger sees them. */
  @Property
  void network_holds_the_addresses_with_its_prefix(
      @ForAll @Size(16) byte[] bytes,
      @ForAll @IntRange(max = 128) int prefix,
      @ForAll @IntRange(max = 127) int flipped)
      throws IOException {
    BigInteger address = new BigInteger(1, bytes).setBit(127);
    BigInteger network = address.shiftRight(128 - prefix).shiftLeft(128 - prefix);
    BigInteger other = address.flipBit(flipped).setBit(127);
    boolean same = address.shiftRight(128 - prefix).equals(other.shiftRight(128 - prefix));
    Roles both = Roles.parse(text(network) + "/" + prefix, "1::1");
    assertThat(of(both, Frame.ipv6(text(other), "1::1", 6, Frame.tcp(1, 2, 0, 0, 0))))
        .isEqualTo(same ? Direction.IN : Direction.NONE);
  }

  private static String text(BigInteger address) {
    StringBuilder text = new StringBuilder();
    for (int i = 7; i >= 0; i--) {
      text.append(address.shiftRight(16 * i).and(BigInteger.valueOf(0xffff)).toString(16));
      text.append(i > 0 ? ":" : "");
    }
    return text.toString();
  }

  @Test
  void user_with_a_port_only_is_refused() {
    assertThatThrownBy(() -> Roles.parse(":5900", "10.0.0.1")).hasMessageContaining("no port");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "10.0.0.1:5900, 10.0.0.1:5900",
    "[FD00::1]:5900, [fd00::1]:5900",
    "[fd00::1], fd00::1",
    "fd00::1, fd00::1",
    "10.0.0.0/24, 10.0.0.0/24",
    "10.0.0.0/24:5900, 10.0.0.0/24:5900",
    "0.0.0.0/0, 0.0.0.0/0",
    "10.0.0.1/32, 10.0.0.1",
    "fd00::/64, fd00::/64",
    "[fd00::/64]:5900, [fd00::/64]:5900",
    "::/0, ::/0",
    "02:42:AC:11:00:02, 02:42:ac:11:00:02",
    "02-42-ac-11-00-02, 02:42:ac:11:00:02",
    "[02:42:ac:11:00:02]:5900, [02:42:ac:11:00:02]:5900",
    ":5900, :5900"
  })
  void party_reads_what_it_writes(String text, String written) {
    assertThat(Party.parse(text)).hasToString(written);
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
    "microscope:5900, not an IPv4",
    "10.0.0.1/24, the network is 10.0.0.0/24",
    "fd00::1/64, the network is fd00::/64",
    "10.0.0.0/33, prefix of 0 to 32",
    "fd00::/129, prefix of 0 to 128",
    "10.0.0.0/, prefix",
    "10.0.0.0/+8, prefix",
    "02:42:ac:11:00:0g, not an IPv4",
    "02:42-ac:11:00:02, not an IPv4",
    ":0, port"
  })
  void what_is_no_party_is_refused(String text, String why) {
    assertThatThrownBy(() -> Party.parse(text))
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
