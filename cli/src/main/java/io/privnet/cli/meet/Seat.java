package io.privnet.cli.meet;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.meeting.network.Attendance;
import io.privnet.meeting.network.ConnectionException;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Progress;
import io.privnet.meeting.transcript.TranscriptWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
  private final Thread leaving;
  private final List<Attendance.Event> early = new ArrayList<>();
  private volatile boolean left;
  private volatile MeetingWatch watch;

  /**
   * @param leave ends the meeting for this party, at once
   */
  Seat(Console console, Slots slots, String self, Runnable leave) {
    this.console = console;
    this.slots = slots;
    this.self = self;
    watch = new MeetingLog(console, slots);
    leaving =
        new Thread(
            () -> {
              left = true;
              leave.run();
            });
    Runtime.getRuntime().addShutdownHook(leaving);
  }

  /**
   * Shows what happens from now on in place, where there is a terminal.
   *
   * @param heading what the meeting is about, the first line its title
   */
  synchronized void draw(List<String> heading) {
    MeetingWatch drawn = MeetingWatch.of(console, heading, slots, self);
    if (drawn instanceof MeetingScreen) {
      // Who was faster than the picture is to be on it.
      early.forEach(drawn::door);
    }
    watch = drawn;
  }

  /** Whom this party waits for, and until when. */
  void waiting(int others, String until) {
    watch.waiting(others, until);
  }

  /** Somebody came to the door. */
  synchronized void door(Attendance.Event event) {
    early.add(event);
    watch.door(event);
  }

  /** The negotiation is a step further. */
  void step(Progress.Event event) {
    watch.step(event);
  }

  /**
   * Plays this party's part to the end.
   *
   * @param transcript is told how it ended; null when none is kept
   * @throws Failure when a party or the network fails
   */
  Outcome take(Part part, TranscriptWriter transcript) throws IOException, InterruptedException {
    try (transcript) {
      return kept(part, transcript);
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

  private static Outcome kept(Part part, TranscriptWriter transcript)
      throws NegotiationException, ConnectionException, IOException, InterruptedException {
    try {
      Outcome outcome = part.play();
      if (transcript != null) {
        transcript.finished(outcome.slot());
      }
      return outcome;
    } catch (NegotiationException e) {
      if (transcript != null) {
        transcript.failed(e);
      }
      throw e;
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
    try {
      Runtime.getRuntime().removeShutdownHook(leaving);
    } catch (IllegalStateException e) {
      // The process is being ended: the hook has begun.
    }
  }
}
