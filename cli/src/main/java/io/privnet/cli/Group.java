package io.privnet.cli;

import java.util.List;
import java.util.function.Supplier;

/**
 * A noun of the command line and its verbs.
 *
 * @param name as typed, for instance {@code geo}
 * @param summary one line for help
 * @param leaves its commands in the order help shows them
 */
public record Group(String name, String summary, List<Leaf> leaves) {
  public Group {
    leaves = List.copyOf(leaves);
  }

  /**
   * A command that is only made when its name is typed.
   *
   * @param name as typed, for instance {@code encode}
   * @param summary one line for help
   */
  public record Leaf(String name, String summary, Supplier<? extends Command> command) {}
}
