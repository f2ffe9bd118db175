package io.privnet.cli;

/**
 * Runs several command lines, each one argument, in one process: what the build does to learn which
 * classes a group of commands loads, for its AOT cache.
 */
final class Training {
  private Training() {}

  public static void main(String[] commands) {
    for (String command : commands) {
      int exit = Main.run(command.split(" "));
      if (exit != Exit.DONE) {
        System.exit(exit);
      }
    }
    System.exit(Exit.DONE);
  }
}
