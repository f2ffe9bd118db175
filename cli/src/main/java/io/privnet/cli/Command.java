package io.privnet.cli;

/**
 * A leaf command. Its fields are the raw options, annotated for picocli; {@link #run} turns them
 * into one validated request, calls the library, and prints the result through the console.
 *
 * <p>The class carries {@code @Command(footer = {two example lines …})} from picocli; its name and
 * one-line summary stand in its {@link Group}. {@code --help}, {@code -q}, {@code -v} and {@code
 * --color} are added to every command by {@link CommandTree}.
 */
public abstract class Command {
  /**
   * Does the job.
   *
   * @return {@link Exit#DONE}, or {@link Exit#NO} when the answer is no
   * @throws Failure for what a person can mend
   * @throws Exception a library's exception for bad data, an IOException, or a bug
   */
  protected abstract int run(Console console) throws Exception;
}
