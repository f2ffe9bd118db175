package io.privnet.cli;

import picocli.CommandLine;

@CommandLine.Command(footer = {"  privnet demo", "  privnet demo | less -R"})
final class Demo extends Command {
  @Override
  protected int run(Console console) throws Exception {
    return Exit.DONE;
  }
}
