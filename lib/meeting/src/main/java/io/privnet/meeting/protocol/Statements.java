package io.privnet.meeting.protocol;

import io.privnet.meeting.protocol.InvitationMessage.Invite;
import io.privnet.meeting.protocol.Message.Result;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What parties have signed for all to hear. Whoever has signed two different things where there is
 * only one to say has told some of the others something else.
 */
final class Statements {
  /**
   * What there is only one thing to say about.
   *
   * @param author who says it
   * @param label of the negotiation, or of what is replied to
   * @param about which step
   */
  private record Subject(String author, String label, String about) {}

  private record Said(byte[] content, String to) {}

  private final Map<Subject, Said> said = new LinkedHashMap<>();

  /** Takes in a message that its sender has signed; a finding when it contradicts another. */
  Optional<Audit.Finding> add(Envelope envelope) {
    Message message = envelope.message();
    String label =
        message instanceof Invite invite ? invite.invitation().nonce() : envelope.session();
    return about(message)
        .flatMap(
            about ->
                add(
                    new Subject(envelope.sender(), label, about),
                    new Said(Envelope.content(message), envelope.receiver())));
  }

  /** Takes in what another record has; findings for what contradicts. */
  void addAll(Statements others, Consumer<Audit.Finding> findings) {
    others.said.forEach((subject, other) -> add(subject, other).ifPresent(findings));
  }

  private Optional<Audit.Finding> add(Subject subject, Said one) {
    Said other = said.putIfAbsent(subject, one);
    if (other == null || Arrays.equals(other.content, one.content)) {
      return Optional.empty();
    }
    String whom =
        other.to.equals(one.to)
            ? "both to " + one.to
            : "one to " + other.to + " and another to " + one.to;
    return Optional.of(
        new Audit.Finding(
            Set.of(subject.author),
            subject.author + " signed two different messages, " + whom + ": " + subject.about));
  }

  /** Which step of the negotiation a broadcast belongs to; empty when it is none. */
  private static Optional<String> about(Message message) {
    if (message.topic().isPresent()) {
      return message.topic();
    }
    return switch (message) {
      case Result _ -> Optional.of("result");
      case TtpMessage.Answer _ -> Optional.of("answer");
      case VetoMessage.Open open -> Optional.of("shares from slot " + open.slot());
      case SdcMessage values ->
          Optional.of(
              values.step().kind() + " for slot " + values.slot() + ", level " + values.level());
      default -> Optional.empty();
    };
  }
}
