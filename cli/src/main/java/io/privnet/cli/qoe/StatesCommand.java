package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.TextTable;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.health.HealthMeter;
import io.privnet.qoe.health.HealthSettings;
import io.privnet.qoe.health.HealthSummary;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Party;
import io.privnet.qoe.state.Proportion;
import io.privnet.qoe.state.RetryGain;
import io.privnet.qoe.state.SessionStates;
import io.privnet.qoe.state.StateBin;
import io.privnet.qoe.state.StateSummary;
import io.privnet.qoe.state.SystemState;
import io.privnet.qoe.state.Thresholds;
import io.privnet.qoe.state.Transition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;

@CommandLine.Command(
    description = {
      "Follows a session, captured at the user, through its states: Idle, Stable, Unstable,"
          + " Breakdown and Recovery. A stall is input of the user that stays unacknowledged, or"
          + " without a picture while less than half of b_seed comes. Thresholds come from the"
          + " session itself; one that was never answered needs those of a good one, given as"
          + " options. The rules were tried on bins of 1 s; b_seed needs bins that are longer than"
          + " the time between pictures while the user is idle.",
      "A capture does not show tries that TCP holds back in the user's send buffer during an"
          + " outage: it shows silence, then a burst of stale input. Silence while input is"
          + " unacknowledged is therefore no abort; whether it was one is told by the burst, which"
          + " comes too late for a guard. A guard has to sit before the TCP queue."
    },
    footer = {
      "  privnet qoe states day.pcap --user auto --instrument auto",
      "  privnet qoe states day.pcap --user auto --instrument auto --d0 12k --json"
    })
final class StatesCommand extends Command {
  @CommandLine.Mixin private CaptureInput input;

  @CommandLine.Mixin private SessionRoles roleOptions;

  @CommandLine.Mixin private GridOptions grid;

  @CommandLine.Mixin private ThresholdOptions thresholdOptions;

  @CommandLine.Option(
      names = "--bins",
      description = "A row for each interval, as CSV, instead of the report.")
  private boolean bins;

  @CommandLine.Option(
      names = "--json",
      description =
          "JSON records: the bins, the transitions, then the summary with its thresholds, told"
              + " apart by their record.")
  private boolean json;

  @CommandLine.Option(
      names = "--time",
      paramLabel = "FORM",
      description = "Times as iso or epoch time instead of seconds since the first frame.")
  private Moment time;

  private boolean printed;

  @Override
  protected int run(Console console) throws IOException {
    if (bins && json) {
      throw Failure.usage("--bins and --json exclude each other")
          .hint("the records of --json have the bins, too");
    }
    Thresholds given = thresholdOptions.given();
    if (time == null && grid.alignment() == Alignment.EPOCH) {
      time = Moment.epoch;
    }
    input.each(
        console,
        session ->
            follow(console, session, grid.atUser(roleOptions.resolve(console, session)), given));
    return Exit.DONE;
  }

  private void follow(
      Console console, CaptureInput.Session session, HealthSettings settings, Thresholds given)
      throws IOException {
    try (CaptureReader reader = session.open(console)) {
      HealthBins measured = new HealthBins(session.name());
      HealthSummary health = HealthMeter.whole(settings, measured).measure(reader);
      SessionStates states = SessionStates.of(settings.interval(), given, measured.all());
      new Report(console, session, settings, given, states, health).print();
      console.flush();
      CaptureInput.report(console, reader.census());
      HealthCommand.report(console, session, reader.census().name(), health);
      advise(console, reader.census().name(), states, health);
    }
  }

  private static void advise(
      Console console, String name, SessionStates states, HealthSummary health) {
    StateSummary summary = states.summary();
    if (health.packets() == 0) {
      return;
    }
    if (summary.retryGain().answeredBins() + summary.retryGain().stalledBins() == 0) {
      console.warn(name + ": no demand, so nothing but idleness can be told");
    } else if (summary.retryGain().answeredBins() == 0) {
      console.warn(name + ": no demand was ever answered, so the thresholds mean nothing");
      console.hint("give those of a good session: --d0, --s0, --b-seed, --rtt-p10");
    } else if (summary.think().count() + summary.abort().count() == 0) {
      console.warn(
          name + ": no interval without demand, so b_seed and p_think cannot be told from it");
      console.hint("where control is more than the user's input, give --active-above");
    }
  }

  private static String list(List<Party> parties) {
    return parties.stream().map(Party::toString).collect(Collectors.joining(","));
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** One session's output. */
  private final class Report {
    private final Console console;
    private final CaptureInput.Session session;
    private final HealthSettings settings;
    private final Thresholds given;
    private final Thresholds thresholds;
    private final SessionStates states;
    private final HealthSummary health;
    private final long nanos;
    private final double bitsPerByte;

    Report(
        Console console,
        CaptureInput.Session session,
        HealthSettings settings,
        Thresholds given,
        SessionStates states,
        HealthSummary health) {
      this.console = console;
      this.session = session;
      this.settings = settings;
      this.given = given;
      this.states = states;
      this.health = health;
      thresholds = states.thresholds();
      nanos = settings.interval().toNanos();
      bitsPerByte = 8e9 / nanos;
    }

    void print() throws IOException {
      if (json) {
        for (StateBin bin : states.bins()) {
          console.json(record(bin));
        }
        for (StateBin bin : states.bins()) {
          if (bin.transition().isPresent()) {
            console.json(record(bin.transition().get()));
          }
        }
        console.json(summary());
      } else if (bins) {
        printRows();
      } else {
        printReport();
      }
    }

    // --- for people

    private void printReport() throws IOException {
      if (printed) {
        console.println("");
      }
      printed = true;
      console.println(
          console.style(
              Console.Style.BOLD,
              Console.nameOf(session.name())
                  + ", captured at the user, "
                  + Decimal.peopleSeconds(health.durationNanos() / 1e9)));
      row("user", list(settings.roles().user()));
      row("instrument", list(settings.roles().instrument()));
      row(
          "demand",
          HealthCommand.name(health.demand()).equals("input")
              ? "input: the user's RFB events, in bins of " + Decimal.seconds(nanos) + " s"
              : "payload: all of the control, in bins of " + Decimal.seconds(nanos) + " s");
      console.println("");
      printThresholds();
      if (states.bins().isEmpty()) {
        return;
      }
      console.println("");
      new StateRibbon(console, states.bins(), nanos).draw();
      console.println("");
      printTransitions();
      printSummary();
    }

    private void row(String name, String value) throws IOException {
      console.println(String.format(Locale.ROOT, "  %-12s %s", name, value));
    }

    private void printThresholds() throws IOException {
      threshold(
          "b_seed",
          Decimal.people(thresholds.seedBps()),
          given.seedBps(),
          "median media without demand");
      threshold(
          "d0",
          Decimal.people(thresholds.demandBps()),
          given.demandBps(),
          "1.6 times the p95 of demand while answered");
      threshold(
          "s0",
          Decimal.people(thresholds.supplyBps()),
          given.supplyBps(),
          "1.2 times the p95 of media while answered");
      threshold(
          "RTT_p10",
          Decimal.peopleSeconds(thresholds.rttP10Seconds()),
          given.rttP10Seconds(),
          "of the bins' medians");
      threshold(
          "T",
          Decimal.peopleSeconds(thresholds.stallSeconds()),
          given.stallSeconds(),
          "max(0.5 s, 3 RTT_p10 + 0.2 s), unacknowledged");
      threshold(
          "answer",
          Decimal.peopleSeconds(thresholds.answerSeconds()),
          given.answerSeconds(),
          "T, or 3 times the median: no media after demand");
      row(
          "ideal path",
          (Double.isNaN(thresholds.rttSeconds())
                  ? ""
                  : "RTT " + Decimal.peopleSeconds(thresholds.rttSeconds()) + ", ")
              + "resent "
              + Decimal.percent(thresholds.retransmittedShare())
              + ", RTP loss "
              + Decimal.percent(thresholds.rtpLoss())
              + " at most; no zero window");
      row("breakdown", "after " + thresholds.breakdownBins() + " bad bins, or beyond 3 d0");
      row(
          "recovery",
          "when answered, or after "
              + thresholds.recoveryBins()
              + " quiet bins; over after "
              + thresholds.recoveryBins()
              + " ideal ones");
    }

    private void threshold(String name, String value, double given, String origin)
        throws IOException {
      row(
          name,
          String.format(
              Locale.ROOT,
              "%-13s %s",
              value,
              value.equals("-")
                  ? "nothing to tell it from"
                  : Double.isNaN(given) ? origin : "given"));
    }

    private void printTransitions() throws IOException {
      List<String[]> rows = new ArrayList<>();
      rows.add(new String[] {time == null ? "t_s" : time.column, "from", "to", "because"});
      long everyday = 0;
      for (StateBin bin : states.bins()) {
        if (bin.transition().isEmpty()) {
          continue;
        }
        Transition transition = bin.transition().get();
        if (isEveryday(transition) && !console.verbose()) {
          everyday++;
          continue;
        }
        rows.add(
            new String[] {
              start(bin.health()),
              StatePicture.name(transition.from()),
              StatePicture.name(transition.to()),
              Alert.because(transition)
            });
      }
      if (rows.size() > 1) {
        TextTable.print(console, rows, "rlll");
      }
      if (everyday > 0) {
        console.println(
            everyday + (everyday == 1 ? " change" : " changes") + " between Idle and Stable (-v)");
      }
      if (rows.size() > 1 || everyday > 0) {
        console.println("");
      }
    }

    private boolean isEveryday(Transition transition) {
      return transition.reason() == Transition.Reason.ACTIVE
          || transition.reason() == Transition.Reason.QUIET;
    }

    private void printSummary() throws IOException {
      StateSummary summary = states.summary();
      StringBuilder shares = new StringBuilder();
      for (SystemState state : SystemState.values()) {
        shares
            .append(shares.isEmpty() ? "" : ", ")
            .append(StatePicture.name(state))
            .append(String.format(Locale.ROOT, " %.1f", 100 * summary.share(state)));
      }
      row("time in %", shares.toString());
      row("alarms", Long.toString(summary.alarms()));
      row("p_think", proportion(summary.think(), "ideal"));
      row("p_abort", proportion(summary.abort(), "impaired"));
      if (summary.unresolved() > 0) {
        row("", "beside " + summary.unresolved() + " silent ones, which cannot be told");
      }
      RetryGain gain = summary.retryGain();
      if (!Double.isFinite(gain.ratio())) {
        row("rho", gain.stalledBins() == 0 ? "- no stall" : "- no demand answered");
        return;
      }
      row(
          "rho",
          String.format(
              Locale.ROOT,
              "%.2f: %s feedback",
              gain.ratio(),
              gain.ratio() > 1 ? "positive" : "negative"));
      row(
          "",
          Decimal.people(gain.stalledBps())
              + " in "
              + gain.stalledBins()
              + " stalled bins, "
              + Decimal.people(gain.answeredBps())
              + " in "
              + gain.answeredBins()
              + " answered");
    }

    private String proportion(Proportion p, String path) {
      return p.of() == 0
          ? "- no " + path + " bin"
          : String.format(
              Locale.ROOT,
              "%.2f [%.2f, %.2f]  %d of %d %s bins idle, in %d spell%s",
              p.share(),
              p.low(),
              p.high(),
              p.count(),
              p.of(),
              path,
              p.spells(),
              p.spells() == 1 ? "" : "s");
    }

    // --- rows and records

    private String start(HealthBin bin) {
      return time == null ? Decimal.seconds(bin.index() * nanos) : time.write(bin.startNanos());
    }

    private void put(Map<String, Object> record, long index, long startNanos) {
      if (time == null) {
        record.put("t_s", Decimal.number(Decimal.seconds(index * nanos)));
      } else {
        String start = time.write(startNanos);
        record.put(time.column, time == Moment.iso ? start : Decimal.number(start));
      }
    }

    private void printRows() throws IOException {
      boolean several = input.sessions().size() > 1;
      for (StateBin bin : states.bins()) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (several) {
          row.put("capture", TableText.cell(session.name()));
        }
        put(row, bin);
        if (!printed) {
          printed = true;
          for (String file : input.files) {
            console.println("# file: " + TableText.printable(Console.nameOf(file)));
          }
          console.println(
              "# user: "
                  + list(settings.roles().user())
                  + ", instrument: "
                  + list(settings.roles().instrument()));
          console.println(
              "# demand: "
                  + HealthCommand.name(health.demand())
                  + ", interval: "
                  + Decimal.seconds(nanos)
                  + " s, captured at the user");
          console.println(String.join(",", row.keySet()));
        }
        console.println(
            row.values().stream().map(String::valueOf).collect(Collectors.joining(",")));
      }
    }

    private void put(Map<String, Object> record, StateBin bin) {
      put(record, bin.health().index(), bin.health().startNanos());
      record.put("state", key(bin.state()));
      record.put("active", bin.active());
      record.put("stalled", bin.stalled());
      record.put("held_back", bin.heldBack());
      record.put("ideal", bin.ideal());
      record.put("demand_bps", Decimal.millionths(bin.health().demandBytes() * bitsPerByte));
      record.put("supply_bps", Decimal.millionths(bin.health().supplyBytes() * bitsPerByte));
      record.put("oldest_unacked_s", Decimal.nanoseconds(bin.health().oldestUnackedSeconds()));
      record.put("unanswered_s", Decimal.nanoseconds(bin.health().unansweredSeconds()));
    }

    private Map<String, Object> start(String kind) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("record", kind);
      record.put("capture", session.name());
      return record;
    }

    private Map<String, Object> record(StateBin bin) {
      Map<String, Object> record = start("bin");
      put(record, bin);
      return record;
    }

    private Map<String, Object> record(Transition transition) {
      Map<String, Object> record = start("transition");
      put(record, transition.bin(), transition.nanos());
      record.put("from", key(transition.from()));
      record.put("to", key(transition.to()));
      record.put("reason", key(transition.reason()));
      record.put("value", Decimal.millionths(transition.value()));
      record.put("limit", Decimal.millionths(transition.limit()));
      record.put("unit", Alert.unit(transition.reason()));
      return record;
    }

    private Map<String, Object> summary() {
      StateSummary summary = states.summary();
      Map<String, Object> record = start("summary");
      record.put("user", list(settings.roles().user()));
      record.put("instrument", list(settings.roles().instrument()));
      record.put("demand_measure", HealthCommand.name(health.demand()));
      record.put("interval_s", Decimal.number(Decimal.seconds(nanos)));
      record.put("first_epoch_s", Decimal.number(Decimal.seconds(health.firstFrameNanos())));
      record.put("duration_s", Decimal.number(Decimal.seconds(health.durationNanos())));
      record.put("active_above_bps", Decimal.millionths(thresholds.activeBps()));
      record.put("b_seed_bps", Decimal.millionths(thresholds.seedBps()));
      record.put("d0_bps", Decimal.millionths(thresholds.demandBps()));
      record.put("s0_bps", Decimal.millionths(thresholds.supplyBps()));
      record.put("rtt_p10_s", Decimal.nanoseconds(thresholds.rttP10Seconds()));
      record.put("stall_s", Decimal.nanoseconds(thresholds.stallSeconds()));
      record.put("answer_s", Decimal.nanoseconds(thresholds.answerSeconds()));
      record.put("max_rtt_s", Decimal.nanoseconds(thresholds.rttSeconds()));
      record.put("max_retransmitted_share", Decimal.millionths(thresholds.retransmittedShare()));
      record.put("max_rtp_loss", Decimal.millionths(thresholds.rtpLoss()));
      record.put("breakdown_after_bins", thresholds.breakdownBins());
      record.put("recovery_after_bins", thresholds.recoveryBins());
      record.put("bins", summary.allBins());
      for (SystemState state : SystemState.values()) {
        record.put(key(state) + "_share", Decimal.millionths(summary.share(state)));
      }
      record.put("alarms", summary.alarms());
      put(record, "p_think", summary.think());
      put(record, "p_abort", summary.abort());
      record.put("p_abort_unresolved_bins", summary.unresolved());
      RetryGain gain = summary.retryGain();
      record.put("rho", Decimal.millionths(gain.ratio()));
      record.put("stalled_bps", Decimal.millionths(gain.stalledBps()));
      record.put("stalled_bins", gain.stalledBins());
      record.put("answered_bps", Decimal.millionths(gain.answeredBps()));
      record.put("answered_bins", gain.answeredBins());
      return record;
    }

    private static void put(Map<String, Object> record, String name, Proportion p) {
      record.put(name, Decimal.millionths(p.share()));
      record.put(name + "_ci_low", Decimal.millionths(p.low()));
      record.put(name + "_ci_high", Decimal.millionths(p.high()));
      record.put(name + "_idle_bins", p.count());
      record.put(name + "_bins", p.of());
      record.put(name + "_spells", p.spells());
    }
  }
}
