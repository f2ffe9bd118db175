package io.privnet.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@CommandLine.Command(footer = {"  privnet help", "  privnet help geo encode"})
final class Help extends Command {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command, as it is typed: none for privnet itself.")
  private List<String> path = List.of();

  @Override
  protected int run(Console console) throws IOException {
    CommandLine command = spec.root().commandLine();
    for (String name : path) {
      CommandLine next = command.getSubcommands().get(name);
      if (next == null) {
        throw Failure.usage("unknown command '" + String.join(" ", path) + "'")
            .hint("see " + command.getCommandSpec().qualifiedName() + " --help");
      }
      command = next;
    }
    return Invocation.help(command, console);
  }
}
