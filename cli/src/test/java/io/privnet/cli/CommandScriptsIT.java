package io.privnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every script in {@code src/test/scripts} against the real launcher. */
@Execution(ExecutionMode.CONCURRENT)
class CommandScriptsIT {
  private static final Path SCRIPTS = Path.of("src/test/scripts");
  private static final Path LAUNCHER_FOLDER = Path.of("").toAbsolutePath();
  private static final Path SAMPLES = LAUNCHER_FOLDER.resolveSibling("samples");

  static Stream<Path> scripts() throws Exception {
    String only = System.getProperty("script", "");
    return Files.walk(SCRIPTS)
        .filter(f -> f.toString().endsWith(".txt") && f.toString().contains(only))
        .sorted();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void script_printsWhatItSays(Path script, @TempDir Path folder) throws Exception {
    assertThat(CommandScript.read(script).run(folder, LAUNCHER_FOLDER, SAMPLES)).isEmpty();
  }
}
