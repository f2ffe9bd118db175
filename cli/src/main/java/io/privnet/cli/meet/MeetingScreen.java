package io.privnet.cli.meet;

import io.privnet.cli.Console;
import io.privnet.cli.LiveScreen;
import io.privnet.cli.meet.MeetingPicture.Stance;
import io.privnet.meeting.Party;
import io.privnet.meeting.network.Attendance;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Progress;
import io.privnet.meeting.protocol.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The picture of a meeting on a terminal, drawn anew as things happen and as time goes by. */
final class MeetingScreen implements MeetingWatch {
  private static final int BETWEEN_MILLIS = 100;

  private final Console console;
  private final LiveScreen screen;
  private final Slots slots;
  private final MeetingPicture picture;
  private final long start = System.nanoTime();
  private final Thread drawing;
  private boolean closed;

  MeetingScreen(Console console, LiveScreen screen, List<String> heading, Slots slots) {
    this.console = console;
    this.screen = screen;
    this.slots = slots;
    picture = new MeetingPicture(heading, console::style, console.unicode());
    drawing = Thread.ofVirtual().start(this::drawOn);
  }
}
