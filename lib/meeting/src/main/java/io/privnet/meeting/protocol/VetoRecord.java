package io.privnet.meeting.protocol;

import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.VetoMessage.Commit;
import io.privnet.meeting.protocol.VetoMessage.Open;
import io.privnet.meeting.veto.Author;
import io.privnet.meeting.veto.Commitments;
import io.privnet.meeting.veto.ProofException;
import io.privnet.meeting.veto.Share;
import io.privnet.meeting.veto.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one party has said and been told in a negotiation by {@link VetoProtocol}, itself included;
 * and what it makes of the evidence that others show.
 */
final class VetoRecord {
  private final Session session;
  private final String label;
  private final int first;
  private final int slots;
  private final int open;
  private final Map<String, Author> authors = new LinkedHashMap<>();
  private final Map<String, Commit> commits = new HashMap<>();
  private final Map<String, Map<Integer, Open>> opens = new HashMap<>();
  private View view;

  /**
   * @param open slots that are opened together
   */
  VetoRecord(Session session, int open) {
    this.session = session;
    this.open = open;
    label = session.id();
    first = session.invitation().first();
    slots = session.invitation().slots() - first;
    for (String name : session.negotiators()) {
      authors.put(name, new Author(label, session.key(name).fingerprint().toString()));
      opens.put(name, new HashMap<>());
    }
  }

  /** The session's label. */
  String label() {
    return label;
  }

  Author author(String name) {
    return authors.get(name);
  }

  /** What {@code name} has said in round 1. */
  void add(String name, Commit commit) {
    commits.put(name, commit);
  }

  /** What {@code name} has said in round 2. */
  void add(String name, Open message) {
    opens.get(name).put(message.slot(), message);
  }

  /**
   * Verifies round 1, which is complete.
   *
   * @throws ProofException when it does not hold
   */
  View verified() throws ProofException {
    List<Commitments> all = new ArrayList<>();
    for (String name : authors.keySet()) {
      all.add(decoded(name, commits.get(name)));
    }
    View complete = new View(all);
    complete.verify();
    view = complete;
    return view;
  }

  private Commitments decoded(String name, Commit commit) throws ProofException {
    return Commitments.decode(author(name), slots, commit.commitments());
  }

  /** Whether {@code message} claims the same view of round 1 that this party has. */
  boolean isOfThisView(Open message) {
    return Arrays.equals(message.view(), view.hash());
  }

  /** How many slots are opened together with {@code slot}, it included. */
  int opened(int slot) {
    return Math.min(open, first + slots - slot);
  }

  /**
   * The shares that {@code name} has sent, one a slot.
   *
   * @throws ProofException when they are not as many as slots are opened, or are none
   */
  List<Share> shares(String name, Open message) throws ProofException {
    List<Share> shares = new ArrayList<>();
    byte[] encoded = message.shares();
    for (int k = 0; k < opened(message.slot()); k++) {
      int from = k * Share.ENCODED_LENGTH;
      // A wrong total length leaves the last share too short or too long.
      int to =
          k == opened(message.slot()) - 1
              ? Math.max(from, encoded.length)
              : Math.min(from + Share.ENCODED_LENGTH, encoded.length);
      shares.add(
          Share.decode(
              author(name),
              view,
              message.slot() - first + k,
              Arrays.copyOfRange(encoded, Math.min(from, to), to)));
    }
    return shares;
  }

  /** The parties of whom something is wrong, in the order of the invitation. */
  List<String> names(ProofException wrong) {
    return authors.entrySet().stream()
        .filter(one -> wrong.authors().contains(one.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Looks at the evidence of a report.
   *
   * @return naming whoever is to blame by what is known here; or the report, when that is not
   *     enough
   */
  NegotiationException judged(NegotiationException report) {
    if (report.reporter().isEmpty() || report.evidence().isEmpty()) {
      return report;
    }
    String reporter = report.reporter().get();
    try {
      List<Signed> frames = report.evidence();
      String author = frames.getFirst().sender();
      Message message = opened(frames.getFirst());
      if (frames.size() == 2) {
        if (!frames.get(1).sender().equals(author) || !contradict(message, opened(frames.get(1)))) {
          throw new Malformed("two messages that do not contradict each other");
        }
        return twoFaced(author).provedBy(frames.get(0), frames.get(1));
      }
      return judged(report, reporter, author, message);
    } catch (Malformed e) {
      return NegotiationException.by(reporter, "shows as evidence " + e.getMessage());
    }
  }

  /** Whether two messages say different things. */
  private static boolean differ(Message one, Message other) {
    return !Arrays.equals(Envelope.content(one), Envelope.content(other));
  }

  /**
   * What is in a frame that somebody shows.
   *
   * @throws Malformed when it is not a message of the session, signed by who is said to have
   */
  private Message opened(Signed shown) throws Malformed {
    if (!session.negotiators().contains(shown.sender())) {
      throw new Malformed("a message of nobody who negotiates");
    }
    PublicKey key = session.key(shown.sender());
    if (!shown.isBy(key)) {
      throw new Malformed("a message with a wrong signature");
    }
    Envelope envelope = Envelope.parse(shown.body());
    if (!envelope.sender().equals(shown.sender()) || !envelope.session().equals(label)) {
      throw new Malformed("a message of another session");
    }
    return envelope.message();
  }

  /** Whether nobody who keeps to the rules says both. */
  private static boolean contradict(Message one, Message other) {
    if (one instanceof Commit && other instanceof Commit) {
      return differ(one, other);
    }
    return one instanceof Open a
        && other instanceof Open b
        && (!Arrays.equals(a.view(), b.view()) || (a.slot() == b.slot() && differ(one, other)));
  }

  private static NegotiationException twoFaced(String author) {
    return NegotiationException.by(author, "signed two messages that contradict each other");
  }

  private NegotiationException judged(
      NegotiationException report, String reporter, String author, Message message) {
    if (known(author).anyMatch(known -> contradict(known, message))) {
      return twoFaced(author).provedBy(report.evidence().getFirst());
    }
    Optional<String> wrong;
    boolean sameForAll;
    switch (message) {
      case Commit commit -> {
        wrong = wrong(() -> new View(List.of(decoded(author, commit))).verify());
        sameForAll = true;
      }
      case Open shown when view != null && isOfThisView(shown) && isWindow(shown.slot()) -> {
        wrong = wrong(() -> view.verify(shares(author, shown)));
        // Who has another view may have good reason to complain.
        sameForAll = opens.get(reporter).values().stream().anyMatch(this::isOfThisView);
      }
      default -> {
        return report;
      }
    }
    if (wrong.isPresent()) {
      return NegotiationException.by(author, wrong.get()).provedBy(report.evidence().getFirst());
    }
    return sameForAll
        ? NegotiationException.by(reporter, "accuses " + author + ", whose proofs hold")
        : report;
  }

  private boolean isWindow(int slot) {
    return slot >= first && slot < first + slots && (slot - first) % open == 0;
  }

  private Stream<Message> known(String author) {
    return Stream.concat(
        Optional.ofNullable(commits.get(author)).stream(), opens.get(author).values().stream());
  }

  private interface Verification {
    void run() throws ProofException;
  }

  private static Optional<String> wrong(Verification verification) {
    try {
      verification.run();
      return Optional.empty();
    } catch (ProofException e) {
      return Optional.of(e.getMessage());
    }
  }
}
