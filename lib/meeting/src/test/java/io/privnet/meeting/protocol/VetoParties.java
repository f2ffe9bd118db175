package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Availability;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A negotiation by veto among p0, p1, …, of which is kept how it ended for each. */
final class VetoParties {
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private VetoParties() {}

  /** What became of each party; those that the test made vanish are left out. */
  static Map<String, Optional<NegotiationException>> run(
      List<String> bits, int open, UnaryOperator<Function<String, Transport>> wiring)
      throws InterruptedException {
    List<String> names = IntStream.range(0, bits.size()).mapToObj(i -> "p" + i).toList();
    Invitation invitation =
        new Invitation(
            "veto",
            Terms.DEFAULT.opening(open),
            Meetings.parties(names),
            Optional.empty(),
            bits.getFirst().length(),
            0,
            Optional.empty(),
            Optional.empty(),
            Invitation.freshNonce());
    Function<String, Transport> ends = wiring.apply(new LocalNetwork(names)::end);
    Map<String, Future<Outcome>> parties = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String name : names) {
        Transport end = ends.apply(name);
        parties.put(name, threads.submit(part(name, invitation, end, bits)));
      }
    }
    Map<String, Optional<NegotiationException>> failures = new LinkedHashMap<>();
    parties.forEach(
        (name, part) -> {
          try {
            part.get();
            failures.put(name, Optional.empty());
          } catch (ExecutionException e) {
            switch (e.getCause()) {
              case NegotiationException failure -> failures.put(name, Optional.of(failure));
              case InterruptedException vanished -> {}
              default -> throw new AssertionError(name + " broke down", e.getCause());
            }
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    return failures;
  }

  private static Callable<Outcome> part(
      String name, Invitation invitation, Transport end, List<String> bits) {
    Availability agenda = Availability.parse(bits.get(invitation.names().indexOf(name)));
    return () -> {
      try (end) {
        Participant participant =
            new Participant(name, Meetings.identity(name), invitation.keys(), end).silence(SILENCE);
        return name.equals("p0")
            ? participant.initiate(invitation, agenda)
            : participant.join("p0", invitation.nonce(), invited -> Optional.of(agenda));
      }
    };
  }
}
