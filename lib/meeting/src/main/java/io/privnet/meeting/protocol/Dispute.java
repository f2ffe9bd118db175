package io.privnet.meeting.protocol;

import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.Channel.Received;
import io.privnet.meeting.protocol.Message.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Two parties claim to have been told different things in a round in which everybody tells all
 * others the same. Each shows the other what was signed by the rest.
 *
 * <p>Then one of these is named, and nobody who kept to the rules: whoever signed two different
 * messages for the round; or the other party, when it cannot show a signed message that differs
 * from what was received here.
 */
final class Dispute {
  private final Channel channel;
  private final Session session;
  private final String label;

  /**
   * @param label of the session
   */
  Dispute(Channel channel, Session session, String label) {
    this.channel = channel;
    this.session = session;
    this.label = label;
  }

  /**
   * Settles it.
   *
   * @param received what this party was told in the round, by all other negotiators
   * @param claims what each of those said who claim to have been told something else
   * @return naming who is to blame, with evidence
   * @throws NegotiationException when somebody fails meanwhile
   */
  <T extends Message> NegotiationException settle(
      Map<String, Received<T>> received, Map<String, Signed> claims)
      throws NegotiationException, InterruptedException {
    for (String other : claims.keySet()) {
      for (Received<T> told : received.values()) {
        if (!told.from().equals(other)) {
          channel.send(other, new Evidence(told.signed()));
        }
      }
    }
    NegotiationException verdict = null;
    for (Map.Entry<String, Signed> claim : claims.entrySet()) {
      String other = claim.getKey();
      for (Received<T> told : received.values()) {
        if (told.from().equals(other)) {
          continue;
        }
        Signed shown =
            channel.gather(Evidence.class, List.of(other), none()).get(other).message().frame();
        Message message = shownBy(other, shown, told.from());
        if (!told.message().getClass().isInstance(message)) {
          throw NegotiationException.by(other, "shows another message than what it was told");
        }
        if (differ(told.message(), message)) {
          throw NegotiationException.by(
                  told.from(),
                  "signed two different messages of one round: one to "
                      + session.self()
                      + ", another to "
                      + other)
              .provedBy(told.signed(), shown);
        }
      }
      verdict =
          NegotiationException.by(other, "claims to have been told what nobody signed")
              .provedBy(claim.getValue());
    }
    return verdict;
  }

  private static Predicate<Message> none() {
    return message -> false;
  }

  private Message shownBy(String other, Signed shown, String author) throws NegotiationException {
    try {
      Envelope envelope = opened(shown, session, label);
      if (!shown.sender().equals(author) || !envelope.receiver().equals(other)) {
        throw new Malformed("a message of somebody else, or to somebody else");
      }
      return envelope.message();
    } catch (Malformed e) {
      throw NegotiationException.by(
          other, "cannot show what it was told by " + author + ", but only " + e.getMessage());
    }
  }

  /** Whether two messages say different things. */
  static boolean differ(Message one, Message other) {
    return !Arrays.equals(Envelope.content(one), Envelope.content(other));
  }

  /**
   * What is in a frame that somebody shows.
   *
   * @throws Malformed when it is not a message of the session, signed by who is said to have
   */
  static Envelope opened(Signed shown, Session session, String label) throws Malformed {
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
    return envelope;
  }
}
