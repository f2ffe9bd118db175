package io.privnet.meeting.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.privnet.meeting.identity.PublicKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What p2 says of p1, whom it hears only by way of p0. No time passes here. */
class RelayedPartyTest {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final String SESSION = "session";
  private static final Map<String, PublicKey> KEYS =
      Map.of("p0", key("p0"), "p1", key("p1"), "p2", key("p2"));

  private static PublicKey key(String name) {
    return Meetings.identity(name).publicKey();
  }

  /** Receives what it was given, and after that nothing, without waiting. */
  private record Scripted(Set<String> peers, Queue<Arrival> arrivals, Set<String> givenUp)
      implements Transport {
    @Override
    public Optional<String> relay(String peer) {
      return peer.equals("p1") ? Optional.of("p0") : Optional.empty();
    }

    @Override
    public boolean send(String to, byte[] frame, long nanos) {
      return true;
    }

    @Override
    public void giveUp(String peer) {
      givenUp.add(peer);
    }

    @Override
    public Arrival receive(long nanos) {
      return arrivals.poll();
    }

    @Override
    public void close() {}
  }

  private final Set<String> givenUp = new TreeSet<>();

  private NegotiationException failure(Transport.Arrival... arrivals) {
    Transport transport =
        new Scripted(Set.of("p0", "p1"), new ArrayDeque<>(Arrays.asList(arrivals)), givenUp);
    Channel channel = new Channel(endpoint("p2", transport), SILENCE, Progress.NONE);
    channel.introduce(KEYS);
    channel.open(SESSION);
    return catchThrowableOfType(
        NegotiationException.class,
        () -> channel.gather(Message.Result.class, List.of("p0", "p1"), message -> false));
  }

  private static Endpoint endpoint(String name, Transport transport) {
    return new Endpoint(
        name, Meetings.identity(name), transport, SILENCE, Trace.NONE, FrameLog.NONE);
  }

  /** The first message of {@code from} to p2. */
  private static Transport.Arrival said(String from, Message message) throws Exception {
    byte[][] sent = {null};
    Transport catching =
        new Transport() {
          @Override
          public Set<String> peers() {
            return Set.of("p2");
          }

          @Override
          public boolean send(String to, byte[] frame, long nanos) {
            sent[0] = frame;
            return true;
          }

          @Override
          public Arrival receive(long nanos) {
            return null;
          }

          @Override
          public void close() {}
        };
    Endpoint endpoint = endpoint(from, catching);
    endpoint.introduce(KEYS);
    endpoint.send("p2", SESSION, message);
    return new Transport.Arrival.Delivery(from, sent[0]);
  }

  @Test
  void silentParty_isNamedTogetherWithTheHost() throws Exception {
    NegotiationException failure = failure(said("p0", new Message.Stalled()));
    assertThat(failure).hasMessage("nothing from p1 by way of p0 for 30.0 s");
    assertThat(failure.parties()).isEqualTo(Set.of("p0", "p1"));
    assertThat(givenUp).containsExactly("p1");
  }

  @Test
  void silentHost_isNamedAlone() {
    NegotiationException failure = failure();
    assertThat(failure).hasMessage("p0: nothing came for 30.0 s");
    assertThat(failure.parties()).isEqualTo(Set.of("p0"));
    assertThat(givenUp).containsExactly("p0", "p1");
  }

  @Test
  void silentPartyOfItsOwnConnection_isNamedAlone() throws Exception {
    NegotiationException failure = failure(said("p1", new Message.Stalled()));
    assertThat(failure).hasMessage("p0: nothing came for 30.0 s");
    assertThat(failure.parties()).isEqualTo(Set.of("p0"));
  }

  @Test
  void hostThatAlters_isNamedAlone() {
    NegotiationException failure = failure(new Transport.Arrival.Altered("p1", "p0"));
    assertThat(failure).hasMessage("p0: passed on something else than p1 sent");
    assertThat(failure.parties()).isEqualTo(Set.of("p0"));
  }

  @Test
  void cutConnection_isLaidAtEithersDoor() {
    NegotiationException failure = failure(new Transport.Arrival.Closed("p1"));
    assertThat(givenUp).isEmpty();
    assertThat(failure).hasMessage("p1: the connection by way of p0 was cut");
    assertThat(failure.parties()).isEqualTo(Set.of("p0", "p1"));
  }
}
