package io.privnet.cli.agenda;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.OutputFile;
import io.privnet.meeting.agenda.SyntheticAgenda;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description =
        "Writes alice.ics, bob.ics and so on: lunch, recurring meetings with exceptions,"
            + " appointments, days off. The same options give the same bytes. Prints the names of"
            + " the files.",
    footer = {
      "  privnet agenda generate --from 2026-11-23 --people 5 --seed 7 --out agendas",
      "  privnet agenda generate --from 2026-11-23 --weeks 12 --out agendas --force"
    })
final class Generate extends Command {
  private static final List<String> NAMES =
      List.of(
          "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "kim",
          "leo", "mia", "nick", "olga", "peggy", "quinn", "rupert", "sybil", "trent", "ursula",
          "victor", "wendy", "xenia", "yves", "zoe");
  private static final int MOST_PEOPLE = 10_000;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      required = true,
      description = "A day in the first week, such as 2026-11-23.")
  private String from;

  @Option(names = "--weeks", paramLabel = "N", description = "How many weeks, 1 to 520 (4).")
  private int weeks = 4;

  @Option(names = "--people", paramLabel = "N", description = "How many agendas, 1 to 10000 (5).")
  private int people = 5;

  @Option(names = "--seed", paramLabel = "N", description = "Decides what is in them (1).")
  private long seed = 1;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Time zone of the agendas, such as Europe/Vienna (that of the system).")
  private String zone;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the files, made when it is missing.")
  private String out;

  @Option(names = "--force", description = "Replace files that exist.")
  private boolean force;

  @Override
  protected int run(Console console) throws IOException {
    if (people < 1 || people > MOST_PEOPLE) {
      throw Failure.usage("--people has to be from 1 to " + MOST_PEOPLE + ", not " + people);
    }
    LocalDate first = date();
    ZoneId in = zone();
    Path folder = Path.of(out);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      Path file = folder.resolve(name(i) + ".ics");
      if (!force && Files.exists(file)) {
        throw Failure.data("cannot write " + file + ": exists already").hint("--force replaces it");
      }
      files.add(file);
    }
    List<String> agendas = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      agendas.add(SyntheticAgenda.of(name(i), seed, first, weeks, in));
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw Failure.data("cannot write into " + folder + ": is not a folder");
    }
    Files.createDirectories(folder);
    for (int i = 0; i < people; i++) {
      try (OutputFile file = console.create(files.get(i).toString(), List.of())) {
        file.stream().write(agendas.get(i).getBytes(StandardCharsets.UTF_8));
        file.commit();
      }
      console.println(files.get(i).toString());
    }
    return Exit.DONE;
  }

  private static String name(int person) {
    int round = person / NAMES.size();
    return NAMES.get(person % NAMES.size()) + (round == 0 ? "" : "" + (round + 1));
  }

  private LocalDate date() {
    try {
      return LocalDate.parse(from);
    } catch (DateTimeException e) {
      throw Failure.usage("--from: not a date such as 2026-11-23: '" + from + "'").because(e);
    }
  }

  private ZoneId zone() {
    return zone == null ? ZoneId.systemDefault() : GridOptions.zone(zone);
  }
}
