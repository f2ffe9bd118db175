package io.privnet.meeting.protocol;

import io.privnet.meeting.Party;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.Endpoint.Event;
import io.privnet.meeting.protocol.Endpoint.Event.Said;
import io.privnet.meeting.protocol.InvitationMessage.Invite;
import io.privnet.meeting.protocol.InvitationMessage.Reply;
import io.privnet.meeting.protocol.Message.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What one party has been told that was meant for all alike, and what the others show that they
 * have been told: from that it follows who told different parties different things.
 *
 * <p><b>Guarantee.</b> Whoever signed two different messages where all should have got the same is
 * found, with proof that anybody can check, when the two were told to honest parties. Nobody else
 * is: a message counts only under the label that it cites, and an honest party says one thing under
 * a label. For that it has to answer the very same invitation only once: in one process it takes
 * part once, and across processes no invitation is for two of its joins ({@link Party#joined}).
 */
final class Inquiry {
  /**
   * Longest body of a message that may have to be shown, so that it fits into another in Base64.
   */
  static final int MAX_BODY = 3_000_000;

  private static final int MAX_EVIDENCE = 4_050_000;

  /**
   * Statements that are kept of what one party shows, for each party there is: an invitation, and a
   * reply and commitments of each are all that there can be.
   */
  private static final int MOST_SHOWN = 4;

  /**
   * A message that all should have got alike.
   *
   * @param label that it cites
   */
  record Statement(String label, Message message, Signed signed) {
    private String author() {
      return signed.sender();
    }

    private boolean saysTheSameAs(Statement other) {
      return Arrays.equals(Envelope.content(message), Envelope.content(other.message));
    }

    /** Of two statements of one author on the same matter one is false. */
    private List<String> matter() {
      String where = message instanceof Invite invite ? invite.invitation().nonce() : label;
      return List.of(author(), message.topic().orElseThrow(), where);
    }
  }

  /**
   * A party that seems to have been told something else.
   *
   * @param what it did, for a person
   * @param excused whether what it shows that it was told is a reason for it
   */
  record Suspicion(String party, String what, Predicate<List<Statement>> excused) {}

  private final Endpoint endpoint;
  private final Duration silence;
  private final Map<List<String>, Statement> told = new LinkedHashMap<>();
  private final Map<String, List<Statement>> shown = new HashMap<>();

  /**
   * @param silence how long the others have to show what they have
   */
  Inquiry(Endpoint endpoint, Duration silence) {
    this.endpoint = endpoint;
    this.silence = silence;
  }

  /** Keeps what this party says or is told, if it is meant for all. */
  void keep(String label, Message message, Signed signed) {
    if (message.topic().isPresent()) {
      Statement statement = new Statement(label, message, signed);
      told.putIfAbsent(statement.matter(), statement);
    }
  }

  /**
   * Shows all others what this party was told, and sees what they were.
   *
   * @param label under which it does so
   * @param suspicions why; none when somebody else has called for it
   * @param call of that somebody
   * @return who did it, as far as that can be told
   */
  NegotiationException hold(String label, List<Suspicion> suspicions, Optional<Said> call)
      throws InterruptedException {
    long deadline = System.nanoTime() + silence.toNanos();
    Set<String> due = new TreeSet<>(endpoint.peers());
    due.removeIf(peer -> endpoint.hasEnded(peer) || !endpoint.keys().containsKey(peer));
    Set<String> callers = new HashSet<>();
    call.ifPresent(said -> callers.add(said.from()));
    Optional<NegotiationException> report = Optional.empty();
    try {
      for (Evidence evidence : evidence()) {
        for (String peer : due) {
          endpoint.send(peer, label, evidence);
        }
      }
      Event next = call.orElse(null);
      while (true) {
        switch (next) {
          case null -> {}
          case Said said -> {
            switch (said.message()) {
              case Evidence evidence -> {
                take(said.from(), evidence);
                if (!evidence.more()) {
                  due.remove(said.from());
                }
              }
              case Message.Failure failure -> {
                due.remove(said.from());
                callers.remove(said.from());
                if (!failure.accused().isEmpty()) {
                  report = Optional.of(endpoint.reported(said.from(), failure));
                }
              }
              default -> {}
            }
          }
          default -> {
            due.remove(next.from());
            callers.remove(next.from());
          }
        }
        // Who has called knows more than it can show: what made it suspicious.
        boolean unclear = suspicions.isEmpty() && report.isEmpty() && equivocators().isEmpty();
        if (due.isEmpty() && !(unclear && !callers.isEmpty())) {
          break;
        }
        next = endpoint.receive(deadline - System.nanoTime());
        if (next == null) {
          break;
        }
      }
    } catch (NegotiationException e) {
      return e;
    }
    return verdict(suspicions, report);
  }

  private NegotiationException verdict(
      List<Suspicion> suspicions, Optional<NegotiationException> report) {
    Map<String, Signed[]> equivocators = equivocators();
    if (!equivocators.isEmpty()) {
      return NegotiationException.among(
              equivocators.keySet(),
              String.join(", ", equivocators.keySet())
                  + ": signed two different messages where all should be told the same")
          .provedBy(equivocators.values().iterator().next());
    }
    List<Suspicion> unexcused =
        suspicions.stream()
            .filter(one -> !one.excused.test(shown.getOrDefault(one.party, List.of())))
            .toList();
    if (!unexcused.isEmpty()) {
      List<String> parties = unexcused.stream().map(Suspicion::party).toList();
      return NegotiationException.among(
          parties, String.join(", ", parties) + ": " + unexcused.getFirst().what);
    }
    return report.orElseGet(
        () ->
            NegotiationException.among(
                List.of(), "somebody was told something else, and it cannot be told by whom"));
  }

  /** All that was kept, in as many messages as it takes; at least one. */
  private List<Evidence> evidence() {
    List<Evidence> messages = new ArrayList<>();
    List<Signed> some = new ArrayList<>();
    long length = 0;
    for (Statement statement : told.values()) {
      // A frame in Base64, and the name of its author.
      long more = 2L * statement.signed.body().length / 3 * 2 + 200 + 6L * Party.MAX_NAME;
      if (length + more > MAX_EVIDENCE && !some.isEmpty()) {
        messages.add(new Evidence(true, some));
        some = new ArrayList<>();
        length = 0;
      }
      some.add(statement.signed);
      length += more;
    }
    messages.add(new Evidence(false, some));
    return messages;
  }

  /** What nobody signed, is not meant for all, or is more than there can be, is no evidence. */
  private void take(String by, Evidence evidence) {
    List<Statement> ofOne = shown.computeIfAbsent(by, name -> new ArrayList<>());
    for (Signed signed : evidence.statements()) {
      PublicKey author = endpoint.keys().get(signed.sender());
      if (ofOne.size() == MOST_SHOWN * endpoint.keys().size()) {
        return;
      }
      if (author == null || !signed.isBy(author)) {
        continue;
      }
      try {
        Envelope envelope = Envelope.parse(signed.body());
        if (envelope.sender().equals(signed.sender()) && envelope.message().topic().isPresent()) {
          ofOne.add(new Statement(envelope.session(), envelope.message(), signed));
        }
      } catch (Malformed e) {
        // Said by its author, but nothing.
      }
    }
  }

  /** Who said two different things on one matter, and which. */
  private Map<String, Signed[]> equivocators() {
    Map<String, Signed[]> found = new TreeMap<>();
    Map<List<String>, Statement> said = new HashMap<>(told);
    for (List<Statement> ofOne : shown.values()) {
      for (Statement one : ofOne) {
        Statement before = said.putIfAbsent(one.matter(), one);
        if (before != null && !before.saysTheSameAs(one)) {
          found.put(one.author(), new Signed[] {before.signed, one.signed});
        }
      }
    }
    return found;
  }

  /**
   * The labels that a party may cite which was told {@code statements}: of an invitation to this
   * meeting, and of the session that follows from it and the replies to it.
   */
  Set<String> labels(List<Statement> statements) {
    Set<String> labels = new HashSet<>();
    for (Statement one : statements) {
      if (one.message instanceof Invite invite && isToThisMeeting(one)) {
        labels.add(invite.id());
        Map<String, Reply> replies = new HashMap<>();
        for (Statement other : statements) {
          if (other.message instanceof Reply reply && other.label.equals(invite.id())) {
            replies.put(other.author(), reply);
          }
        }
        List<String> names = invite.invitation().names();
        if (replies.keySet().containsAll(names.subList(1, names.size()))) {
          labels.add(new Session(invite, replies, one.author()).id());
        }
      }
    }
    return labels;
  }

  /** A third party has not been invited, and takes the word of the others for the meeting. */
  private boolean isToThisMeeting(Statement invite) {
    return told.isEmpty() || told.containsKey(invite.matter());
  }
}
