package io.privnet.cli.qoe;

import io.privnet.cli.Group;
import java.util.List;

/** The commands of {@code privnet qoe}. */
public final class QoeCommands {
  public static final Group GROUP =
      new Group(
          "qoe",
          "Captures of remote instruments and the quality that users saw",
          List.of(
              new Group.Leaf("info", "What a capture holds, and whether whole", InfoCommand::new),
              new Group.Leaf("flows", "Who talks to whom in a capture", FlowsCommand::new),
              new Group.Leaf(
                  "series",
                  "Control and media rates over time, b_in and Δb_out",
                  SeriesCommand::new),
              new Group.Leaf(
                  "health",
                  "Round-trip times, losses and stalls of the network, ψf and ψr",
                  HealthCommand::new),
              new Group.Leaf(
                  "states",
                  "Idle, Stable, Unstable, Breakdown or Recovery, interval by interval",
                  StatesCommand::new),
              new Group.Leaf("watch", "A session's states while it goes on", WatchCommand::new),
              new Group.Leaf(
                  "mos", "How opinion scores go with what was measured", MosCommand::new),
              new Group.Leaf("plot", "The paper's figures for your own sessions", PlotCommand::new),
              new Group.Leaf(
                  "simulate", "A session from the equations of the model", SimulateCommand::new)));

  private QoeCommands() {}
}
