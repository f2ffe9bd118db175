package io.privnet.qoe.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  /** RFC 5952 §4 and §5. */
  @ParameterizedTest
  @CsvSource({
    "10.0.0.2, 10.0.0.2",
    "255.255.255.255, 255.255.255.255",
    "0.0.0.0, 0.0.0.0",
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8::A, 2001:db8::a",
    "::, ::",
    "::1, ::1",
    "fe80::, fe80::",
    "::ffff:10.0.0.2, 10.0.0.2",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
  })
  void address_is_written_in_its_canonical_form(String text, String canonical) {
    assertThat(Address.parse(text)).hasToString(canonical);
    assertThat(Address.parse(canonical)).isEqualTo(Address.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0",
        "10.0.0.256",
        "localhost",
        "10",
        "1.2.3.4.5",
        "fd00::1%eth0",
        "g::1"
      })
  void what_is_no_address_is_refused(String text) {
    assertThatThrownBy(() -> Address.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an IPv4 or IPv6 address: " + text);
  }

  @Property
  void any_address_reads_as_the_jdk_reads_it(@ForAll @Size(16) byte[] bytes) throws Exception {
    for (int zeros = 0; zeros < 16; zeros += 2) {
      bytes[zeros] = bytes[zeros + 1] = 0;
      byte[] quad = Arrays.copyOf(bytes, 4);
      for (InetAddress address :
          List.of(InetAddress.getByAddress(bytes), InetAddress.getByAddress(quad))) {
        Address parsed = Address.parse(address.getHostAddress());
        assertThat(InetAddress.ofLiteral(parsed.toString())).isEqualTo(address);
        assertThat(Address.parse(parsed.toString())).isEqualTo(parsed);
      }
    }
  }
}
