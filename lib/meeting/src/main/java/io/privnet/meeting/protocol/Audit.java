package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.InvitationMessage.Invite;
import io.privnet.meeting.protocol.InvitationMessage.Reply;
import io.privnet.meeting.protocol.Message.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Computes again everything public in what one party kept of a negotiation: labels, signatures,
 * numbers, proofs, and the result.
 *
 * <p>It needs no secret, and believes nothing that is not signed by who is said to have said it,
 * except in {@code xor}, where nothing is: there it only tells whether what was said fits together.
 */
public final class Audit {
  /**
   * Something that does not hold.
   *
   * @param cheaters whose own signatures prove it; empty when it rests on who kept the record, or
   *     cannot be laid at anybody's door
   * @param what it is, in a sentence without its end
   */
  public record Finding(Set<String> cheaters, String what) {
    public Finding {
      cheaters = Set.copyOf(cheaters);
    }
  }

  /**
   * What the public part of the negotiation comes to.
   *
   * @param slot the first common one, or none
   * @param proven whether it follows from what can be computed again, so that whoever says
   *     otherwise has lied; else it rests on what parties, or the third party, said
   */
  public record Conclusion(OptionalInt slot, boolean proven) {}

  /**
   * A message that was kept.
   *
   * @param label that it cites
   * @param signed whether its sender's signature was kept with it
   */
  record Heard(String from, String to, String label, Message message, boolean signed) {}

  private final String keeper;
  private final List<Heard> heard = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> checks = new ArrayList<>();
  private final Statements statements = new Statements();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<String> labels = new TreeSet<>();
  private int signatures;
  private Invite invite;
  private Session session;
  private Conclusion conclusion;
  private String lack;

  private Audit(String keeper) {
    this.keeper = keeper;
  }

  /**
   * Audits what a party kept.
   *
   * @param keeper the party
   * @param key its key, as it says
   * @param frames in the order in which they were kept
   */
  public static Audit of(String keeper, PublicKey key, List<Kept> frames) {
    Audit audit = new Audit(keeper);
    audit.findInvitation(frames);
    if (audit.invite == null) {
      audit.lack = "there is no invitation in it";
    } else {
      audit.take(key, frames);
      audit.conclude();
    }
    return audit;
  }

  private void findInvitation(List<Kept> frames) {
    for (Kept kept : frames) {
      if (kept instanceof Kept.Open open && open.frame().body().length > 0) {
        try {
          if (Envelope.parse(open.frame().body()).message() instanceof Invite found) {
            invite = found;
            return;
          }
        } catch (Malformed e) {
          // Laid at its signer's door when the keys are known.
        }
      }
    }
  }

  private void take(PublicKey key, List<Kept> frames) {
    if (!Optional.of(key).equals(invite.invitation().party(keeper).map(Party::key))) {
      found(Set.of(), keeper + " is not in the invitation, or with another key");
    }
    for (Kept kept : frames) {
      switch (kept) {
        case Kept.Open open -> takeSigned(open);
        case Kept.Unsigned unsigned -> {
          if (!invite.invitation().protocol().equals(XorProtocol.NAME)) {
            found(Set.of(), "what " + unsigned.peer() + " and " + keeper + " said is not signed");
            continue;
          }
          String from = unsigned.sent() ? keeper : unsigned.peer();
          String to = unsigned.sent() ? unsigned.peer() : keeper;
          takeMessage(from, to, unsigned.body(), false);
        }
        case Kept.Withheld withheld ->
            checkNumber(withheld.sent(), withheld.peer(), withheld.number());
      }
    }
    checks.add(signatures + " signatures");
  }

  private void takeSigned(Kept.Open open) {
    Signed frame = open.frame();
    String to = open.sent() ? open.peer() : keeper;
    Optional<PublicKey> key = invite.invitation().party(frame.sender()).map(Party::key);
    String which = "frame " + frame.number() + " from " + frame.sender() + " to " + to;
    checkNumber(open.sent(), open.peer(), frame.number());
    if (key.isEmpty()) {
      found(Set.of(), which + ": " + frame.sender() + " is not in the invitation");
    } else if (!frame.isBy(key.get())) {
      found(Set.of(), which + " is not signed by " + frame.sender());
    } else {
      signatures++;
      if (frame.body().length > 0) {
        takeMessage(frame.sender(), to, frame.body(), true);
      }
    }
  }

  private void checkNumber(boolean sent, String peer, int number) {
    String direction = sent ? "to " + peer : "from " + peer;
    int expected = numbers.merge(direction, 1, Integer::sum) - 1;
    if (number != expected) {
      found(Set.of(), "frame " + expected + " " + direction + " is missing");
      numbers.put(direction, number + 1);
    }
  }

  private void takeMessage(String from, String to, byte[] body, boolean signed) {
    Set<String> author = signed ? Set.of(from) : Set.of();
    try {
      Envelope envelope = Envelope.parse(body);
      if (!envelope.sender().equals(from) || !envelope.receiver().equals(to)) {
        // That it came to somebody it is not for is the word of who kept it.
        found(
            envelope.sender().equals(from) ? Set.of() : author,
            from
                + " said to "
                + to
                + " what is in the name of '"
                + envelope.sender()
                + "' and for '"
                + envelope.receiver()
                + "'");
        return;
      }
      labels.add(envelope.session());
      heard.add(new Heard(from, to, envelope.session(), envelope.message(), signed));
      if (signed) {
        statements.add(envelope).ifPresent(findings::add);
      }
      envelope.message().shown().forEach(this::takeShown);
    } catch (Malformed e) {
      found(author, from + " sent " + e.getMessage());
    }
  }

  /** What somebody shows counts as far as it is signed by who is said to have said it. */
  private void takeShown(Signed frame) {
    Optional<PublicKey> key = invite.invitation().party(frame.sender()).map(Party::key);
    if (key.isPresent() && frame.isBy(key.get())) {
      try {
        Envelope envelope = Envelope.parse(frame.body());
        if (envelope.sender().equals(frame.sender())) {
          statements.add(envelope).ifPresent(findings::add);
        }
      } catch (Malformed e) {
        // It proves nothing about what all were told.
      }
    }
  }

  private void conclude() {
    heard.removeIf(one -> one.message() instanceof Reply && !one.label().equals(invite.id()));
    Map<String, Reply> replies = broadcast(Reply.class);
    List<String> invitees = invite.invitation().names().stream().skip(1).toList();
    if (!replies.keySet().containsAll(invitees)) {
      lack = missing(invitees, replies.keySet(), "reply");
      return;
    }
    session = new Session(invite, replies, keeper);
    labels.removeAll(Set.of(invite.id(), session.id()));
    labels.forEach(label -> found(Set.of(), "messages of another negotiation, labelled " + label));
    // Whoever said them there has not said them here.
    heard.removeIf(one -> labels.contains(one.label()));
    Protocol protocol;
    try {
      protocol = Protocol.named(invite.invitation().protocol());
      protocol.check(invite.invitation());
    } catch (IllegalArgumentException e) {
      lack = "the invitation cannot be: " + e.getMessage();
      return;
    }
    if (declined()) {
      lack = keeper + " declined";
    } else if (session.negotiators().size() < protocol.leastParties(invite.invitation().terms())) {
      conclusion = new Conclusion(OptionalInt.empty(), false);
    } else {
      negotiation(protocol).ifPresent(this::checkResults);
    }
  }

  private Optional<Conclusion> negotiation(Protocol protocol) {
    return switch (protocol) {
      case XorProtocol _ -> new XorAudit(this).conclusion();
      case TtpProtocol _ -> new TtpAudit(this).conclusion();
      case VetoProtocol _ -> new VetoAudit(this).conclusion();
      case SdcProtocol _ -> new SdcAudit(this).conclusion();
    };
  }

  private void checkResults(Conclusion computed) {
    if (computed.slot().isPresent()) {
      int slot = computed.slot().getAsInt();
      Map<String, Result> results = broadcast(Result.class);
      results.forEach(
          (name, result) -> {
            if (result.slot() != slot) {
              found(
                  computed.proven() ? Set.of(name) : Set.of(),
                  name + " said that the result is slot " + result.slot() + ", but it is " + slot);
            }
          });
      if (!results.keySet().containsAll(session.negotiators())) {
        lack = missing(session.negotiators(), results.keySet(), "result");
        return;
      }
    }
    conclusion = computed;
  }

  /** Who kept it. */
  public String keeper() {
    return keeper;
  }

  /** What was proposed, if that was kept. */
  public Optional<Invitation> invitation() {
    return Optional.ofNullable(invite).map(Invite::invitation);
  }

  /** The label of the negotiation, if all replies were kept. */
  public Optional<String> session() {
    return Optional.ofNullable(session).map(Session::id);
  }

  /** Those who accepted, once all replies are there; otherwise none. */
  public List<String> negotiators() {
    return session == null ? List.of() : session.negotiators();
  }

  /** The result as computed from what was kept; absent when too little is there. */
  public Optional<Conclusion> conclusion() {
    return Optional.ofNullable(conclusion);
  }

  /** What was checked and holds, a line each. */
  public List<String> checks() {
    return List.copyOf(checks);
  }

  /** What does not hold. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Whether who kept it declined, and so has no part in the result. */
  public boolean declined() {
    return session != null && !session.negotiators().contains(keeper);
  }

  /** Why there is no conclusion; empty when there is one. */
  public String lack() {
    return lack == null ? "" : lack;
  }

  /**
   * What contradicts each other in the records of several parties of one negotiation.
   *
   * @param audits of at least two
   */
  public static List<Finding> compare(List<Audit> audits) {
    return new Comparison(audits).findings();
  }

  // --- for those who check a protocol

  /** The negotiation. */
  Session negotiation() {
    return session;
  }

  /** What the negotiators said, in the order in which it was kept. */
  List<Heard> heard() {
    return heard;
  }

  Statements statements() {
    return statements;
  }

  /** What each party has said to all, or all that was kept of it. */
  <T extends Message> Map<String, T> broadcast(Class<T> kind) {
    Map<String, T> first = new LinkedHashMap<>();
    for (Heard one : heard) {
      if (kind.isInstance(one.message())) {
        first.putIfAbsent(one.from(), kind.cast(one.message()));
      }
    }
    return first;
  }

  void found(Set<String> cheaters, String what) {
    findings.add(new Finding(cheaters, what));
  }

  void holds(String what) {
    checks.add(what);
  }

  /** Says what there is too little of to come to a conclusion. */
  void lacks(String what) {
    lack = what;
  }

  static String missing(Collection<String> all, Collection<String> there, String what) {
    List<String> missing = all.stream().filter(name -> !there.contains(name)).toList();
    return "no " + what + " from " + String.join(", ", missing);
  }
}
