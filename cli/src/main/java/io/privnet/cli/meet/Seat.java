package io.privnet.cli.meet;

import io.privnet.cli.Console;
import io.privnet.cli.Ending;
import io.privnet.cli.Failure;
import io.privnet.meeting.Invitation;
import io.privnet.meeting.identity.KnownPeers;
import io.privnet.meeting.network.Attendance;
import io.privnet.meeting.network.ConnectionException;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Progress;
import io.privnet.meeting.transcript.TranscriptWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One party's place in a meeting between processes: shows what happens, leaves the meeting when the
 * process is told to end, so that the others need not wait, and prints the result.
 */
final class Seat implements AutoCloseable {
  /** A party's part in a meeting, up to its outcome. */
  interface Part {
    Outcome play()
        throws NegotiationException, ConnectionException, IOException, InterruptedException;
  }

  private final Console console;
  private final Slots slots;
  private final String self;
  private final KnownPeers known;
  private final Unfinished unfinished;
  private final Runnable leaving;
  private final List<Attendance.Event> early = new ArrayList<>();
  private Invitation invitation;
  private boolean waiting;
  private volatile boolean left;
  private volatile MeetingWatch watch;
  private Optional<TranscriptWriter> transcript = Optional.empty();

  /**
   * @param self what this party is called
   * @param known whose keys the user knows
   * @param unfinished is told how the negotiation goes
   * @param leave ends the meeting for this party, at once
   */
  Seat(
      Console console,
      Slots slots,
      String self,
      KnownPeers known,
      Unfinished unfinished,
      Runnable leave) {
    this.console = console;
    this.slots = slots;
    this.self = self;
    this.known = known;
    this.unfinished = unfinished;
    watch = new MeetingLog(console, slots, known);
    leaving =
        () -> {
          left = true;
          leave.run();
        };
    Ending.add(leaving);
  }

  /**
   * Shows what happens from now on in place, where there is a terminal.
   *
   * @param heading what the meeting is about, the first line its title
   */
  void draw(List<String> heading) {
    watch = MeetingWatch.of(console, heading, slots, self, known);
  }

  /** Whom this party waits for, and until when; who was at the door before is shown now. */
  synchronized void waiting(int others, String until) {
    watch.waiting(others, until);
    waiting = true;
    early.forEach(watch::door);
    early.clear();
  }

  /** Somebody came to the door. */
  synchronized void door(Attendance.Event event) {
    if (left) {
      // That guests go when the door is closed is no news.
      return;
    }
    if (waiting) {
      watch.door(event);
    } else {
      early.add(event);
    }
  }

  /** The negotiation is a step further. */
  void step(Progress.Event event) {
    if (event instanceof Progress.Event.Invited invited) {
      invitation = invited.invitation();
    } else if (event instanceof Progress.Event.Negotiating) {
      unfinished.begin(invitation, self);
    }
    watch.step(event);
  }

  /** Tells a transcript how this party's part ends, and closes it then. */
  void keep(TranscriptWriter kept) {
    transcript = Optional.of(kept);
  }

  /**
   * Plays this party's part to the end.
   *
   * @throws Failure when a party or the network fails
   */
  Outcome take(Part part) throws IOException, InterruptedException {
    try {
      return kept(part);
    } catch (NegotiationException e) {
      waitIfLeft();
      watch.failed(e.parties());
      throw failed(e);
    } catch (ConnectionException e) {
      waitIfLeft();
      throw failed(e);
    } finally {
      watch.close();
    }
  }

  private Outcome kept(Part part)
      throws NegotiationException, ConnectionException, IOException, InterruptedException {
    try {
      Outcome outcome = part.play();
      unfinished.finish();
      transcript.ifPresent(kept -> kept.finished(outcome.slot()));
      return outcome;
    } catch (NegotiationException e) {
      if (!left) {
        unfinished.fail(e.getMessage());
      }
      transcript.ifPresent(kept -> kept.failed(e));
      throw e;
    } finally {
      if (transcript.isPresent()) {
        transcript.get().close();
      }
    }
  }

  private static Failure failed(Exception e) {
    return Failure.peer(e.getMessage(), e);
  }

  /** What fails because the process is being ended is not worth an error. */
  private void waitIfLeft() throws InterruptedException {
    if (left) {
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  @Override
  public void close() {
    Ending.remove(leaving);
  }
}
