package io.privnet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** A parsed command line: what the common options ask for, and the command to run. */
final class Invocation {
  private Invocation() {}

  /** The console that the common options, wherever on the line they stand, ask for. */
  static Console console(ParseResult parsed) {
    boolean quiet = false;
    int verbose = 0;
    Console.Colour colour = Console.Colour.auto;
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      quiet |= at.matchedOptionValue('q', false);
      verbose += at.matchedOptionValue('v', new boolean[0]).length;
      colour = at.matchedOptionValue("--color", colour);
    }
    Console.Talk talk =
        quiet
            ? Console.Talk.QUIET
            : switch (verbose) {
              case 0 -> Console.Talk.NORMAL;
              case 1 -> Console.Talk.VERBOSE;
              default -> Console.Talk.TRACE;
            };
    return new Console(talk, colour);
  }

  /** Whether the answer lists commands, so that the tree must know them all by name. */
  static boolean namesCommands(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand() && !last.isUsageHelpRequested() && !last.isVersionHelpRequested()) {
      last = last.subcommand();
    }
    if (last.isVersionHelpRequested()) {
      return false;
    }
    Object command = last.commandSpec().userObject();
    return last.isUsageHelpRequested() || command instanceof Help || !(command instanceof Command);
  }

  static int run(ParseResult parsed, Console console) throws Exception {
    ParseResult last = parsed;
    while (true) {
      if (last.isUsageHelpRequested()) {
        return help(last.commandSpec().commandLine(), console);
      }
      if (last.isVersionHelpRequested()) {
        return version(console);
      }
      if (!last.hasSubcommand()) {
        break;
      }
      last = last.subcommand();
    }
    if (last.commandSpec().userObject() instanceof Command command) {
      return command.run(console);
    }
    console.trace(usage(last.commandSpec().commandLine(), console).stripTrailing());
    return Exit.USAGE;
  }

  static int help(CommandLine command, Console console) throws IOException {
    console.print(usage(command, console));
    return Exit.DONE;
  }

  private static String usage(CommandLine command, Console console) {
    return command.getUsageMessage(console.colours() ? Ansi.ON : Ansi.OFF);
  }

  private static int version(Console console) throws IOException {
    console.println("privnet " + Version.NUMBER);
    if (console.verbose()) {
      console.println("commit " + commit());
      console.println("java " + Runtime.version() + " " + System.getProperty("java.vendor"));
      console.println(
          "system " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
    return Exit.DONE;
  }

  private static String commit() throws IOException {
    try (InputStream recorded = Invocation.class.getResourceAsStream("/privnet-commit")) {
      return recorded == null
          ? "unknown"
          : new String(recorded.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
