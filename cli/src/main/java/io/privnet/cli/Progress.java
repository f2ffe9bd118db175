package io.privnet.cli;

import java.io.PrintStream;
import java.util.Locale;

/** One line on a terminal that says how far a long piece of work is. Silent in its first second. */
public final class Progress {
  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long BETWEEN_NANOS = 100_000_000L;

  private final String what;
  private final PrintStream terminal;
  private long next = System.nanoTime() + FIRST_NANOS;
  private boolean shown;
  private volatile boolean ended;

  /**
   * Begins.
   *
   * @param terminal null if nothing is to be shown
   */
  Progress(String what, PrintStream terminal) {
    this.what = what;
    this.terminal = terminal;
    this.ended = terminal == null;
  }

  /**
   * Says how far the work is. Cheap enough to be called for every record.
   *
   * @param total 0 when it is not known
   */
  public void at(long done, long total) {
    if (!ended && System.nanoTime() - next >= 0) {
      show(done, total);
    }
  }

  /** One thread may read on while another ends it. */
  private synchronized void show(long done, long total) {
    if (ended) {
      return;
    }
    next = System.nanoTime() + BETWEEN_NANOS;
    shown = true;
    String far =
        total > 0
            ? String.format(Locale.ROOT, "%d %%", Math.min(100, 100 * done / total))
            : String.format(Locale.ROOT, "%,d", done);
    terminal.print("\r\u001b[Kprivnet: " + what + ": " + far);
    terminal.flush();
  }

  /** Takes the line away, for good. */
  public synchronized void end() {
    ended = true;
    if (shown) {
      terminal.print("\r\u001b[K");
      terminal.flush();
      shown = false;
    }
  }
}
