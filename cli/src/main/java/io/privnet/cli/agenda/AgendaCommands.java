package io.privnet.cli.agenda;

import io.privnet.cli.Group;
import java.util.List;

/** The commands of {@code privnet agenda}. */
public final class AgendaCommands {
  public static final Group GROUP =
      new Group("agenda", "Agendas as bit strings over a grid of slots", List.of());

  private AgendaCommands() {}
}
