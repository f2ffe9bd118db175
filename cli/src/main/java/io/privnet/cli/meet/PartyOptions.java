package io.privnet.cli.meet;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.cli.OutputFile;
import io.privnet.cli.Span;
import io.privnet.cli.agenda.AgendaOptions;
import io.privnet.cli.id.Keyring;
import io.privnet.meeting.Party;
import io.privnet.meeting.agenda.Agenda;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Tentative;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.network.Address;
import io.privnet.meeting.transcript.TranscriptWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the host of a meeting and those who join it say of themselves. */
final class PartyOptions {
  @Option(
      names = "--agenda",
      paramLabel = "AGENDA",
      description = "The own agenda: an .ics, .csv or .bits file, or -.")
  String agenda;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to be called by the others (like the agenda's file).")
  private String name;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long a party may say nothing once all have answered, before the meeting fails"
              + " (30s).")
  private String timeout = "30s";

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where to take connections; 0.0.0.0 is every address of this machine, port 0 any free"
              + " port.")
  private String listen;

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description = "Where others reach that, if not at the same address.")
  private String address;

  @Option(
      names = "--transcript",
      paramLabel = "FILE",
      description =
          "Keep a signed transcript, without agendas, for privnet meet verify; the file must not"
              + " exist yet.")
  private String transcript;

  @Option(
      names = "--ics",
      paramLabel = "FILE",
      description = "Write the agreed meeting as a calendar file; - prints it instead of the slot.")
  String ics;

  @Option(names = "--json", description = "Print the result as a JSON object.")
  boolean json;

  /** Checks what can be checked before anything is read. */
  void check() {
    if (json && "-".equals(ics)) {
      throw Failure.usage("--json and --ics - exclude each other");
    }
    Party.checkName(name());
    checkDifferent("--transcript", transcript, "--ics", ics);
    if (transcript != null) {
      checkTranscript();
    }
  }

  /** Checks that what another option has written goes to another file than these have written. */
  void checkOther(String option, String file) {
    checkDifferent(option, file, "--ics", ics);
    checkDifferent(option, file, "--transcript", transcript);
  }

  private static void checkDifferent(
      String option, String file, String otherOption, String otherFile) {
    if (file != null && otherFile != null && absolute(file).equals(absolute(otherFile))) {
      throw Failure.usage(option + " and " + otherOption + " name the same file, " + file);
    }
  }

  private static Path absolute(String file) {
    return Path.of(file).toAbsolutePath().normalize();
  }

  private void checkTranscript() {
    if (transcript.equals("-")) {
      throw Failure.usage("--transcript takes a file");
    }
    Path file = Path.of(transcript);
    if (Files.exists(file)) {
      throw Failure.data("cannot write " + transcript + ": exists already")
          .hint("a transcript is kept in a new file");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw Failure.data("cannot write " + transcript + ": there is no folder " + folder);
    }
  }

  /** Checks what depends on whether the slots have times. */
  void check(Optional<Grid> grid) {
    if (ics != null && grid.isEmpty()) {
      throw Failure.usage("--ics needs a grid, so that the meeting has a time");
    }
  }

  /** How long a party may say nothing. */
  Duration silence() {
    return Span.parse("--timeout", timeout);
  }

  /** Where to take connections, if it was said. */
  Optional<Address> listen() {
    return Optional.ofNullable(listen).map(text -> endpoint("--listen", text));
  }

  /** Where others reach that, if it was said. */
  Optional<Address> address() {
    return Optional.ofNullable(address).map(text -> endpoint("--address", text));
  }

  /** The address that an option gives. */
  static Address endpoint(String option, String text) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(option + ": " + e.getMessage()).because(e);
    }
  }

  /** Checks that an own agenda is named. */
  void checkAgenda() {
    if (agenda == null) {
      throw Failure.usage("--agenda is missing, which says when you are free");
    }
  }

  /** Who this party is. */
  static Identity identity(Console console) throws IOException {
    return Keyring.ofUser().identity(console);
  }

  /** Reads the own agenda. */
  Agenda read(Console console) throws IOException {
    checkAgenda();
    return AgendaOptions.read(console, agenda);
  }

  /** The calendar file to write; null when there is none. */
  OutputFile calendar(Console console) {
    return ics == null || ics.equals("-")
        ? null
        : console.create(ics, agenda == null ? List.of() : List.of(agenda));
  }

  /** The transcript to keep, if there is one. */
  Optional<TranscriptWriter> transcript(String called, Identity self) throws IOException {
    return transcript == null
        ? Optional.empty()
        : Optional.of(TranscriptWriter.create(called, self, Path.of(transcript)));
  }

  /** What this party is called. */
  String name() {
    return name != null
        ? name
        : agenda == null || agenda.equals("-")
            ? System.getProperty("user.name", "me")
            : AgendaOptions.name(agenda);
  }

  /**
   * The own agenda over the slots.
   *
   * @throws Failure when it is .bits with another number of slots
   */
  Availability free(Agenda read, Slots slots, Tentative tentative) throws IOException {
    Availability free =
        slots.grid().isPresent()
            ? read.over(slots.grid().get(), tentative)
            : read.bits()
                .orElseThrow(
                    () ->
                        Failure.data(
                            Console.nameOf(agenda)
                                + ": the meeting has no grid, only "
                                + slots.count()
                                + " numbered slots: it takes a .bits agenda"));
    if (free.slots() != slots.count()) {
      throw Failure.data(
          Console.nameOf(agenda)
              + ": has "
              + free.slots()
              + " slots, but the meeting has "
              + slots.count());
    }
    return free;
  }
}
