package io.privnet.cli.qoe;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The command of the user that is run at each alert, with the alert in its environment. At most
 * {@value #AT_ONCE} run at a time, {@value #WAITING} alerts wait for one to end, and those beyond
 * are left out with a warning. The capture is read on meanwhile.
 */
final class AlertCommand {
  private static final int AT_ONCE = 4;
  private static final int WAITING = 100;
  private static final long PATIENCE_SECONDS = 5;

  private final String command;
  private final Consumer<String> output;
  private final Consumer<String> warning;
  private final ThreadPoolExecutor runs =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("alert").factory());

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
    try {
      runs.execute(() -> runAndWait(alert));
    } catch (RejectedExecutionException e) {
      warning.accept("too many alert commands still run; left out: " + alert.line());
    }
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
    }
  }

  /** Waits a little for those that still run. */
  void end() {
    runs.shutdown();
    try {
      if (!runs.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        int waiting = runs.getQueue().size();
        warning.accept(
            "alert commands still run and are left to themselves: "
                + runs.getActiveCount()
                + (waiting == 0 ? "" : "; never begun: " + waiting));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
