package io.privnet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs several command lines, each one argument, in one process: what the build does to learn which
 * classes a group of commands loads, for its AOT cache.
 *
 * <p>After {@code &} stand those that run beside a command in processes of their own, each with an
 * identity of its own. {@code when FILE} before a command lets it wait for a file.
 */
final class Training {
  private static final int PATIENCE_MILLIS = 60_000;

  private Training() {}

  public static void main(String[] commands) throws Exception {
    Ending.begin();
    for (String command : commands) {
      List<String> sides = List.of(command.split(" & "));
      List<Process> others = new ArrayList<>();
      for (String other : sides.subList(1, sides.size())) {
        others.add(start(other, others.size()));
      }
      int exit = Main.run(words(sides.getFirst()));
      for (Process other : others) {
        exit = Math.max(exit, other.waitFor());
      }
      if (exit != Exit.DONE) {
        System.exit(exit);
      }
    }
    System.exit(Exit.DONE);
  }

  /** The words of a command, once the file is there that it waits for. */
  private static String[] words(String command) throws InterruptedException {
    String[] words = command.split(" ");
    if (!words[0].equals("when")) {
      return words;
    }
    for (int waited = 0; waited < PATIENCE_MILLIS && !Files.exists(Path.of(words[1])); waited++) {
      Thread.sleep(1);
    }
    return Arrays.copyOfRange(words, 2, words.length);
  }

  private static Process start(String command, int number) throws Exception {
    ProcessBuilder other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Training.class.getName(),
                command)
            .inheritIO();
    other.environment().merge("XDG_DATA_HOME", "/" + number, String::concat);
    return other.start();
  }
}
