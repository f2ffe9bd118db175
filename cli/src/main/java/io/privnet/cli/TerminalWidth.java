package io.privnet.cli;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Asks the terminal how wide it is; apart from {@link Console} so that JLine loads only then. */
final class TerminalWidth {
  private TerminalWidth() {}

  static int columns(int otherwise) {
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).devTty(true).dumb(true).build()) {
      int columns = terminal.getSize().getColumns();
      return columns > 0 ? columns : otherwise;
    } catch (IOException | IllegalStateException e) {
      return otherwise;
    }
  }
}
