package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.OutputFile;
import io.privnet.cli.Span;
import io.privnet.qoe.model.Bins;
import io.privnet.qoe.model.Equilibrium;
import io.privnet.qoe.model.Feedback;
import io.privnet.qoe.model.Loop;
import io.privnet.qoe.model.PathQuality;
import io.privnet.qoe.model.Reaction;
import io.privnet.qoe.model.Scenario;
import io.privnet.qoe.model.SessionCapture;
import io.privnet.qoe.model.SessionModel;
import io.privnet.qoe.model.SimulatedBin;
import io.privnet.qoe.model.Simulation;
import io.privnet.qoe.model.TrueStates;
import io.privnet.qoe.series.Bin;
import io.privnet.qoe.state.SystemState;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Simulates a session by the model's equations: u = sum of actions, b_out = psi_f·G·(b_in +"
            + " b_seed), delta_b_out = psi_r·min(b_out, least hop), b_in = u -+ H·delta_b_out."
            + " Prints the rates over time and beside them the closed form G·psi_f·psi_r·(u +"
            + " b_seed) / (1 +- L) with L = G·psi_f·psi_r·H, whether the loop is stable, and why."
            + " Rates are in bit/s, as 60k or 1.5M.",
    footer = {
      "  privnet qoe simulate --psi 20/40=0.8 --feedback switching --h 0.004 \\",
      "      --hop 30M --plot",
      "  privnet qoe simulate --action 40k@5/50 --gain 60 --psi 20/23=0 --write s.pcap"
    })
final class SimulateCommand extends Command {
  @CommandLine.Option(
      names = "--action",
      paramLabel = "RATE[@START/END]",
      description =
          "Control that a function takes, all the time or from START to END; several add up (60k).")
  private List<String> actions = List.of("60k");

  @CommandLine.Option(
      names = "--gain",
      paramLabel = "G",
      description = "Bits of media that a bit of control brings about (500).")
  private String gain = "500";

  @CommandLine.Option(
      names = "--b-seed",
      paramLabel = "RATE",
      description = "Rate of periodic intra frames, before G (1k).")
  private String seedRate = "1k";

  @CommandLine.Option(
      names = "--h",
      paramLabel = "H",
      description = "How much b_in changes with delta_b_out (0.001).")
  private String behaviour = "0.001";

  @CommandLine.Option(
      names = "--feedback",
      paramLabel = "SIGN",
      description =
          "negative: more picture, less action; positive: retries; switching: positive while psi is"
              + " not ideal (negative).")
  private Sign feedback = Sign.negative;

  @CommandLine.Option(
      names = "--psi-f",
      paramLabel = "SHARE",
      description = "Quality of the path to the instrument, 0 to 1, when ideal (1).")
  private String forward = "1";

  @CommandLine.Option(
      names = "--psi-r",
      paramLabel = "SHARE",
      description = "Quality of the path to the user, 0 to 1, when ideal (1).")
  private String reverse = "1";

  @CommandLine.Option(
      names = "--psi",
      paramLabel = "START/END=F[,R]",
      description = "psi_f and psi_r (the same if not given) from START to END; 0 is an outage.")
  private List<String> disturbances = List.of();

  @CommandLine.Option(
      names = "--hop",
      paramLabel = "RATE",
      split = ",",
      description = "What the hops to the user let through; the least counts (no limit).")
  private List<String> hops = List.of();

  @CommandLine.Option(
      names = "--delay",
      paramLabel = "TIME",
      description = "Of the network, each way (20ms).")
  private String delay = "20ms";

  @CommandLine.Option(
      names = "--lag",
      paramLabel = "TIME",
      description = "The user follows the picture all the time, with this time constant (1s).")
  private String lag;

  @CommandLine.Option(
      names = "--step",
      paramLabel = "TIME",
      description = "Instead, the user decides anew each TIME and keeps to it.")
  private String step;

  @CommandLine.Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "Length of a bin, at least 1ms (1s).")
  private String interval = "1s";

  @CommandLine.Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "Length of the session (60s).")
  private String duration = "60s";

  @CommandLine.Option(names = "--plot", description = "A picture in the terminal instead of CSV.")
  private boolean plot;

  @CommandLine.Option(
      names = "--json",
      description = "One JSON record a phase, then one a bin, instead of CSV.")
  private boolean json;

  @CommandLine.Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Also write a pcap of the session as captured at the user; - for output only.")
  private String write;

  @CommandLine.Option(
      names = "--write-instrument",
      paramLabel = "FILE",
      description = "Also write the same session as captured at the instrument.")
  private String writeInstrument;

  @CommandLine.Option(
      names = "--media",
      paramLabel = "KIND",
      description =
          "Media in the pcap: rtp over UDP, or tcp, the control connection's other direction"
              + " (rtp).")
  private Media media = Media.rtp;

  @CommandLine.Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of what is lost in the pcap (1).")
  private String seed = "1";

  /** The direction of the user's reaction. */
  enum Sign {
    negative,
    positive,
    switching
  }

  /** How media travels. */
  enum Media {
    rtp,
    tcp
  }

  @Override
  protected int run(Console console) throws IOException {
    if (plot && json) {
      throw Failure.usage("--plot and --json exclude each other");
    }
    if (lag != null && step != null) {
      throw Failure.usage("--lag and --step exclude each other");
    }
    if (write != null && write.equals(writeInstrument)) {
      throw Failure.usage("--write and --write-instrument are the same file");
    }
    Scenario scenario = scenario();
    Simulation simulation = new Simulation(scenario);
    try (OutputFile atUser = file(console, write);
        OutputFile atInstrument = file(console, writeInstrument)) {
      if (write == null && writeInstrument == null) {
        simulate(console, scenario, simulation, null);
      } else {
        SessionCapture capture =
            new SessionCapture(
                scenario,
                media == Media.rtp ? SessionCapture.Media.RTP : SessionCapture.Media.TCP,
                stream(console, write, atUser),
                stream(console, writeInstrument, atInstrument),
                number("--seed", seed));
        simulate(console, scenario, simulation, capture);
        commit(console, atUser, write);
        commit(console, atInstrument, writeInstrument);
      }
    }
    return Exit.DONE;
  }

  private static OutputFile file(Console console, String name) {
    return name == null || name.equals("-") ? null : console.create(name, List.of());
  }

  private static OutputStream stream(Console console, String name, OutputFile file) {
    return file != null ? file.stream() : name == null ? null : console.data();
  }

  private static void commit(Console console, OutputFile file, String name) {
    if (file != null) {
      file.commit();
      console.note(
          "wrote "
              + name
              + ": user "
              + SessionCapture.user()
              + ", instrument "
              + SessionCapture.instrument());
    }
  }

  private void simulate(
      Console console, Scenario scenario, Simulation simulation, SessionCapture capture)
      throws IOException {
    boolean silent = "-".equals(write) || "-".equals(writeInstrument);
    SeriesPlot picture = new SeriesPlot(scenario.interval());
    TrueStates states = new TrueStates(scenario);
    Bins.Sink sink =
        silent
            ? bin -> {}
            : plot
                ? bin -> picture.add(asMeasured(bin, scenario.interval()))
                : json
                    ? bin -> console.json(record(scenario, bin, states.next(bin)))
                    : bin -> console.println(row(scenario, bin, states.next(bin)));
    if (!silent && !plot) {
      head(console, scenario);
    }
    Bins bins = new Bins(scenario, sink);
    double[] end = new double[1];
    boolean whole =
        simulation.run(
            s -> {
              end[0] = s.endSeconds();
              bins.take(s);
              if (capture != null) {
                capture.take(s);
              }
            });
    bins.end();
    if (plot && !silent) {
      picture.draw(console, "simulated session", console.unicode() ? "Δb_out" : "delta_b_out");
      phases(console, scenario);
    }
    console.flush();
    if (!whole) {
      console.warn(
          "breakdown: the rates pass "
              + Decimal.thousandths(Simulation.INFINITE_BPS)
              + " bit/s after "
              + Decimal.thousandths(end[0])
              + " s, and the session ends there");
    }
  }

  // --- what to simulate

  private Scenario scenario() {
    List<Scenario.Action> acts = new ArrayList<>();
    for (String action : actions) {
      int at = action.indexOf('@');
      double bps = Rate.parse("--action", at < 0 ? action : action.substring(0, at));
      double[] span =
          at < 0
              ? new double[] {0, Double.POSITIVE_INFINITY}
              : window("--action", action.substring(at + 1));
      acts.add(new Scenario.Action(bps, span[0], span[1]));
    }
    List<Scenario.Disturbance> times = new ArrayList<>();
    for (String disturbance : disturbances) {
      int at = disturbance.indexOf('=');
      if (at < 0) {
        throw new IllegalArgumentException(
            "--psi takes START/END=F[,R] such as 20/23=0 or 30/40=0.9,0.5, not " + disturbance);
      }
      double[] span = window("--psi", disturbance.substring(0, at));
      String[] shares = disturbance.substring(at + 1).split(",", 2);
      times.add(
          new Scenario.Disturbance(
              span[0],
              span[1],
              new PathQuality(
                  decimal("--psi", shares[0]), decimal("--psi", shares[shares.length - 1]))));
    }
    double hop = Double.POSITIVE_INFINITY;
    for (String rate : hops) {
      hop = Math.min(hop, Rate.parse("--hop", rate));
    }
    SessionModel model =
        new SessionModel(
            decimal("--gain", gain),
            Rate.parse("--b-seed", seedRate),
            decimal("--h", behaviour),
            feedback == Sign.positive ? Feedback.POSITIVE : Feedback.NEGATIVE,
            hop);
    Reaction reaction =
        step != null
            ? new Reaction.Steps(seconds("--step", step))
            : new Reaction.Lag(seconds("--lag", lag == null ? "1s" : lag));
    return new Scenario(
        model,
        feedback == Sign.switching,
        acts,
        new PathQuality(decimal("--psi-f", forward), decimal("--psi-r", reverse)),
        times,
        reaction,
        isZero(delay) ? Duration.ZERO : Span.parse("--delay", delay),
        Span.parse("--interval", interval),
        Span.parse("--duration", duration));
  }

  private static double[] window(String option, String text) {
    String[] ends = text.split("/", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException(
          option + " takes a time from START to END such as 20/23, not " + text);
    }
    return new double[] {isZero(ends[0]) ? 0 : seconds(option, ends[0]), seconds(option, ends[1])};
  }

  private static boolean isZero(String time) {
    return time.matches("0+(\\.0*)?(ms|s|min|m|h|d)?");
  }

  /** A time in the session, in seconds unless it has a unit. */
  private static double seconds(String option, String text) {
    String time = text.matches("[0-9.]+") ? text + "s" : text;
    return Span.parse(option, time).toNanos() / 1e9;
  }

  private static double decimal(String option, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " takes a number, not " + text);
    }
  }

  private static long number(String option, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " takes a whole number, not " + text);
    }
  }

  // --- what came out

  /** The bin as a capture at the user would show it. */
  private static Bin asMeasured(SimulatedBin bin, Duration interval) {
    return new Bin(
        bin.index(),
        Math.round(bin.startSeconds() * 1e9),
        true,
        Math.round(bin.inBps() * interval.toNanos() / 8e9),
        Math.round(bin.deliveredBps() * interval.toNanos() / 8e9),
        0,
        0);
  }

  private void head(Console console, Scenario scenario) throws IOException {
    if (json) {
      for (Scenario.Phase phase : scenario.phases()) {
        console.json(record(scenario, phase));
      }
      return;
    }
    SessionModel model = scenario.model();
    console.println(
        "# model: G "
            + gain
            + ", b_seed "
            + Decimal.people(model.seedBps())
            + ", H "
            + behaviour
            + ", "
            + feedback
            + " feedback, bottleneck "
            + (Double.isInfinite(model.bottleneckBps())
                ? "none"
                : Decimal.people(model.bottleneckBps()))
            + ", delay "
            + Decimal.seconds(scenario.delay().toNanos())
            + " s each way, "
            + (scenario.reaction() instanceof Reaction.Lag ? "lag " : "step ")
            + Decimal.thousandths(scenario.reaction().seconds())
            + " s");
    for (Scenario.Phase phase : scenario.phases()) {
      for (String line : lines(scenario, phase)) {
        console.println("# " + line);
      }
    }
    console.println(
        "t_s,u_bps,b_in_bps,b_out_bps,delta_b_out_bps,closed_form_bps,queue_bytes,psi_f,psi_r,state");
  }

  private static void phases(Console console, Scenario scenario) throws IOException {
    for (Scenario.Phase phase : scenario.phases()) {
      for (String line : lines(scenario, phase)) {
        console.println(line);
      }
    }
  }

  private static List<String> lines(Scenario scenario, Scenario.Phase phase) {
    SessionModel model = scenario.modelUnder(phase.quality());
    Loop loop = scenario.loop(phase);
    Optional<Equilibrium> at = model.equilibrium(phase.activityBps(), phase.quality());
    return List.of(
        Decimal.thousandths(phase.startSeconds())
            + " to "
            + Decimal.thousandths(phase.endSeconds())
            + " s: u "
            + Decimal.people(phase.activityBps())
            + ", psi_f "
            + Decimal.thousandths(phase.quality().forward())
            + ", psi_r "
            + Decimal.thousandths(phase.quality().reverse())
            + ", "
            + model.feedback().name().toLowerCase(Locale.ROOT)
            + " feedback, L "
            + Decimal.thousandths(model.loopGain(phase.quality())),
        at.map(
                e ->
                    "  closed form: b_in "
                        + Decimal.people(e.inBps())
                        + ", b_out "
                        + Decimal.people(e.outBps())
                        + ", delta_b_out "
                        + Decimal.people(e.deliveredBps())
                        + (e.saturated() ? " behind the bottleneck" : ""))
            .orElse("  closed form: no rate that the loop could stay at"),
        "  " + word(loop.outcome()) + ": " + loop.reason());
  }

  private static String word(Loop.Outcome outcome) {
    return switch (outcome) {
      case CONVERGES -> "stable";
      case OSCILLATES -> "unstable, oscillates";
      case SATURATES -> "unstable, saturates";
      case DIVERGES -> "unstable, breakdown";
    };
  }

  private static double closedForm(Scenario scenario, double activity, PathQuality quality) {
    return scenario
        .modelUnder(quality)
        .equilibrium(activity, quality)
        .map(Equilibrium::deliveredBps)
        .orElse(Double.NaN);
  }

  private static String row(Scenario scenario, SimulatedBin bin, SystemState state) {
    return String.join(
        ",",
        Decimal.thousandths(bin.startSeconds()),
        Decimal.thousandths(bin.activityBps()),
        Decimal.thousandths(bin.inBps()),
        Decimal.thousandths(bin.outBps()),
        Decimal.thousandths(bin.deliveredBps()),
        Decimal.thousandths(closedForm(scenario, bin.activityAtEnd(), bin.qualityAtEnd())),
        Decimal.thousandths(bin.queueBytes()),
        Decimal.thousandths(bin.quality().forward()),
        Decimal.thousandths(bin.quality().reverse()),
        state.name().toLowerCase(Locale.ROOT));
  }

  private static Map<String, Object> record(Scenario scenario, Scenario.Phase phase) {
    SessionModel model = scenario.modelUnder(phase.quality());
    Loop loop = scenario.loop(phase);
    Optional<Equilibrium> at = model.equilibrium(phase.activityBps(), phase.quality());
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("record", "phase");
    record.put("start_s", json(phase.startSeconds()));
    record.put("end_s", json(phase.endSeconds()));
    record.put("u_bps", json(phase.activityBps()));
    record.put("psi_f", phase.quality().forward());
    record.put("psi_r", phase.quality().reverse());
    record.put("feedback", model.feedback().name().toLowerCase(Locale.ROOT));
    record.put("loop_gain", model.loopGain(phase.quality()));
    record.put("formula_5_bps", json(model.closedForm(phase.activityBps(), phase.quality())));
    record.put("closed_form_b_in_bps", json(at.map(Equilibrium::inBps).orElse(Double.NaN)));
    record.put("closed_form_b_out_bps", json(at.map(Equilibrium::outBps).orElse(Double.NaN)));
    record.put("closed_form_bps", json(at.map(Equilibrium::deliveredBps).orElse(Double.NaN)));
    record.put("stable", loop.stable());
    record.put("outcome", loop.outcome().name().toLowerCase(Locale.ROOT));
    record.put("reason", loop.reason());
    return record;
  }

  private static Map<String, Object> record(
      Scenario scenario, SimulatedBin bin, SystemState state) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("record", "bin");
    record.put("t_s", json(bin.startSeconds()));
    record.put("u_bps", json(bin.activityBps()));
    record.put("b_in_bps", json(bin.inBps()));
    record.put("b_out_bps", json(bin.outBps()));
    record.put("delta_b_out_bps", json(bin.deliveredBps()));
    record.put(
        "closed_form_bps", json(closedForm(scenario, bin.activityAtEnd(), bin.qualityAtEnd())));
    record.put("queue_bytes", json(bin.queueBytes()));
    record.put("psi_f", json(bin.quality().forward()));
    record.put("psi_r", json(bin.quality().reverse()));
    record.put("state", state.name().toLowerCase(Locale.ROOT));
    return record;
  }

  private static Number json(double value) {
    String decimal = Decimal.thousandths(value);
    return decimal.isEmpty() ? null : Decimal.number(decimal);
  }
}
