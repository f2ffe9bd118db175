package io.privnet.cli.agenda;

import io.privnet.cli.Group;
import java.util.List;

/** The commands of {@code privnet agenda}. */
public final class AgendaCommands {
  public static final Group GROUP =
      new Group(
          "agenda",
          "Agendas as bit strings over a grid of slots",
          List.of(
              new Group.Leaf("encode", "The bit string of agendas over a grid", Encode::new),
              new Group.Leaf("show", "An agenda over a grid as a picture", Show::new),
              new Group.Leaf("generate", "Invent agendas, as .ics files", Generate::new)));

  private AgendaCommands() {}
}
