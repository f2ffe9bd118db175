package io.privnet.meeting.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** What somebody is given as an invitation. */
class TicketFuzzTest {
  /** Whatever it is, it is a ticket that is written as it was read, or is refused in words. */
  @FuzzTest(maxDuration = "1m")
  void anyText_readOrRefused(byte[] bytes) {
    Ticket ticket;
    try {
      ticket = Ticket.parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return;
    }
    assertThat(Ticket.parse(ticket.toUri())).isEqualTo(ticket);
  }
}
