package io.privnet.cli;

import io.privnet.cli.agenda.AgendaCommands;
import io.privnet.cli.geo.GeoCommands;
import io.privnet.cli.meet.MeetCommands;
import io.privnet.cli.qoe.QoeCommands;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands of privnet as picocli sees them. Reading a command's annotations costs more than
 * most commands do, so only those whose names occur among the arguments are built; the others are
 * known by name and summary, which is all that help and suggestions need.
 */
final class CommandTree {
  private static final List<Group> GROUPS =
      List.of(AgendaCommands.GROUP, MeetCommands.GROUP, GeoCommands.GROUP, QoeCommands.GROUP);

  private static final List<Group.Leaf> LEAVES =
      List.of(
          new Group.Leaf("demo", "All three jobs on the samples", Demo::new),
          new Group.Leaf("completion", "Completion script for bash or zsh", Completion::new),
          new Group.Leaf("help", "Help for a command", Help::new));

  private CommandTree() {}

  /** The tree with the commands built whose names occur among {@code arguments}. */
  static CommandLine forArguments(String... arguments) {
    Set<String> words = new HashSet<>(Arrays.asList(arguments));
    return build(words::contains);
  }

  /** The tree with every command built. */
  static CommandLine whole() {
    return build(name -> true);
  }

  private static CommandLine build(Predicate<String> wanted) {
    CommandSpec root = CommandSpec.create().name("privnet");
    root.usageMessage()
        .header("Private meetings, geographic dissemination, quality of remote instruments")
        .footer("  privnet demo", "  privnet geo encode 48.2,16.37", "  privnet help meet run");
    for (Group group : GROUPS) {
      root.addSubcommand(group.name(), group(group, wanted));
    }
    for (Group.Leaf leaf : LEAVES) {
      root.addSubcommand(leaf.name(), leaf(leaf, wanted));
    }
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version; with -v also commit, JDK and system.")
            .build());
    finish(root);
    return new CommandLine(root).setExpandAtFiles(false);
  }

  private static CommandSpec group(Group group, Predicate<String> wanted) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().header(group.summary());
    if (wanted.test(group.name()) && !group.leaves().isEmpty()) {
      for (Group.Leaf leaf : group.leaves()) {
        spec.addSubcommand(leaf.name(), leaf(leaf, wanted));
      }
      spec.usageMessage()
          .footer(
              "  privnet " + group.name() + " " + group.leaves().getFirst().name() + " --help",
              "  privnet help " + group.name() + " " + group.leaves().getLast().name());
      finish(spec);
    }
    return spec;
  }

  private static CommandSpec leaf(Group.Leaf leaf, Predicate<String> wanted) {
    if (!wanted.test(leaf.name())) {
      CommandSpec placeholder = CommandSpec.create();
      placeholder.usageMessage().header(leaf.summary());
      return placeholder;
    }
    CommandSpec spec = CommandSpec.forAnnotatedObject(leaf.command().get());
    spec.usageMessage().header(leaf.summary());
    finish(spec);
    return spec;
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
