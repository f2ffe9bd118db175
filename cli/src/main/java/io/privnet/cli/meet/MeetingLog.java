package io.privnet.cli.meet;

import io.privnet.cli.Console;
import io.privnet.meeting.identity.KnownPeers;
import io.privnet.meeting.network.Address;
import io.privnet.meeting.network.Attendance;
import io.privnet.meeting.protocol.Progress;
import java.util.Collection;

/** A line on standard error for each event. */
final class MeetingLog implements MeetingWatch {
  private final Console console;
  private final Slots slots;
  private final KnownPeers known;
  private volatile int awaited;

  /**
   * @param known whose keys the user knows
   */
  MeetingLog(Console console, Slots slots, KnownPeers known) {
    this.console = console;
    this.slots = slots;
    this.known = known;
  }

  @Override
  public void waiting(int others, String until) {
    awaited = others;
    console.note("waiting for " + others + " to join, until " + until);
  }

  @Override
  public void door(Attendance.Event event) {
    if (event instanceof Attendance.Event.Joined joined) {
      Introduction guest = new Introduction(joined.name(), joined.key(), known);
      console.note(
          joined.name()
              + " joined ("
              + joined.present()
              + " of "
              + awaited
              + "), "
              + guest.standing()
              + " "
              + joined.key()
              + ", check words "
              + joined.checkWords());
      guest.doubt().ifPresent(console::warn);
    } else if (event instanceof Attendance.Event.Left left) {
      console.note(left.name() + " left, " + left.present() + " still here");
    } else if (event instanceof Attendance.Event.Refused refused) {
      console.warn(text(refused));
    }
  }

  static String text(Attendance.Event.Refused refused) {
    return "not let in: "
        + refused.key()
        + " from "
        + Address.of(refused.from())
        + ": "
        + refused.reason();
  }

  @Override
  public void step(Progress.Event event) {
    if (event instanceof Progress.Event.Replied replied) {
      console.note(replied.name() + (replied.accepted() ? " accepts" : " declines"));
    } else if (event instanceof Progress.Event.Negotiating negotiating) {
      console.note(
          "negotiating: "
              + String.join(", ", negotiating.negotiators())
              + "; check words of all "
              + negotiating.checkWords());
    } else if (event instanceof Progress.Event.Trying trying) {
      console.detail("trying " + slots.start(trying.slot()));
    }
  }

  @Override
  public void failed(Collection<String> parties) {
    // The error that the command ends with says it.
  }

  @Override
  public void close() {}
}
