package io.privnet.meeting.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.TtpProtocol;
import io.privnet.meeting.sdc.PublicSetup;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Meetings over real sockets, all in this process: {@code host} and {@code p1}, {@code p2}, … */
final class SocketMeeting {
  static final Address LOOPBACK = new Address("127.0.0.1", 0);
  static final Duration SILENCE = Duration.ofMinutes(2);

  /** Is waited for, beside other tests; no honest party may be taken for silent. */
  static final Duration SHORT = Duration.ofSeconds(12);

  private static final long HANG_S = 300;

  private SocketMeeting() {}

  static Proposal proposal(String protocol, int slots) {
    return new Proposal(
        "host",
        protocol,
        protocol.equals("sdc")
            ? Terms.DEFAULT.with(PublicSetup.ready(1024).toString())
            : Terms.DEFAULT,
        Optional.empty(),
        slots,
        0,
        Optional.empty(),
        Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS),
        Invitation.freshNonce());
  }

  /** The same with a third party that listens at {@code address}. */
  static Proposal served(Proposal plain, Identity thirdParty, Address address) {
    return new Proposal(
        plain.initiator(),
        plain.protocol(),
        plain.terms(),
        Optional.of(
            new Party(
                TtpProtocol.THIRD_PARTY,
                thirdParty.publicKey(),
                Optional.of(address.toString()),
                Optional.empty())),
        plain.slots(),
        plain.first(),
        plain.grid(),
        plain.expires(),
        plain.nonce());
  }

  static HostedMeeting hosted(Proposal proposal, int awaited) {
    return new HostedMeeting(Identity.generate(), proposal, awaited).silence(SILENCE);
  }

  static JoinedMeeting joined(Ticket ticket, String name) {
    return new JoinedMeeting(ticket, Identity.generate(), name).silence(SILENCE);
  }

  /** What becomes of a party: an outcome, or what it threw. */
  record End(Outcome outcome, Throwable thrown) {}

  /** Runs all at once, each in a thread of its own. */
  static Map<String, End> together(Map<String, Callable<Outcome>> parties) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, Future<Outcome>> running = new LinkedHashMap<>();
      parties.forEach((name, party) -> running.put(name, threads.submit(party)));
      Map<String, End> ends = new LinkedHashMap<>();
      for (Map.Entry<String, Future<Outcome>> party : running.entrySet()) {
        try {
          ends.put(party.getKey(), new End(party.getValue().get(HANG_S, TimeUnit.SECONDS), null));
        } catch (ExecutionException e) {
          ends.put(party.getKey(), new End(null, e.getCause()));
        } catch (TimeoutException e) {
          threads.shutdownNow();
          throw e;
        }
      }
      return ends;
    }
  }

  /** Every one of them has failed, naming {@code culprit}. */
  static void assertNamed(String culprit, Map<String, End> ends, String what) {
    assertThat(ends)
        .isNotEmpty()
        .allSatisfy(
            (name, end) ->
                assertThat(end.thrown())
                    .isInstanceOfSatisfying(
                        NegotiationException.class,
                        failure -> {
                          assertThat(failure.parties())
                              .as(failure.getMessage())
                              .containsExactly(culprit);
                          assertThat(failure).hasMessageContaining(what);
                        }));
  }

  /** The host's part, then {@code p1}'s and so on, each accepting with its bits. */
  static Map<String, Callable<Outcome>> parts(
      HostedMeeting hosted, Ticket ticket, List<String> bits) {
    Map<String, Callable<Outcome>> parts = new LinkedHashMap<>();
    parts.put(
        "host",
        () -> {
          try (hosted) {
            return hosted.negotiate(Availability.parse(bits.getFirst()));
          }
        });
    for (int i = 1; i < bits.size(); i++) {
      parts.put("p" + i, accepting(ticket, "p" + i, bits.get(i)));
    }
    return parts;
  }

  static Callable<Outcome> accepting(Ticket ticket, String name, String bits) {
    return answering(joined(ticket, name), Optional.of(bits));
  }

  static Callable<Outcome> declining(Ticket ticket, String name) {
    return answering(joined(ticket, name), Optional.empty());
  }

  /** Joins, and accepts with bits or declines. */
  static Callable<Outcome> answering(JoinedMeeting joined, Optional<String> bits) {
    return () -> {
      try (JoinedMeeting meeting = joined) {
        meeting.join();
        return meeting.negotiate(invitation -> bits.map(Availability::parse));
      }
    };
  }
}
