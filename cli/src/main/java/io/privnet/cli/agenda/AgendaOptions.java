package io.privnet.cli.agenda;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.meeting.agenda.Agenda;
import io.privnet.meeting.agenda.Tentative;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How agendas are read, the same for every command that reads them. */
public final class AgendaOptions {
  @Option(
      names = "--tentative",
      paramLabel = "busy|free",
      description = "What a tentative event does to its time (busy).")
  private String tentative = "busy";

  /** What a tentative event does to its time. */
  public Tentative tentative() {
    return switch (tentative) {
      case "busy" -> Tentative.BUSY;
      case "free" -> Tentative.FREE;
      default -> throw Failure.usage("--tentative is busy or free, not '" + tentative + "'");
    };
  }

  /**
   * Reads an agenda from a file, or from standard input for {@code -}.
   *
   * @throws Failure when the file cannot be read
   * @throws IOException when the agenda cannot be understood
   */
  public static Agenda read(Console console, String file) throws IOException {
    try (InputStream in = console.open(file)) {
      return Agenda.read(Console.nameOf(file), in);
    }
  }

  /** The name of the agenda in a file: the file's without folder and {@code .ics} or the like. */
  public static String name(String file) {
    if (file.equals("-")) {
      return "stdin";
    }
    String name = file.substring(file.lastIndexOf('/') + 1);
    String lower = name.toLowerCase(Locale.ROOT);
    for (String ending : List.of(".ics", ".csv", ".bits")) {
      if (lower.endsWith(ending) && lower.length() > ending.length()) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }
}
