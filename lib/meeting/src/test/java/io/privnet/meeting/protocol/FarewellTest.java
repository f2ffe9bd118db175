package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.identity.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How p0 ends, among p1, p2 and p3. */
class FarewellTest {
  private static final Duration SILENCE = Duration.ofMinutes(10);
  private static final Set<String> PEERS = Set.of("p1", "p2", "p3");

  private final List<String> said = new ArrayList<>();

  private Channel channel() {
    Transport end =
        new Tap(
            new LocalNetwork(List.of("p0", "p1", "p2", "p3")).end("p0"),
            (to, frame) -> {
              String body = FaultyTransport.body(frame);
              String kind = body.replaceFirst("(?s).*\"kind\":\"([a-z]+)\".*", "$1");
              said.add(to + " " + (body.isEmpty() ? "end" : kind));
            });
    Endpoint endpoint =
        new Endpoint("p0", Meetings.identity("p0"), end, SILENCE, Trace.NONE, FrameLog.NONE);
    endpoint.introduce(Map.of("p1", key("p1"), "p2", key("p2"), "p3", key("p3")));
    Channel channel = new Channel(endpoint, SILENCE, Progress.NONE);
    channel.open("session");
    return channel;
  }

  private static PublicKey key(String name) {
    return Meetings.identity(name).publicKey();
  }

  @Test
  void done_allAreToldOnce() throws Exception {
    Channel channel = channel();
    channel.leave();
    channel.leave();
    assertThat(said).containsExactlyInAnyOrder("p1 end", "p2 end", "p3 end");
  }

  /** Who is at fault may take nothing, and keep waiting whoever tells it first. */
  @Test
  void failed_allAreToldAndThoseAtFaultLast() throws Exception {
    for (String culprit : PEERS) {
      said.clear();
      channel().abort(NegotiationException.by(culprit, "did something"));
      assertThat(said)
          .hasSize(6)
          .containsAll(PEERS.stream().map(peer -> peer + " failure").toList())
          .endsWith(culprit + " failure", culprit + " end");
    }
  }

  @Test
  void failedWhenDone_nothingMoreCanBeSaid() throws Exception {
    Channel channel = channel();
    channel.leave();
    said.clear();
    channel.abort(NegotiationException.by("p1", "did something"));
    assertThat(said).isEmpty();
  }
}
