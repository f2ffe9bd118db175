package io.privnet.cli.agenda;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.meeting.agenda.Agenda;
import io.privnet.meeting.agenda.AgendaException;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Tentative;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Bit s is 1 when a meeting of the length can start at slot s: nothing in the agenda"
            + " overlaps it. One agenda gives its bits alone on a line, several NAME<TAB>BITS. A"
            + " .bits file needs no grid.",
    footer = {
      "  privnet agenda encode alice.ics --window 2026-11-23/2026-11-27 --days mon,wed",
      "  privnet agenda encode *.ics --window 2026-11-23/2026-11-27 --slots",
      "  privnet agenda encode - --window 2026-11-23/2026-11-23 --json < busy.csv"
    })
final class Encode extends Command {
  @Parameters(
      paramLabel = "AGENDA",
      arity = "1..*",
      description =
          "An .ics file, a .csv with start,end rows, a .bits file, or - for standard input.")
  private List<String> agendas;

  @Option(names = "--names", description = "Print the name also when there is one agenda.")
  private boolean names;

  @Option(names = "--slots", description = "Print a line START<TAB>END<TAB>BIT for every slot.")
  private boolean slots;

  @Option(
      names = "--json",
      description =
          "Print agenda, slots, free, bits, first_start, granularity_s, length_s, zone as JSON"
              + " Lines.")
  private boolean json;

  @Mixin private GridOptions gridOptions = new GridOptions();
  @Mixin private AgendaOptions agendaOptions = new AgendaOptions();

  @Override
  protected int run(Console console) throws IOException {
    if (slots && json) {
      throw Failure.usage("--slots and --json exclude each other");
    }
    Tentative tentative = agendaOptions.tentative();
    Grid grid = gridOptions.given() || slots ? gridOptions.grid() : null;
    Failure last = null;
    for (String file : agendas) {
      try {
        Agenda agenda = AgendaOptions.read(console, file);
        Availability bits = agenda.bits().orElse(null);
        if (bits == null || grid != null) {
          grid = grid == null ? gridOptions.grid() : grid;
          bits = agenda.over(grid, tentative);
        }
        print(console, AgendaOptions.name(file), bits, grid);
      } catch (AgendaException e) {
        last = next(console, last, Failure.data(e.getMessage()).because(e));
      } catch (Failure e) {
        if (agendas.size() == 1 || !e.concernsInput()) {
          throw e;
        }
        last = next(console, last, e);
      }
    }
    if (last != null) {
      throw last;
    }
    return Exit.DONE;
  }

  /** The last failure of several ends the command, those before it are told as they occur. */
  private static Failure next(Console console, Failure before, Failure failure) {
    if (before != null) {
      console.error(before.getMessage());
    }
    return failure;
  }

  private void print(Console console, String name, Availability bits, Grid grid)
      throws IOException {
    if (json) {
      console.json(record(name, bits, grid));
    } else if (slots) {
      String prefix = named() ? name + "\t" : "";
      for (int s = 0; s < grid.slots(); s++) {
        console.println(
            prefix
                + grid.start(s).toOffsetDateTime()
                + "\t"
                + grid.end(s).toOffsetDateTime()
                + "\t"
                + (bits.isFree(s) ? '1' : '0'));
      }
    } else {
      console.println(named() ? name + "\t" + bits : bits.toString());
    }
  }

  private boolean named() {
    return names || agendas.size() > 1;
  }

  private static Map<String, Object> record(String name, Availability bits, Grid grid) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("agenda", name);
    record.put("slots", bits.slots());
    record.put("free", bits.free());
    record.put("bits", bits.toString());
    record.put("first_start", grid == null ? null : grid.start(0).toOffsetDateTime());
    record.put("granularity_s", grid == null ? null : grid.granularity().toSeconds());
    record.put("length_s", grid == null ? null : grid.length().toSeconds());
    record.put("zone", grid == null ? null : grid.zone().getId());
    return record;
  }
}
