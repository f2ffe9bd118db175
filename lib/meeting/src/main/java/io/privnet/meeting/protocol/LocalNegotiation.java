package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.identity.Identity;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A negotiation whose parties are all in this process, each in a thread of its own. They share
 * nothing: all that passes between them is frames, encoded and signed as they are between machines,
 * each with a key that is made for this negotiation.
 */
public final class LocalNegotiation {
  /**
   * How long a party may say nothing before the negotiation fails, unless told otherwise; more when
   * the parties are more than the cores.
   */
  public static final Duration SILENCE = Duration.ofSeconds(30);

  private final Protocol protocol;
  private final SequencedMap<String, Availability> agendas;
  private Terms terms;
  private int first;
  private Optional<Grid> grid = Optional.empty();
  private List<String> dummies = List.of();
  private Set<String> declining = Set.of();
  private Duration silence;
  private Trace trace = Trace.NONE;
  private Progress progress = Progress.NONE;
  private Function<String, FrameLog> logs = party -> FrameLog.NONE;
  private Function<String, Identity> identities = party -> Identity.generate();
  private Function<String, RandomGenerator> random = party -> new SecureRandom();
  private UnaryOperator<Function<String, Transport>> wiring = UnaryOperator.identity();

  /**
   * @param protocol its short name
   * @param agendas of all parties, by name, all over the same number of slots; the first invites
   * @throws IllegalArgumentException when the protocol is unknown or reserves the name of a party,
   *     there are fewer than two agendas, or they differ in their number of slots
   */
  public LocalNegotiation(String protocol, SequencedMap<String, Availability> agendas) {
    this(Protocol.named(protocol), agendas);
  }

  LocalNegotiation(Protocol protocol, SequencedMap<String, Availability> agendas) {
    this.protocol = protocol;
    this.terms = this.protocol.terms();
    // They share the cores of one machine, and a party that computes is silent.
    int cores = Runtime.getRuntime().availableProcessors();
    this.silence = SILENCE.multipliedBy(1 + agendas.size() / cores);
    this.agendas = new LinkedHashMap<>(agendas);
    this.protocol
        .thirdParty()
        .filter(agendas::containsKey)
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "no party may be called '" + name + "', as the third party is");
            });
    if (agendas.size() < 2) {
      throw new IllegalArgumentException("a meeting takes two parties or more");
    }
    int slots = agendas.firstEntry().getValue().slots();
    agendas.forEach(
        (party, agenda) -> {
          if (agenda.slots() != slots) {
            throw new IllegalArgumentException(
                "the agenda of '"
                    + party
                    + "' has "
                    + agenda.slots()
                    + " slots, that of '"
                    + agendas.firstEntry().getKey()
                    + "' "
                    + slots);
          }
        });
  }

  /**
   * Sets how the protocol is run.
   *
   * @throws IllegalArgumentException when it does not know these terms
   */
  public LocalNegotiation under(Terms how) {
    protocol.check(how);
    terms = how;
    return this;
  }

  /** Sets the slot at which the negotiation starts. */
  public LocalNegotiation from(int slot) {
    first = slot;
    return this;
  }

  /** Sets when the slots are. */
  public LocalNegotiation over(Grid when) {
    grid = Optional.of(when);
    return this;
  }

  /**
   * Adds parties that are always free and that the initiator runs.
   *
   * @throws IllegalArgumentException when the protocol takes none
   */
  public LocalNegotiation dummies(int number) {
    if (number > 0 && !protocol.takesDummies()) {
      throw new IllegalArgumentException("protocol " + protocol.name() + " takes no dummies");
    }
    dummies = IntStream.rangeClosed(1, number).mapToObj(i -> "dummy-" + i).toList();
    return this;
  }

  /**
   * Lets invitees decline.
   *
   * @throws IllegalArgumentException when one is not invited, or is the initiator
   */
  public LocalNegotiation declining(Set<String> names) {
    for (String name : names) {
      if (!agendas.containsKey(name)) {
        throw new IllegalArgumentException("'" + name + "' is not invited and cannot decline");
      }
      if (name.equals(initiator())) {
        throw new IllegalArgumentException("'" + name + "' invites and cannot decline");
      }
    }
    declining = Set.copyOf(names);
    return this;
  }

  private int slots() {
    return agendas.firstEntry().getValue().slots();
  }

  private String initiator() {
    return agendas.firstEntry().getKey();
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

  /** Tells {@code observer} how far the initiator has got. */
  public LocalNegotiation observedBy(Progress observer) {
    progress = observer;
    return this;
  }

  /**
   * Keeps what parties send and receive.
   *
   * @param keepers of each party, by name
   */
  public LocalNegotiation loggedBy(Function<String, FrameLog> keepers) {
    logs = keepers;
    return this;
  }

  /** Lets everything that is sent be so long on its way. */
  public LocalNegotiation delayedBy(Duration oneWay) {
    return wired(ends -> party -> new DelayedTransport(ends.apply(party), oneWay));
  }

  /** Gives the parties keys that are known beforehand. */
  LocalNegotiation identified(Function<String, Identity> keys) {
    identities = keys;
    return this;
  }

  /** Changes the ends of the network that the parties are given. */
  LocalNegotiation wired(UnaryOperator<Function<String, Transport>> rewiring) {
    UnaryOperator<Function<String, Transport>> before = wiring;
    wiring = ends -> rewiring.apply(before.apply(ends));
    return this;
  }

  /**
   * Negotiates.
   *
   * @return the outcome, the same for all negotiators; with too few of them left, no slot and none
   *     tried
   * @throws IllegalArgumentException when fewer are invited than the protocol takes, or a name, the
   *     first slot or the grid does not fit
   * @throws NegotiationException when a party fails; all have ended by then
   * @throws InterruptedException when interrupted; all have ended by then
   */
  public Outcome run() throws NegotiationException, InterruptedException {
    Map<String, Identity> keys = new LinkedHashMap<>();
    agendas.keySet().forEach(name -> keys.put(name, identities.apply(name)));
    for (String name : dummies) {
      if (keys.put(name, identities.apply(name)) != null) {
        throw new IllegalArgumentException("a party is called '" + name + "', as a dummy is");
      }
    }
    protocol.thirdParty().ifPresent(name -> keys.put(name, identities.apply(name)));
    Invitation invitation = invitation(keys);
    protocol.check(invitation);
    Trace inTurn = trace == Trace.NONE ? trace : inTurn(trace);
    Function<String, Transport> ends = wiring.apply(new LocalNetwork(keys.keySet())::end);
    long start = System.nanoTime();
    List<Part> parts = new ArrayList<>();
    List<NegotiationException> failures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<Part> running = new ExecutorCompletionService<>(threads);
      for (String party : keys.keySet()) {
        running.submit(part(party, invitation, keys.get(party), ends.apply(party), inTurn));
      }
      try {
        for (int ended = 0; ended < keys.size(); ended++) {
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
    if (parts.size() < keys.size()) {
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

  private Invitation invitation(Map<String, Identity> keys) {
    Function<String, Party> party = name -> new Party(name, keys.get(name).publicKey());
    Function<String, Party> dummy =
        name ->
            new Party(name, keys.get(name).publicKey(), Optional.empty(), Optional.of(initiator()));
    return new Invitation(
        protocol.name(),
        terms,
        Stream.concat(agendas.keySet().stream().map(party), dummies.stream().map(dummy)).toList(),
        protocol.thirdParty().map(party),
        slots(),
        first,
        grid,
        Optional.empty(),
        Invitation.freshNonce());
  }

  /** One party's part, played to its end; the outcome is absent when it did not negotiate. */
  private record Part(Optional<Outcome> outcome, Traffic sent, int rounds) {}

  /** What the thread of {@code party} does. */
  private Callable<Part> part(
      String party, Invitation invitation, Identity identity, Transport end, Trace inTurn) {
    return () -> {
      try (end) {
        if (protocol.thirdParty().equals(Optional.of(party))) {
          return serve(party, invitation, identity, end, inTurn);
        }
        Participant participant =
            new Participant(party, identity, invitation.keys(), end)
                .silence(silence)
                .covered(terms.cover())
                .watchedBy(inTurn)
                .loggedBy(logs.apply(party))
                .random(random.apply(party))
                .speaking(name -> protocol);
        Availability agenda =
            dummies.contains(party) ? Availability.always(slots()) : agendas.get(party);
        Outcome outcome;
        if (party.equals(initiator())) {
          outcome = participant.observedBy(progress).initiate(invitation, agenda);
        } else {
          outcome =
              participant.join(
                  initiator(),
                  invitation.nonce(),
                  invited -> declining.contains(party) ? Optional.empty() : Optional.of(agenda));
        }
        return new Part(
            Optional.of(outcome).filter(o -> o.negotiators().contains(party)),
            outcome.sent(),
            outcome.rounds());
      }
    };
  }

  private Part serve(
      String party, Invitation invitation, Identity identity, Transport end, Trace inTurn)
      throws NegotiationException, InterruptedException {
    Endpoint endpoint = new Endpoint(party, identity, end, silence, inTurn, logs.apply(party));
    endpoint.introduce(invitation.keys());
    Channel channel = new Channel(endpoint, silence, Progress.NONE);
    TtpProtocol.serve(channel, invitation.keys());
    return new Part(Optional.empty(), channel.sent(), channel.rounds());
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
        one.slot(),
        one.negotiators(),
        one.declined(),
        one.dummies(),
        one.slotsTried(),
        sent,
        rounds,
        elapsed);
  }
}
