package io.privnet.cli;

import java.io.IOException;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = "Prints a script that completes commands, options and files in the shell.",
    footer = {
      "  privnet completion bash > ~/.local/share/bash-completion/completions/privnet",
      "  privnet completion zsh > ~/.zfunc/_privnet"
    })
final class Completion extends Command {
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell;

  @Override
  protected int run(Console console) throws IOException {
    String script = AutoComplete.bash("privnet", CommandTree.whole());
    console.print(shell == Shell.zsh ? zsh(script) : script);
    return Exit.DONE;
  }

  /** zsh reads the script through its emulation of bash's completion, which has no compopt. */
  private static String zsh(String script) {
    return script
        .lines()
        .filter(line -> !line.contains("compopt"))
        .collect(Collectors.joining("\n", "#compdef privnet\n", "\n"));
  }
}
