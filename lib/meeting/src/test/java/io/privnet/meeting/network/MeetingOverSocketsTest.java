package io.privnet.meeting.network;

import static io.privnet.meeting.network.SocketMeeting.LOOPBACK;
import static io.privnet.meeting.network.SocketMeeting.hosted;
import static io.privnet.meeting.network.SocketMeeting.parts;
import static io.privnet.meeting.network.SocketMeeting.proposal;
import static io.privnet.meeting.network.SocketMeeting.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.network.SocketMeeting.End;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingOverSocketsTest {
  @ParameterizedTest
  @ValueSource(strings = {"xor"})
  void fiveParties_sameResultEverywhere(String protocol) throws Exception {
    List<String> bits = List.of("01011", "11011", "01110", "11010", "11111");
    HostedMeeting hosted = hosted(proposal(protocol, 5), 4);
    Ticket ticket = hosted.open(LOOPBACK, Optional.empty());
    Map<String, End> ends = together(parts(hosted, ticket, bits));
    assertThat(ends)
        .hasSize(5)
        .allSatisfy(
            (name, end) -> {
              assertThat(end.thrown()).isNull();
              assertThat(end.outcome().slot()).hasValue(1);
            });
  }
}
