package io.privnet.meeting.network;

import io.privnet.meeting.identity.Identity;
import java.util.List;

/**
 * The trusted third party of protocol {@code ttp} as a server, for any number of meetings at once.
 * It learns the agendas of all who use it, and keeps none.
 */
public final class TrustedThirdParty implements AutoCloseable {
  /** Is told what the server does. Called by several threads, one at a time. */
  @FunctionalInterface
  public interface Watcher {
    /** Something happened. */
    void happened(Event event);
  }

  /** What the server does. */
  public sealed interface Event {
    /**
     * All participants of a meeting were answered.
     *
     * @param meeting hash of its invitation, 64 hexadecimal digits
     */
    record Answered(String meeting, List<String> participants) implements Event {}

    /** A meeting failed; the reason names who was at fault. */
    record Failed(String meeting, List<String> parties, String reason) implements Event {}
  }

  /**
   * Starts to listen and to serve.
   *
   * @param self the third party's identity, whose key invitations name
   * @param listen where; port 0 is any free one
   * @throws ConnectionException when the address cannot be used
   */
  public static TrustedThirdParty open(Identity self, Endpoint listen, Watcher watcher)
      throws ConnectionException {
    throw new UnsupportedOperationException();
  }

  /** Where it listens, with the port that it got. */
  public Endpoint address() {
    throw new UnsupportedOperationException();
  }

  /** Stops listening; meetings that are under way fail. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
