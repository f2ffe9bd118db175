package io.privnet.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * A picture of some lines on the terminal of standard output, redrawn in place. What is said on
 * standard error meanwhile goes above it. At the end the picture stays and the cursor is below it.
 */
public final class LiveScreen implements AutoCloseable {
  private final Terminal terminal;
  private final Display display;
  private final Runnable restoring = this::restore;
  private Size size;
  private List<AttributedString> shown = List.of();

  private LiveScreen(Terminal terminal) {
    this.terminal = terminal;
    display = new Display(terminal, false);
    size = terminal.getSize();
    display.resize(size);
    terminal.puts(Capability.cursor_invisible);
    Ending.add(restoring);
  }

  /** Takes the terminal; empty when standard output is none, or one that cannot move its cursor. */
  public static Optional<LiveScreen> open(Console console) {
    if (!console.outputIsTerminal()) {
      return Optional.empty();
    }
    try {
      // Standard input is mostly a pipe here, so the terminal is asked for by its device.
      Terminal terminal = TerminalBuilder.builder().system(true).devTty(true).dumb(true).build();
      if (terminal.getStringCapability(Capability.cursor_up) == null
          || terminal.getSize().getColumns() == 0) {
        terminal.close();
        return Optional.empty();
      }
      return Optional.of(new LiveScreen(terminal));
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** How many columns a line may have. */
  public int columns() {
    return terminal.getSize().getColumns() - 1;
  }

  /** How many lines there may be. */
  public int rows() {
    return terminal.getSize().getRows() - 1;
  }

  /** Draws the picture, with lines and columns that do not fit left out. */
  public synchronized void show(List<String> lines) {
    Size now = terminal.getSize();
    if (!now.equals(size)) {
      size = now;
      display.clear();
      display.resize(size);
      terminal.puts(Capability.clear_screen);
    }
    shown =
        lines.stream()
            .limit(Math.max(1, size.getRows() - 1))
            .map(line -> AttributedString.fromAnsi(line).columnSubSequence(0, columns()))
            .toList();
    display.update(shown, -1);
    terminal.flush();
  }

  /** Lets something be said on standard error, above the picture. */
  public synchronized void above(Runnable saying) {
    display.update(List.of(), 0);
    terminal.flush();
    saying.run();
    display.reset();
    display.update(shown, -1);
    terminal.flush();
  }

  private synchronized void restore() {
    terminal.puts(Capability.cursor_normal);
    terminal.writer().println();
    terminal.flush();
  }

  @Override
  public void close() throws IOException {
    Ending.remove(restoring);
    restore();
    terminal.close();
  }
}
