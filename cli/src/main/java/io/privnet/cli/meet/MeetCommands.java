package io.privnet.cli.meet;

import io.privnet.cli.Group;
import java.util.List;

/** The commands of {@code privnet meet}. */
public final class MeetCommands {
  public static final Group GROUP =
      new Group("meet", "Private negotiation of a meeting", List.of());

  private MeetCommands() {}
}
