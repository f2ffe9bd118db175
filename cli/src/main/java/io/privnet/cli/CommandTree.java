package io.privnet.cli;

import io.privnet.cli.agenda.AgendaCommands;
import io.privnet.cli.geo.GeoCommands;
import io.privnet.cli.id.IdCommands;
import io.privnet.cli.meet.MeetCommands;
import io.privnet.cli.qoe.QoeCommands;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands of privnet as picocli sees them. Building a command costs more than most commands
 * do, so a tree holds no more than its use needs.
 */
final class CommandTree {
  private static final List<Group> GROUPS =
      List.of(
          AgendaCommands.GROUP,
          MeetCommands.GROUP,
          IdCommands.GROUP,
          GeoCommands.GROUP,
          QoeCommands.GROUP);

  private static final List<Group.Leaf> LEAVES =
      List.of(
          new Group.Leaf("demo", "All three jobs on the samples", Demo::new),
          new Group.Leaf("completion", "Completion script for bash or zsh", Completion::new),
          new Group.Leaf("help", "Help for a command", Help::new));

  private final Predicate<String> built;
  private final Predicate<String> named;

  private CommandTree(Predicate<String> built, Predicate<String> named) {
    this.built = built;
    this.named = named;
  }

  /** Only the commands whose names occur among the arguments: enough to run one of them. */
  static CommandLine of(Set<String> words) {
    return new CommandTree(words::contains, words::contains).root();
  }

  /** These, and the names and summaries of the others: enough for help and suggestions. */
  static CommandLine withNamesOfOthers(Set<String> words) {
    return new CommandTree(words::contains, _ -> true).root();
  }

  /** Every command. */
  static CommandLine whole() {
    return new CommandTree(_ -> true, _ -> true).root();
  }

  private CommandLine root() {
    CommandSpec root = CommandSpec.create().name("privnet");
    root.usageMessage()
        .header("Private meetings, geographic dissemination, quality of remote instruments")
        .footer("  privnet demo", "  privnet geo encode 48.2,16.37", "  privnet help meet run");
    for (Group group : GROUPS) {
      if (named.test(group.name())) {
        root.addSubcommand(group.name(), group(group));
      }
    }
    addLeaves(root, LEAVES);
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version; with -v also commit, JDK and system.")
            .build());
    finish(root);
    return new CommandLine(root).setExpandAtFiles(false);
  }

  private CommandSpec group(Group group) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().header(group.summary());
    if (built.test(group.name())) {
      addLeaves(spec, group.leaves());
      String name = "  privnet " + group.name() + " ";
      spec.usageMessage()
          .footer(
              name + group.leaves().getFirst().name() + " --help",
              "  privnet help " + group.name() + " " + group.leaves().getLast().name());
      finish(spec);
    }
    return spec;
  }

  private void addLeaves(CommandSpec parent, List<Group.Leaf> leaves) {
    for (Group.Leaf leaf : leaves) {
      if (named.test(leaf.name())) {
        parent.addSubcommand(leaf.name(), leaf(leaf));
      }
    }
  }

  private CommandSpec leaf(Group.Leaf leaf) {
    CommandSpec spec;
    if (built.test(leaf.name())) {
      spec = annotated(leaf.command().get());
      finish(spec);
    } else {
      spec = CommandSpec.create();
    }
    spec.usageMessage().header(leaf.summary());
    return spec;
  }

  private static CommandSpec annotated(Command command) {
    if (command instanceof CompiledOptions options) {
      CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
      options.declare(spec);
      return spec;
    }
    return CommandSpec.forAnnotatedObject(command);
  }

  /** Adds what every command has: the common options, and the look of its help. */
  private static void finish(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Print this help.").build());
    spec.addOption(
        OptionSpec.builder("-q", "--quiet")
            .description("Print nothing but data and errors.")
            .build());
    spec.addOption(
        OptionSpec.builder("-v", "--verbose")
            .type(boolean[].class)
            .arity("0")
            .description("Print more; -vv adds stack traces to errors.")
            .build());
    spec.addOption(
        OptionSpec.builder("--color")
            .paramLabel("WHEN")
            .type(Console.Colour.class)
            .description("Colour: auto, always or never (auto).")
            .build());
    spec.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .headerHeading("")
        .synopsisHeading("%nusage: ")
        .descriptionHeading(spec.usageMessage().description().length > 0 ? "%n" : "")
        .parameterListHeading("%narguments:%n")
        .optionListHeading("%noptions:%n")
        .commandListHeading("%ncommands:%n")
        .footerHeading("%nexamples:%n");
  }
}
