package io.privnet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code privnet}: parse, run, and one way out for everything that goes wrong. */
public final class Main {
  private Main() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // What the JDK says of bad input is to be in the language of the rest, whatever the user's.
    Locale.setDefault(Locale.ENGLISH);
    Ending.begin();
    Ending.with(run(arguments));
  }

  static int run(String... arguments) {
    Console plain = new Console(Console.Talk.NORMAL, Console.Colour.auto);
    ParseResult parsed;
    try {
      parsed = parse(arguments);
    } catch (ParameterException e) {
      plain.failed(usage(e));
      return Exit.USAGE;
    } catch (RuntimeException | LinkageError e) {
      return bug(plain, e);
    }
    Console console = Invocation.console(parsed);
    try {
      int exit = Invocation.run(parsed, console);
      console.end();
      return exit;
    } catch (Failure e) {
      return end(console, e);
    } catch (ParameterException e) {
      return end(console, usage(e));
    } catch (IllegalArgumentException | DateTimeException e) {
      return aboutTheRequest(e)
          ? end(console, Failure.usage(e.getMessage()).because(e))
          : bug(console, e);
    } catch (Console.OutputException e) {
      return e.pipeClosed()
          ? Exit.BROKEN_PIPE
          : end(console, Failure.data("cannot write standard output: " + lower(e.getMessage())));
    } catch (FileSystemException e) {
      String message = "cannot use " + e.getFile() + ": " + Console.reason(e);
      return end(console, Failure.data(message).because(e));
    } catch (IOException e) {
      return end(console, Failure.data(Console.reason(e)).because(e));
    } catch (UncheckedIOException e) {
      return end(console, Failure.data(Console.reason(e.getCause())).because(e));
    } catch (OutOfMemoryError e) {
      return end(console, Failure.data("not enough memory for this input"));
    } catch (Exception | Error e) {
      return bug(console, e);
    }
  }

  private static ParseResult parse(String[] arguments) {
    Set<String> words = new HashSet<>(Arrays.asList(arguments));
    try {
      ParseResult parsed = CommandTree.of(words).parseArgs(arguments);
      if (!Invocation.namesCommands(parsed)) {
        return parsed;
      }
    } catch (ParameterException _) {
      // The tree with all names says what is wrong, and what was perhaps meant.
    }
    return CommandTree.withNamesOfOthers(words).parseArgs(arguments);
  }

  /** Ends a failed command: what it printed before goes out first, so that no record is lost. */
  private static int end(Console console, Failure failure) {
    try {
      console.end();
    } catch (IOException _) {
      // The failure that is reported came first.
    }
    console.failed(failure);
    return failure.exit();
  }

  /** An illegal argument that privnet itself objects to was the user's; another is a bug. */
  private static boolean aboutTheRequest(RuntimeException e) {
    return e instanceof DateTimeException
        || e.getStackTrace().length > 0
            && e.getStackTrace()[0].getClassName().startsWith("io.privnet.");
  }

  private static int bug(Console console, Throwable thrown) {
    console.error("this is a bug in privnet: " + thrown.toString().lines().findFirst().orElse(""));
    console.hint("please report it, with what the same command prints with -vv");
    console.stackTrace(thrown);
    return Exit.BUG;
  }

  private static Failure usage(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    Failure failure = Failure.usage(lower(e.getMessage().lines().findFirst().orElse("")));
    String more = "see " + command + " --help";
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      String kind =
          word.startsWith("-")
              ? "option"
              : e.getCommandLine().getSubcommands().isEmpty() ? null : "command";
      failure =
          Failure.usage(
              kind == null
                  ? "unexpected argument '" + word + "'"
                  : "unknown " + kind + " '" + word + "'");
      CommandSpec spec = e.getCommandLine().getCommandSpec();
      Collection<String> known =
          word.startsWith("-") ? spec.optionsMap().keySet() : spec.subcommands().keySet();
      Optional<String> near = Typo.of(word).among(known);
      if (near.isPresent()) {
        more = "did you mean '" + near.get() + "'? " + more;
      }
    }
    return failure.hint(more);
  }

  static String lower(String text) {
    boolean acronym = text.length() > 1 && Character.isUpperCase(text.charAt(1));
    return acronym ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
