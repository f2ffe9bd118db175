package io.privnet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the manual, section 1 in man(7) macros, from the commands as picocli sees them. */
final class ManPage {
  private static final List<String> EXIT_STATUS =
      List.of(
          "0: done",
          "1: the answer is no: no common slot, no route, a check did not hold",
          "2: wrong usage",
          "3: bad input data, or a file that cannot be read or written",
          "4: a peer, the network or the protocol failed",
          "69: no suitable JDK",
          "70: a bug",
          "130, 141, 143: interrupted, broken pipe, terminated");

  private static final List<String> COMMON = List.of("--help", "--quiet", "--verbose", "--color");

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** The pages by file name: one for privnet, one for each command group. */
  static Map<String, String> all() {
    CommandLine root = CommandTree.whole();
    Map<String, String> pages = new TreeMap<>();
    pages.put("privnet.1", of(root));
    root.getSubcommands()
        .forEach(
            (name, command) -> {
              if (!command.getSubcommands().isEmpty()) {
                pages.put("privnet-" + name + ".1", of(command));
              }
            });
    return pages;
  }

  private static String of(CommandLine command) {
    ManPage man = new ManPage();
    CommandSpec spec = command.getCommandSpec();
    String name = spec.qualifiedName("-");
    man.line(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"privnet " + Version.NUMBER + "\"");
    man.line(".SH NAME");
    man.line(name + " \\- " + text(header(spec)));
    man.line(".SH SYNOPSIS");
    man.line(".B " + spec.qualifiedName());
    man.line("[\\fIOPTIONS\\fR] \\fICOMMAND\\fR ...");
    man.line(".SH COMMANDS");
    command
        .getSubcommands()
        .forEach(
            (_, sub) -> {
              if (!sub.getSubcommands().isEmpty()) {
                man.item("privnet " + sub.getCommandName(), header(sub.getCommandSpec()));
                man.line("See");
                man.line(".BR privnet\\-" + sub.getCommandName() + " (1).");
              } else {
                man.leaf(sub.getCommandSpec());
              }
            });
    man.line(".SH OPTIONS");
    spec.options().forEach(man::option);
    man.line(".SH EXIT STATUS");
    for (String status : EXIT_STATUS) {
      String[] parts = status.split(": ", 2);
      man.item(parts[0], parts[1]);
    }
    man.line(".SH EXAMPLES");
    man.examples(spec);
    return man.page.toString();
  }

  private void leaf(CommandSpec spec) {
    line(".SS " + spec.qualifiedName());
    line(text(header(spec)) + ".");
    line(".PP");
    List<String> synopsis = new ArrayList<>();
    for (PositionalParamSpec p : spec.positionalParameters()) {
      synopsis.add("\\fI" + text(p.paramLabel()) + "\\fR" + (p.arity().max() > 1 ? "..." : ""));
    }
    line(
        "\\fB"
            + text(spec.qualifiedName())
            + "\\fR [\\fIOPTIONS\\fR] "
            + String.join(" ", synopsis).strip());
    for (String paragraph : spec.usageMessage().description()) {
      line(".PP");
      line(text(String.format(Locale.ROOT, paragraph)));
    }
    for (PositionalParamSpec p : spec.positionalParameters()) {
      item("\\fI" + text(p.paramLabel()) + "\\fR", description(p));
    }
    spec.options().stream().filter(o -> !COMMON.contains(o.longestName())).forEach(this::option);
    line(".PP");
    examples(spec);
  }

  private void examples(CommandSpec spec) {
    line(".nf");
    for (String example : spec.usageMessage().footer()) {
      line(text(String.format(Locale.ROOT, example)));
    }
    line(".fi");
  }

  private void option(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add("\\fB" + text(name) + "\\fR");
    }
    String value = option.arity().max() > 0 ? "=\\fI" + text(option.paramLabel()) + "\\fR" : "";
    item(String.join(", ", names) + value, description(option));
  }

  private static String description(ArgSpec spec) {
    return String.format(Locale.ROOT, String.join(" ", spec.description()));
  }

  private static String header(CommandSpec spec) {
    return String.join(" ", spec.usageMessage().header());
  }

  private void item(String tag, String body) {
    line(".TP");
    line(tag.startsWith("\\f") ? tag : "\\fB" + text(tag) + "\\fR");
    line(text(body));
  }

  private void line(String line) {
    page.append(line).append('\n');
  }

  /** A backslash, a minus sign and a dot at the start of a line mean something to roff. */
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
