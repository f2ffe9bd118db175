package io.privnet.meeting.protocol;

import static io.privnet.meeting.protocol.Meetings.negotiation;
import static io.privnet.meeting.protocol.Meetings.onlyCommon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is said of parties that hear each other only by way of p0. */
class RelayedPartyTest {
  private static final String HOST = "p0";

  /** Where p0 is not at either end, it passes on; what p1 sends to p2 it can hold back or alter. */
  private record ByWayOfHost(Transport own, String self, Loss loss) implements Transport {
    /** What becomes of what arrives from another than the host. */
    interface Loss {
      Arrival of(String self, Arrival arrival);
    }

    @Override
    public Set<String> peers() {
      return own.peers();
    }

    @Override
    public Optional<String> relay(String peer) {
      return self.equals(HOST) || peer.equals(HOST) ? Optional.empty() : Optional.of(HOST);
    }

    @Override
    public boolean send(String to, byte[] frame, long nanos) throws InterruptedException {
      return own.send(to, frame, nanos);
    }

    @Override
    public Arrival receive(long nanos) throws InterruptedException {
      long deadline = System.nanoTime() + nanos;
      while (true) {
        Arrival arrival = own.receive(Math.max(0, deadline - System.nanoTime()));
        if (arrival == null || relay(arrival.from()).isEmpty()) {
          return arrival;
        }
        Arrival left = loss.of(self, arrival);
        if (left != null) {
          return left;
        }
      }
    }

    @Override
    public void close() {
      own.close();
    }
  }

  private static NegotiationException failure(ByWayOfHost.Loss loss, Duration silence) {
    LocalNegotiation negotiation =
        negotiation("xor", 0, onlyCommon(5, 4, 3))
            .silence(silence)
            .wired(ends -> wired(ends, loss));
    return catchThrowableOfType(NegotiationException.class, negotiation::run);
  }

  private static Function<String, Transport> wired(
      Function<String, Transport> ends, ByWayOfHost.Loss loss) {
    return name -> new ByWayOfHost(ends.apply(name), name, loss);
  }

  private static boolean betweenThem(String self, Transport.Arrival arrival) {
    return self.equals("p2") && arrival.from().equals("p1");
  }

  @Test
  void hostThatHoldsBack_isNamedTogetherWithTheSilent() {
    NegotiationException failure =
        failure(
            (self, arrival) -> betweenThem(self, arrival) ? null : arrival, Duration.ofSeconds(3));
    assertThat(failure).hasMessageContaining("nothing from p1 by way of p0 for 3.0 s");
    assertThat(failure.parties()).isEqualTo(Set.of("p0", "p1"));
  }

  @Test
  void hostThatAlters_isNamed() {
    NegotiationException failure =
        failure(
            (self, arrival) ->
                betweenThem(self, arrival)
                    ? new Transport.Arrival.Altered(arrival.from(), HOST)
                    : arrival,
            LocalNegotiation.SILENCE);
    assertThat(failure).hasMessageContaining("p0: passed on something else than p1 sent");
    assertThat(failure.parties()).isEqualTo(Set.of("p0"));
  }

  @Test
  void hostThatCuts_isNamedTogetherWithTheCut() {
    NegotiationException failure =
        failure(
            (self, arrival) ->
                betweenThem(self, arrival) ? new Transport.Arrival.Closed(arrival.from()) : arrival,
            LocalNegotiation.SILENCE);
    assertThat(failure).hasMessageContaining("p1: the connection by way of p0 was cut");
    assertThat(failure.parties()).isEqualTo(Set.of("p0", "p1"));
  }
}
