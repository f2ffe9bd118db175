package io.privnet.cli.meet;

import io.privnet.cli.Console;
import io.privnet.cli.LiveScreen;
import io.privnet.cli.meet.MeetingPicture.Stance;
import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.identity.KnownPeers;
import io.privnet.meeting.network.Attendance;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Progress;
import io.privnet.meeting.protocol.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The picture of a meeting on a terminal, drawn anew as things happen and as time goes by. */
final class MeetingScreen implements MeetingWatch {
  private static final int BETWEEN_MILLIS = 100;

  private final Console console;
  private final LiveScreen screen;
  private final Slots slots;
  private final String self;
  private final KnownPeers known;
  private final MeetingPicture picture;
  private final long start = System.nanoTime();
  private final Thread drawing;
  private int awaited;

  MeetingScreen(
      Console console,
      LiveScreen screen,
      List<String> heading,
      Slots slots,
      String self,
      KnownPeers known) {
    this.console = console;
    this.screen = screen;
    this.slots = slots;
    this.self = self;
    this.known = known;
    picture = new MeetingPicture(heading, console::style, console.unicode());
    picture.party(self, Stance.ACCEPTED);
    picture.remark(self, "you");
    drawing = Thread.ofVirtual().start(this::drawOn);
  }

  private void drawOn() {
    try {
      while (true) {
        draw();
        Thread.sleep(BETWEEN_MILLIS);
      }
    } catch (InterruptedException e) {
      // The last picture is drawn by who closes.
    }
  }

  private synchronized void draw() {
    screen.show(
        picture.lines(
            screen.columns(), screen.rows(), Duration.ofNanos(System.nanoTime() - start)));
  }

  @Override
  public synchronized void waiting(int others, String until) {
    awaited = others;
    picture.missing(others);
    picture.phase("waiting for all to join, until " + until);
  }

  @Override
  public synchronized void door(Attendance.Event event) {
    if (event instanceof Attendance.Event.Joined joined) {
      picture.party(joined.name(), Stance.HERE);
      Introduction guest = new Introduction(joined.name(), joined.key(), known);
      picture.remark(joined.name(), joined.checkWords() + ", " + guest.standing());
      guest.doubt().ifPresent(doubt -> screen.above(() -> console.warn(doubt)));
      picture.missing(awaited - joined.present());
    } else if (event instanceof Attendance.Event.Left left) {
      picture.remove(left.name());
      picture.missing(awaited - left.present());
    } else if (event instanceof Attendance.Event.Refused refused) {
      screen.above(() -> console.warn(MeetingLog.text(refused)));
    }
  }

  @Override
  public synchronized void step(Progress.Event event) {
    if (event instanceof Progress.Event.Invited invited) {
      invited(invited.invitation());
    } else if (event instanceof Progress.Event.Replied replied) {
      picture.party(replied.name(), replied.accepted() ? Stance.ACCEPTED : Stance.DECLINED);
    } else if (event instanceof Progress.Event.Negotiating negotiating) {
      picture.phase("negotiating");
      picture.checkWords(negotiating.checkWords());
    } else if (event instanceof Progress.Event.Trying trying) {
      picture.phase("trying " + slots.start(trying.slot()));
      picture.progress(trying.slot() - slots.first(), slots.count() - slots.first());
      figures(trying.rounds(), trying.sent());
    } else if (event instanceof Progress.Event.Finished finished) {
      finished(finished.outcome());
    }
  }

  private void invited(Invitation invitation) {
    picture.missing(0);
    picture.phase("waiting for answers");
    for (Party party : invitation.parties()) {
      boolean answers = party.runBy().isEmpty() && !party.equals(invitation.initiator());
      picture.party(party.name(), answers ? Stance.ASKED : Stance.ACCEPTED);
      party.runBy().ifPresent(by -> picture.remark(party.name(), "a dummy run by " + by));
    }
    List<Introduction> others = ProposalText.others(invitation, self, known);
    boolean anyFamiliar = others.stream().anyMatch(Introduction::isFamiliar);
    if (anyFamiliar && !self.equals(invitation.initiator().name())) {
      others.forEach(other -> picture.remark(other.name(), other.standing()));
    }
  }

  private void finished(Outcome outcome) {
    outcome
        .slot()
        .ifPresentOrElse(
            slot -> picture.phase("agreed on " + slots.start(slot)),
            () -> picture.phase(outcome.slotsTried() == 0 ? "no meeting" : "no common slot"));
    if (outcome.slotsTried() > 0) {
      picture.progress(outcome.slotsTried(), slots.count() - slots.first());
    }
    figures(outcome.rounds(), outcome.sent());
  }

  private void figures(int rounds, Traffic sent) {
    picture.figure("rounds", Integer.toString(rounds));
    picture.figure("messages sent", Long.toString(sent.messages()));
    picture.figure("bytes sent", bytes(sent.bytes()));
  }

  @Override
  public synchronized void failed(Collection<String> parties) {
    parties.forEach(party -> picture.party(party, Stance.FAILED));
    picture.phase("failed");
  }

  static String bytes(long count) {
    return count < 1000
        ? count + " B"
        : count < 1_000_000
            ? String.format(Locale.ROOT, "%.1f kB", count / 1e3)
            : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
  }

  @Override
  public void close() throws IOException {
    drawing.interrupt();
    try {
      drawing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    draw();
    screen.close();
  }
}
