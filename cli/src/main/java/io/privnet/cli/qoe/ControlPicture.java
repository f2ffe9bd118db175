package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.figure.SessionFigure;
import java.io.IOException;

/** Control over a session's time, with its tasks and states below, in characters. */
final class ControlPicture {
  private ControlPicture() {}

  static void draw(Console console, SessionFigure.Session session, String counted)
      throws IOException {
    TimePicture picture = new TimePicture(console, session.trace());
    console.println(console.style(Console.Style.BOLD, session.name() + ", " + counted));
    picture.panel("b_in", session.trace().in(), session.meanInBps(), Console.Style.CYAN);
    picture.tasks(session.tasks());
    picture.states(session.states());
    picture.timeAxis();
  }
}
