package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.LiveScreen;
import io.privnet.cli.Span;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.health.HealthMeter;
import io.privnet.qoe.health.HealthSummary;
import io.privnet.qoe.series.LiveReading;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.state.StateBin;
import io.privnet.qoe.state.StateMachine;
import io.privnet.qoe.state.StateSummary;
import io.privnet.qoe.state.StateTally;
import io.privnet.qoe.state.SystemState;
import io.privnet.qoe.state.Thresholds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Follows a session, captured at the user, through its states while it goes on. On a"
            + " terminal it shows them in place; otherwise it prints a line for each change into or"
            + " out of Unstable, Breakdown and Recovery, within about an interval, T and half a"
            + " second of its cause. Ends with the pipe.",
    footer = {
      "  tcpdump -i eth0 -s 128 -U --immediate-mode -w - | privnet qoe watch - \\",
      "      --user 10.0.0.2 --instrument 10.0.0.1:5900",
      "  privnet qoe watch --json --user 10.0.0.2 --instrument 10.0.0.1:5900 - \\",
      "      < samples/captures/wan-expert.pcap"
    })
final class WatchCommand extends Command {
  @CommandLine.Parameters(
      paramLabel = "CAPTURE",
      description = "pcap or pcapng; - is standard input, as a rule from tcpdump.")
  private String capture;

  @CommandLine.Mixin private SessionRoles roleOptions;

  @CommandLine.Mixin private GridOptions grid;

  @CommandLine.Mixin private ThresholdOptions thresholdOptions;

  @CommandLine.Option(
      names = "--warm-up",
      paramLabel = "TIME",
      description =
          "How long to learn thresholds that are not given; longer while the user is idle (30s).")
  private String warmUp = "30s";

  @CommandLine.Option(names = "--all", description = "Also changes between Idle and Stable.")
  private boolean all;

  @CommandLine.Option(names = "--json", description = "One JSON record a change of state.")
  private boolean json;

  @CommandLine.Option(
      names = "--on-alert",
      paramLabel = "COMMAND",
      description =
          "Shell command to run at each change, told of it by PRIVNET_STATE, PRIVNET_FROM,"
              + " PRIVNET_TIME, PRIVNET_REASON and more; its output goes to standard error.")
  private String onAlert;

  @Override
  protected int run(Console console) throws IOException {
    Duration length = grid.interval();
    StateMachine machine =
        StateMachine.calibrating(thresholdOptions.given(), length, Span.parse("--warm-up", warmUp));
    CaptureInput.Session session = CaptureInput.Session.of(List.of(capture));
    Roles roles = roleOptions.resolve(console, session);
    try (CaptureReader reader = session.open(console)) {
      console.endProgress();
      StateTally tally = new StateTally(length);
      HealthSummary summary;
      try (LiveScreen screen = json ? null : LiveScreen.open(console).orElse(null)) {
        Watch watch = new Watch(console, screen, machine, tally, length);
        HealthMeter meter = HealthMeter.live(grid.atUser(roles), watch::take);
        LiveReading.read(reader, meter);
        summary = meter.finish();
        watch.end();
      }
      report(console, session, reader, summary, tally.summary());
    }
    return Exit.DONE;
  }

  private static void report(
      Console console,
      CaptureInput.Session session,
      CaptureReader reader,
      HealthSummary health,
      StateSummary states) {
    CaptureInput.report(console, reader.census());
    String name = reader.census().name();
    HealthCommand.report(console, session, name, health);
    if (health.latePackets() > 0) {
      console.hint("tcpdump hands packets over at once with -U --immediate-mode");
    }
    StringBuilder shares = new StringBuilder();
    for (SystemState state : SystemState.values()) {
      if (states.bins().get(state) > 0) {
        shares.append(shares.isEmpty() ? ": " : ", ");
        shares.append(StatePicture.name(state));
        shares.append(" " + Decimal.percent(states.share(state)));
      }
    }
    console.note(
        name
            + ": the capture ended after "
            + states.allBins()
            + " bins"
            + shares
            + "; alarms: "
            + states.alarms());
  }

  /** Takes interval after interval and tells what has changed. */
  private final class Watch {
    private final Console console;
    private final LiveScreen screen;
    private final StateMachine machine;
    private final StateTally tally;
    private final WatchView view;
    private final AlertCommand command;
    private final double seconds;
    private boolean learning;
    private long taken;

    Watch(
        Console console,
        LiveScreen screen,
        StateMachine machine,
        StateTally tally,
        Duration length) {
      this.console = console;
      this.screen = screen;
      this.machine = machine;
      this.tally = tally;
      seconds = length.toNanos() / 1e9;
      String title = "user " + roleOptions.user + ", instrument " + roleOptions.instrument;
      view = screen == null ? null : new WatchView(console, screen, title, length);
      command =
          onAlert == null
              ? null
              : new AlertCommand(onAlert, said(console::trace), said(console::warn));
      learning = machine.calibrating();
      if (learning && view == null) {
        console.note("learning the session's thresholds for " + warmUp + " (--warm-up)");
      }
    }

    private Consumer<String> said(Consumer<String> way) {
      return screen == null ? way : line -> screen.above(() -> way.accept(line));
    }

    void take(HealthBin health) throws IOException {
      StateBin bin = machine.next(health);
      tally.add(bin, machine.thresholds().demandBps());
      taken++;
      if (learning && !machine.calibrating()) {
        learning = false;
        if (view == null) {
          console.note(learned(machine.thresholds()));
        }
      }
      Optional<Alert> alert = bin.transition().map(Alert::new).filter(a -> all || a.matters());
      if (alert.isPresent()) {
        if (view == null) {
          tell(alert.get());
        }
        if (command != null) {
          command.run(alert.get());
        }
      }
      if (view != null) {
        String progress =
            learning
                ? "learning thresholds, " + Decimal.thousandths(taken * seconds) + " s of " + warmUp
                : "";
        view.add(bin, machine.thresholds(), progress);
      }
    }

    private void tell(Alert alert) throws IOException {
      if (json) {
        console.json(alert.record());
      } else {
        console.println(alert.line());
      }
      console.flush();
    }

    void end() {
      if (view != null) {
        view.draw();
      }
      if (command != null) {
        command.end();
      }
    }

    private String learned(Thresholds thresholds) {
      return "thresholds: d0 "
          + Decimal.people(thresholds.demandBps())
          + ", s0 "
          + Decimal.people(thresholds.supplyBps())
          + ", b_seed "
          + Decimal.people(thresholds.seedBps())
          + ", T "
          + Decimal.peopleSeconds(thresholds.stallSeconds());
    }
  }
}
