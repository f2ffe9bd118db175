package io.privnet.cli;

import java.io.IOException;
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
    // zsh reads the same script through its bash emulation, once told which command it is for.
    console.print(shell == Shell.zsh ? "#compdef privnet\n" + script : script);
    return Exit.DONE;
  }
}
