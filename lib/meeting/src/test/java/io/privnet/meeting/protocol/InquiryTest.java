package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.protocol.InvitationMessage.Reply;
import io.privnet.meeting.protocol.Message.Evidence;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InquiryTest {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final String SESSION = "session";

  /** What goes to the only peer, and what comes from it. */
  private record Line(String self, String peer, Queue<Arrival> out, Queue<Arrival> in)
      implements Transport {
    @Override
    public Set<String> peers() {
      return Set.of(peer);
    }

    @Override
    public boolean send(String to, byte[] frame, long nanos) {
      return out.add(new Arrival.Delivery(self, frame));
    }

    @Override
    public Arrival receive(long nanos) {
      return in.poll();
    }

    @Override
    public void close() {}
  }

  private static Endpoint endpoint(Line line) {
    Endpoint endpoint =
        new Endpoint(
            line.self(), Meetings.identity(line.self()), line, SILENCE, Trace.NONE, FrameLog.NONE);
    endpoint.introduce(Map.of(line.peer(), Meetings.identity(line.peer()).publicKey()));
    return endpoint;
  }

  /** However much it shows, and says that more follows, until the time is over. */
  @Test
  void partyShowsTheSameOverAndOver_notAllOfItIsKept() throws Exception {
    Queue<Transport.Arrival> said = new ArrayDeque<>();
    Endpoint p1 = endpoint(new Line("p1", "p0", said, new ArrayDeque<>()));
    Reply reply = new Reply(true, Invitation.freshNonce(), Optional.empty());
    Signed signed = p1.send("p0", SESSION, reply);
    for (int i = 0; i < 100; i++) {
      p1.send("p0", SESSION, new Evidence(true, List.of(signed, signed)));
    }
    p1.send("p0", SESSION, new Evidence(false, List.of()));

    Inquiry inquiry =
        new Inquiry(endpoint(new Line("p0", "p1", new ArrayDeque<>(), said)), SILENCE);
    List<Integer> shown = new ArrayList<>();
    inquiry.hold(
        SESSION,
        List.of(new Inquiry.Suspicion("p1", "lies", told -> shown.add(told.size()))),
        Optional.empty());
    assertThat(said).isEmpty();
    assertThat(shown).singleElement().satisfies(n -> assertThat(n).isBetween(1, 10));
  }
}
