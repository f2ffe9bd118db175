package io.privnet.cli.meet;

import io.privnet.cli.Console;
import io.privnet.cli.LiveScreen;
import io.privnet.meeting.identity.KnownPeers;
import io.privnet.meeting.network.Attendance;
import io.privnet.meeting.protocol.Progress;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tells a person what happens in a meeting while it is being arranged. */
sealed interface MeetingWatch extends AutoCloseable permits MeetingLog, MeetingScreen {
  /**
   * In place on a terminal, otherwise a line for each event on standard error.
   *
   * @param heading what the meeting is about, the first line its title
   * @param self what this party is called
   * @param known whose keys the user knows
   */
  static MeetingWatch of(
      Console console, List<String> heading, Slots slots, String self, KnownPeers known) {
    Optional<LiveScreen> screen = console.quiet() ? Optional.empty() : LiveScreen.open(console);
    return screen.isPresent()
        ? new MeetingScreen(console, screen.get(), heading, slots, self, known)
        : new MeetingLog(console, slots, known);
  }

  /**
   * The meeting is open.
   *
   * @param others whom this party waits for
   * @param until when it stops waiting
   */
  void waiting(int others, String until);

  /** Somebody came to the door. */
  void door(Attendance.Event event);

  /** The negotiation is a step further. */
  void step(Progress.Event event);

  /** The negotiation failed, by these as far as it is known. */
  void failed(Collection<String> parties);

  @Override
  void close() throws IOException;
}
