package io.privnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class ManPagesTest {
  private static final Path MAN = Path.of("../man");

  /** {@code mvn -pl cli -am test -Dman=write} rewrites the pages after an option has changed. */
  @BeforeAll
  static void write() throws Exception {
    if ("write".equals(System.getProperty("man"))) {
      for (Map.Entry<String, String> page : ManPage.all().entrySet()) {
        Files.writeString(MAN.resolve(page.getKey()), page.getValue());
      }
    }
  }

  @Test
  void committedPages_areThoseOfTheOptions() throws Exception {
    Map<String, String> pages = ManPage.all();
    try (var committed = Files.list(MAN)) {
      assertThat(committed.map(f -> f.getFileName().toString()).collect(Collectors.toSet()))
          .isEqualTo(pages.keySet());
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertThat(MAN.resolve(page.getKey()))
          .as("run mvn -pl cli -am test -Dman=write")
          .hasContent(page.getValue());
    }
  }

  @Test
  void everyOption_standsInItsGroupsPage() throws Exception {
    for (CommandLine command : CommandTree.whole().getSubcommands().values()) {
      String page =
          Files.readString(
              MAN.resolve(
                  command.getSubcommands().isEmpty()
                      ? "privnet.1"
                      : "privnet-" + command.getCommandName() + ".1"));
      allBelow(command)
          .flatMap(c -> c.getCommandSpec().options().stream())
          .forEach(o -> assertThat(page).contains(o.longestName().replace("-", "\\-")));
    }
  }

  @Test
  void everyOptionAndArgument_isDescribed() {
    allBelow(CommandTree.whole())
        .forEach(
            command -> {
              for (ArgSpec arg : command.getCommandSpec().args()) {
                assertThat(String.join(" ", arg.description()))
                    .as(command.getCommandSpec().qualifiedName() + " " + arg.paramLabel())
                    .endsWith(".")
                    .hasSizeGreaterThan(5);
              }
            });
  }

  @Test
  void everyCommand_hasTwoExamples() {
    allBelow(CommandTree.whole())
        .forEach(
            command ->
                assertThat(command.getCommandSpec().usageMessage().footer())
                    .as(command.getCommandSpec().qualifiedName())
                    .hasSizeGreaterThanOrEqualTo(2));
  }

  @Test
  void everyParagraph_isFilledByTheHelp() {
    allBelow(CommandTree.whole())
        .map(CommandLine::getCommandSpec)
        .forEach(
            command -> {
              assertThat(command.usageMessage().description())
                  .as(command.qualifiedName())
                  .allMatch(paragraph -> paragraph.endsWith("."));
              assertThat(command.args())
                  .as(command.qualifiedName())
                  .allMatch(arg -> arg.description().length == 1);
            });
  }

  @Test
  void everyExample_fitsALineOfTheHelp() {
    allBelow(CommandTree.whole())
        .flatMap(command -> Stream.of(command.getCommandSpec().usageMessage().footer()))
        .forEach(example -> assertThat(example).hasSizeLessThan(80));
  }

  @Test
  void completionScript_listsEveryCommand() {
    String script = picocli.AutoComplete.bash("privnet", CommandTree.whole());
    allBelow(CommandTree.whole())
        .forEach(
            command -> {
              assertThat(script).contains(command.getCommandName());
              command
                  .getCommandSpec()
                  .options()
                  .forEach(o -> assertThat(script).contains(o.longestName()));
            });
  }

  private static Stream<CommandLine> allBelow(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(ManPagesTest::allBelow));
  }
}
