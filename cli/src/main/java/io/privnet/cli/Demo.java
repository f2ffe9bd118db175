package io.privnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Runs the commands below on the samples, each printed so that it can be run alone.",
    footer = {"  privnet demo", "  privnet demo | less -R"})
final class Demo extends Command {
  private static final String GRID =
      "--window 2026-11-23/2026-11-27 --hours 09:00-17:00 --days mon-fri --length PT1H"
          + " --granularity PT30M --zone Europe/Vienna";
  private static final String AGENDAS =
      "samples/agendas/alice.ics samples/agendas/bob.ics samples/agendas/carol.ics"
          + " samples/agendas/dave.ics samples/agendas/erin.ics";

  private record Chapter(String title, List<String> commands) {}

  private static final List<Chapter> CHAPTERS =
      List.of(
          new Chapter(
              "Private meetings: five agendas, one meeting, and nobody learns anything else",
              List.of(
                  "agenda show samples/agendas/alice.ics " + GRID,
                  "agenda encode " + AGENDAS + " " + GRID,
                  "meet run " + AGENDAS + " " + GRID + " -v",
                  "meet cost --parties 5 --slots 24 --protocol veto,xor,ttp --measure")),
          new Chapter(
              "Geographic dissemination: a place, its prefix, its router; who can be followed; what"
                  + " it costs",
              List.of(
                  "geo encode 48.2,16.37 --bits 24",
                  "geo assign 48.2,16.37 --routers samples/routers.json --explain",
                  "geo decode 111000000110010111000100 --draw",
                  "geo track samples/positions/two-cities.csv --k 5,20 --step 30s --plot",
                  "geo simulate samples/positions/two-cities.csv --messages 100")),
          new Chapter(
              "Remote instruments: a capture as demand and supply, and what users thought of it",
              List.of(
                  "qoe flows samples/captures/public-lan-expert.pcap.gz",
                  "qoe series samples/captures/public-lan-expert.pcap.gz --user 10.0.0.2"
                      + " --instrument 10.0.0.1:5900 --plot",
                  "qoe states samples/captures/wan-expert.pcap --user 10.0.0.2"
                      + " --instrument 10.0.0.1:5900",
                  "qoe mos samples/sessions.csv")));

  @Override
  protected int run(Console console) throws IOException {
    String samples = samples();
    for (Chapter chapter : CHAPTERS) {
      console.println("");
      console.println(console.style(Console.Style.BOLD, chapter.title()));
      for (String command : chapter.commands()) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ")) {
          words.add(word.startsWith("samples/") ? samples + word.substring(8) : word);
        }
        console.println("");
        console.println(console.style(Console.Style.CYAN, "$ privnet " + String.join(" ", words)));
        console.flush();
        if (console.quiet()) {
          words.add("--quiet");
        }
        if (console.colours()) {
          words.add("--color=always");
        }
        int exit = Main.run(words.toArray(String[]::new));
        if (exit != Exit.DONE) {
          return exit;
        }
      }
    }
    return Exit.DONE;
  }

  /** The folder of the samples as a person would type it from here. */
  private static String samples() {
    Path folder = Path.of(System.getProperty("privnet.samples", "samples"));
    if (!Files.isDirectory(folder)) {
      throw Failure.data("cannot read " + folder + ": no such folder")
          .hint("the demo needs the samples that come with privnet");
    }
    Path absolute = folder.toAbsolutePath().normalize();
    Path here = Path.of("").toAbsolutePath();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute) + "/";
  }
}
