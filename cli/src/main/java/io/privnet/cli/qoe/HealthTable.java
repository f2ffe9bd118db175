package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.health.HealthSettings;
import io.privnet.qoe.health.HealthSink;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.InputReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The intervals of sessions as rows of one table, or as records. */
final class HealthTable {
  private final Console console;
  private final boolean json;
  private final boolean named;
  private final Moment time;
  private final List<String> about;
  private final String place;
  private final String psi;
  private boolean headed;

  /**
   * @param named whether each row names its capture
   * @param about lines that say what was measured
   * @param place where it was captured
   * @param estimated whether ψf and ψr are estimates of one capture
   */
  HealthTable(
      Console console,
      boolean json,
      boolean named,
      Moment time,
      List<String> about,
      String place,
      boolean estimated) {
    this.console = console;
    this.json = json;
    this.named = named;
    this.time = time;
    this.about = about;
    this.place = place;
    psi = estimated ? "_est" : "";
  }

  /** The rows of one session. */
  final class Session implements HealthSink {
    private final Map<String, String> names;
    private final HealthSettings settings;
    private final boolean live;
    private final long nanos;

    /** What the demand rests on. */
    Supplier<InputReport> demand;

    /**
     * @param names of its captures, as records have them
     * @param live whether each row is to be seen at once
     */
    Session(Map<String, String> names, HealthSettings settings, boolean live) {
      this.names = names;
      this.settings = settings;
      this.live = live;
      nanos = settings.interval().toNanos();
    }

    @Override
    public void take(HealthBin bin) throws IOException {
      Map<String, Object> record = new LinkedHashMap<>();
      if (json || named) {
        record.putAll(names);
      }
      if (json) {
        record.put("user", HealthCommand.list(settings.roles().user()));
        record.put("instrument", HealthCommand.list(settings.roles().instrument()));
        record.put("interval_s", Decimal.number(Decimal.seconds(nanos)));
        record.put("demand_measure", HealthCommand.name(demand.get()));
      }
      put(record, bin);
      if (json) {
        console.json(record);
      } else {
        if (!headed) {
          head(String.join(",", record.keySet()));
        }
        StringBuilder row = new StringBuilder();
        String comma = "";
        for (Object value : record.values()) {
          row.append(comma)
              .append(value == null ? "" : value instanceof String s ? TableText.cell(s) : value);
          comma = ",";
        }
        console.println(row);
      }
      if (live) {
        console.flush();
      }
    }

    private void head(String columns) throws IOException {
      headed = true;
      for (String line : about) {
        console.println("# " + TableText.printable(line));
      }
      console.println(
          "# user: "
              + HealthCommand.list(settings.roles().user())
              + ", instrument: "
              + HealthCommand.list(settings.roles().instrument()));
      console.println(
          "# interval: "
              + Decimal.seconds(nanos)
              + " s"
              + (settings.alignment() == Alignment.EPOCH ? " on the clock" : "")
              + ", "
              + place);
      console.println(
          "# demand: "
              + HealthCommand.name(demand.get())
              + ", supply: payload; psi_f and psi_r are "
              + (psi.isEmpty()
                  ? "shares of the payload sent that arrived"
                  : "estimates of one capture"));
      console.println(columns);
    }

    private void put(Map<String, Object> record, HealthBin bin) {
      if (time == null) {
        record.put("t_s", Decimal.number(Decimal.seconds(bin.index() * nanos)));
      } else {
        String start = time.write(bin.startNanos());
        record.put(time.column, time == Moment.iso ? start : Decimal.number(start));
      }
      record.put("demand_bytes", bin.demandBytes());
      record.put("supply_bytes", bin.supplyBytes());
      record.put("rtt_s", Decimal.nanoseconds(bin.rttSeconds()));
      record.put("control_segments", bin.controlSegments());
      record.put("control_retransmitted", bin.controlRetransmitted());
      record.put("media_segments", bin.mediaSegments());
      record.put("media_retransmitted", bin.mediaRetransmitted());
      record.put("zero_windows", bin.zeroWindows());
      record.put("oldest_unacked_s", Decimal.nanoseconds(bin.oldestUnackedSeconds()));
      record.put("unanswered_s", Decimal.nanoseconds(bin.unansweredSeconds()));
      record.put("rtp_loss", Decimal.millionths(bin.rtpLoss()));
      record.put("jitter_s", Decimal.nanoseconds(bin.jitterSeconds()));
      record.put("psi_f" + psi, Decimal.millionths(bin.psiForward()));
      record.put("psi_r" + psi, Decimal.millionths(bin.psiReverse()));
    }
  }
}
