package io.privnet.cli.qoe;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The command of the user that is run at each alert, with the alert in its environment. At most
 * {@value #AT_ONCE} run at a time, and nobody waits for them.
 */
final class AlertCommand {
  static final int AT_ONCE = 4;

  private static final long PATIENCE_SECONDS = 5;

  private final String command;
  private final Consumer<String> output;
  private final Consumer<String> warning;
  private final Semaphore free = new Semaphore(AT_ONCE);

  /**
   * @param command for the shell
   * @param output takes each line that it prints
   * @param warning takes what went wrong
   */
  AlertCommand(String command, Consumer<String> output, Consumer<String> warning) {
    this.command = command;
    this.output = output;
    this.warning = warning;
  }

  void run(Alert alert) {
    if (!free.tryAcquire()) {
      warning.accept(
          "the alert command is left out for "
              + alert.line()
              + ": "
              + AT_ONCE
              + " of them still run");
      return;
    }
    Thread.ofPlatform().daemon().name("alert").start(() -> runAndWait(alert));
  }

  private void runAndWait(Alert alert) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder("/bin/sh", "-c", command)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"));
      alert.tell(builder.environment());
      Process process = builder.start();
      try (BufferedReader lines = process.inputReader()) {
        lines.lines().forEach(output);
      }
      int exit = process.waitFor();
      if (exit != 0) {
        warning.accept("the alert command ended with exit code " + exit);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      warning.accept("the alert command could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      free.release();
    }
  }

  /** Waits a little for those that still run. */
  void end() {
    try {
      if (!free.tryAcquire(AT_ONCE, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        warning.accept("an alert command still runs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
