package io.privnet.cli.meet;

import io.privnet.cli.Group;
import java.util.List;

/** The commands of {@code privnet meet}. */
public final class MeetCommands {
  public static final Group GROUP =
      new Group(
          "meet",
          "Private negotiation of a meeting",
          List.of(
              new Group.Leaf("host", "Invite others to a meeting and take part", Host::new),
              new Group.Leaf("join", "Take part in a meeting that somebody hosts", Join::new),
              new Group.Leaf("run", "Negotiate with all parties in this process", Run::new),
              new Group.Leaf("verify", "Check transcripts, and name a cheater", Verify::new),
              new Group.Leaf(
                  "cost", "What a negotiation takes, by formula and measured", Cost::new),
              new Group.Leaf(
                  "setup", "Make a public setup for protocol sdc, as its dealer", Setup::new),
              new Group.Leaf("ttp", "Be the third party that all agendas are sent to", Ttp::new)));

  private MeetCommands() {}
}
