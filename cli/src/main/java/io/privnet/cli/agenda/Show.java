package io.privnet.cli.agenda;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.meeting.agenda.Agenda;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.agenda.Tentative;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "A column for each day, a row for each slot: where the agenda is busy, where it is free,"
            + " and where a meeting of the length can start. Times are on the clock of the grid's"
            + " zone.",
    footer = {
      "  privnet agenda show alice.ics --window 2026-11-23/2026-11-27 --days mon-fri",
      "  privnet agenda show team.csv --window 2026-11-23/2026-12-04 --length PT2H"
    })
final class Show extends Command {
  @Parameters(
      paramLabel = "AGENDA",
      description =
          "An .ics file, a .csv with start,end rows, a .bits file, or - for standard input.")
  private String file;

  @Mixin private GridOptions gridOptions = new GridOptions();
  @Mixin private AgendaOptions agendaOptions = new AgendaOptions();

  @Override
  protected int run(Console console) throws IOException {
    Tentative tentative = agendaOptions.tentative();
    Grid grid = gridOptions.grid();
    Agenda agenda = AgendaOptions.read(console, file);
    new WeekPicture(console, grid, agenda.over(grid, tentative), agenda.busy(grid, tentative))
        .print();
    return Exit.DONE;
  }
}
