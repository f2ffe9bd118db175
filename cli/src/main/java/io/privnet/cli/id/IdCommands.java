package io.privnet.cli.id;

import io.privnet.cli.Group;
import java.util.List;

/** The commands of {@code privnet id}. */
public final class IdCommands {
  public static final Group GROUP =
      new Group(
          "id",
          "Your key, and the keys of those you know",
          List.of(
              new Group.Leaf("new", "Make a key of your own", New::new),
              new Group.Leaf("show", "The fingerprint of your key", Show::new),
              new Group.Leaf("trust", "Know a peer by its key", Trust::new),
              new Group.Leaf("list", "The peers that you know", ListCommand::new)));

  private IdCommands() {}
}
