package io.privnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * The packaged command, whose options are compiled, against picocli's reading of the annotations.
 */
@Execution(ExecutionMode.CONCURRENT)
class CompiledOptionsIT {
  static Stream<CommandLine> commands() {
    return CommandTree.whole().getSubcommands().values().stream()
        .flatMap(
            c ->
                c.getSubcommands().isEmpty() ? Stream.of(c) : c.getSubcommands().values().stream());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void compiledOptions_giveTheSameHelpAsAnnotations(CommandLine command) throws Exception {
    List<String> line = new ArrayList<>(List.of("./privnet"));
    line.addAll(
        Arrays.stream(command.getCommandSpec().qualifiedName().split(" ")).skip(1).toList());
    line.add("--help");
    Process packaged = new ProcessBuilder(line).redirectErrorStream(true).start();
    assertThat(new String(packaged.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
  }
}
