package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Availability;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A negotiation whose parties are all in this process, each in a thread of its own. They share
 * nothing: all that passes between them is frames, encoded as they are between machines.
 */
public final class LocalNegotiation {
  /** How long a party may say nothing before the negotiation fails, unless told otherwise. */
  public static final Duration SILENCE = Duration.ofSeconds(30);

  private final Invitation invitation;
  private final Map<String, Availability> agendas;
  private Set<String> declining = Set.of();
  private boolean insecure;
  private Duration silence = SILENCE;
  private Trace trace = Trace.NONE;
  private Function<String, RandomGenerator> random = party -> new SecureRandom();
  private UnaryOperator<Function<String, Transport>> wiring = UnaryOperator.identity();

  /**
   * @param invitation what the initiator proposes
   * @param agendas of all parties, each over the slots of the invitation
   * @throws IllegalArgumentException when an agenda is missing, superfluous or has another number
   *     of slots, the protocol is unknown, or a party has a name that the protocol reserves
   */
  public LocalNegotiation(Invitation invitation, Map<String, Availability> agendas) {
    this.invitation = invitation;
    this.agendas = Map.copyOf(agendas);
    Protocol protocol = Protocol.named(invitation.protocol());
    if (protocol instanceof TtpProtocol && invitation.parties().contains(TtpProtocol.THIRD_PARTY)) {
      throw new IllegalArgumentException(
          "no party may be called '" + TtpProtocol.THIRD_PARTY + "', as the third party is");
    }
    if (!agendas.keySet().equals(Set.copyOf(invitation.parties()))) {
      throw new IllegalArgumentException("every party has to have an agenda, and nobody else");
    }
    agendas.forEach(
        (party, agenda) -> {
          if (agenda.slots() != invitation.slots()) {
            throw new IllegalArgumentException(
                "the agenda of '"
                    + party
                    + "' has "
                    + agenda.slots()
                    + " slots, the invitation "
                    + invitation.slots());
          }
        });
  }

  /**
   * Lets invitees decline.
   *
   * @throws IllegalArgumentException when one is not invited, or is the initiator
   */
  public LocalNegotiation declining(Set<String> names) {
    for (String name : names) {
      if (!invitation.parties().contains(name)) {
        throw new IllegalArgumentException("'" + name + "' is not invited and cannot decline");
      }
      if (name.equals(invitation.initiator())) {
        throw new IllegalArgumentException("'" + name + "' invites and cannot decline");
      }
    }
    declining = Set.copyOf(names);
    return this;
  }

  /** Also runs among fewer than {@link Protocol#leastParties()}, where nothing is hidden. */
  public LocalNegotiation evenIfInsecure() {
    insecure = true;
    return this;
  }

  /** Sets how long a party may say nothing before the negotiation fails. */
  public LocalNegotiation silence(Duration longest) {
    silence = longest;
    return this;
  }

  /** Lets {@code watcher} see every message at both its ends. */
  public LocalNegotiation watchedBy(Trace watcher) {
    trace = watcher;
    return this;
  }

  /**
   * Takes randomness from elsewhere than {@link SecureRandom}, for repeatable experiments. Whoever
   * can predict it reads every agenda.
   *
   * @param source of each party, by name
   */
  public LocalNegotiation insecureRandom(Function<String, RandomGenerator> source) {
    random = source;
    return this;
  }

  /** Changes the ends of the network that the parties are given. */
  LocalNegotiation wired(UnaryOperator<Function<String, Transport>> rewiring) {
    wiring = rewiring;
    return this;
  }

  /**
   * Negotiates.
   *
   * @return the outcome, the same for all negotiators; with too few of them left, no slot and none
   *     tried
   * @throws IllegalArgumentException when fewer are invited than the protocol takes
   * @throws NegotiationException when a party fails; all have ended by then
   * @throws InterruptedException when interrupted; all have ended by then
   */
  public Outcome run() throws NegotiationException, InterruptedException {
    Protocol protocol = Protocol.named(invitation.protocol());
    int least = insecure ? 2 : protocol.leastParties();
    if (invitation.parties().size() < least) {
      throw new IllegalArgumentException(
          "protocol '"
              + protocol.name()
              + "' hides nothing among fewer than "
              + least
              + " parties");
    }
    List<String> all = new ArrayList<>(invitation.parties());
    if (protocol instanceof TtpProtocol) {
      all.add(TtpProtocol.THIRD_PARTY);
    }
    byte[] id = new byte[16];
    new SecureRandom().nextBytes(id);
    String session = HexFormat.of().formatHex(id);
    Trace inTurn = trace == Trace.NONE ? trace : inTurn(trace);
    Function<String, Transport> ends = wiring.apply(new LocalNetwork(all)::end);
    long start = System.nanoTime();
    List<Part> parts = new ArrayList<>();
    List<NegotiationException> failures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<Part> running = new ExecutorCompletionService<>(threads);
      for (String party : all) {
        running.submit(part(party, session, least, ends.apply(party), inTurn));
      }
      try {
        for (int ended = 0; ended < all.size(); ended++) {
          // The others of one that failed end by themselves, if they run at all.
          Future<Part> part =
              failures.isEmpty()
                  ? running.take()
                  : running.poll(silence.toNanos() / 2, TimeUnit.NANOSECONDS);
          if (part == null) {
            break;
          }
          collect(part, parts, failures);
        }
      } finally {
        threads.shutdownNow();
      }
    }
    if (!failures.isEmpty()) {
      // What a party saw itself, and first, is nearest to the cause.
      throw failures.stream()
          .max(
              Comparator.comparing(NegotiationException::firstHand)
                  .thenComparing(failure -> !failure.parties().isEmpty()))
          .orElseThrow();
    }
    if (parts.size() < all.size()) {
      throw new IllegalStateException("a party vanished, and nobody noticed");
    }
    return joint(parts, Duration.ofNanos(System.nanoTime() - start));
  }

  private static void collect(
      Future<Part> part, List<Part> parts, List<NegotiationException> failures)
      throws InterruptedException {
    try {
      parts.add(part.get());
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case NegotiationException failure -> failures.add(failure);
        // The others find that its connections are cut.
        case InterruptedException vanished -> {}
        default -> throw new IllegalStateException("a party's thread broke down", e.getCause());
      }
    }
  }

  /** Calls {@code watcher} for one party at a time, with times on one clock. */
  private static Trace inTurn(Trace watcher) {
    ReentrantLock turn = new ReentrantLock();
    long start = System.nanoTime();
    return sighting -> {
      turn.lock();
      try {
        watcher.seen(sighting.at(Duration.ofNanos(System.nanoTime() - start)));
      } finally {
        turn.unlock();
      }
    };
  }

  /** One party's part, played to its end; the outcome is absent when it did not negotiate. */
  private record Part(Optional<Outcome> outcome, Traffic sent, int rounds) {}

  /** What the thread of {@code party} does. */
  private Callable<Part> part(
      String party, String session, int least, Transport end, Trace inTurn) {
    return () -> {
      try (end) {
        Channel channel = new Channel(party, end, silence, inTurn);
        Optional<Outcome> outcome = play(party, session, least, channel);
        return new Part(outcome, channel.sent(), channel.rounds());
      }
    };
  }

  private Optional<Outcome> play(String party, String session, int least, Channel channel)
      throws NegotiationException, InterruptedException {
    if (!invitation.parties().contains(party)) {
      TtpProtocol.serve(channel, session);
      return Optional.empty();
    }
    Participant participant =
        new Participant(
            invitation,
            agendas.get(party),
            !declining.contains(party),
            least,
            random.apply(party),
            channel);
    Outcome outcome =
        party.equals(invitation.initiator())
            ? participant.initiate(session)
            : participant.join(session);
    return Optional.of(outcome).filter(o -> o.negotiators().contains(party));
  }

  private static Outcome joint(List<Part> parts, Duration elapsed) throws NegotiationException {
    List<Outcome> outcomes = parts.stream().flatMap(part -> part.outcome().stream()).toList();
    Outcome one = outcomes.getFirst();
    if (!outcomes.stream().allMatch(outcome -> outcome.slot().equals(one.slot()))) {
      throw NegotiationException.among(one.negotiators(), "the results of the parties differ");
    }
    Traffic sent = parts.stream().map(Part::sent).reduce(Traffic.NONE, Traffic::plus);
    int rounds = parts.stream().mapToInt(Part::rounds).max().orElseThrow();
    return new Outcome(
        one.slot(), one.negotiators(), one.declined(), one.slotsTried(), sent, rounds, elapsed);
  }
}
