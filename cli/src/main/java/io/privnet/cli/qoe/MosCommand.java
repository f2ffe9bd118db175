package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.qoe.QoeDataException;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.mos.Cell;
import io.privnet.qoe.mos.Correlation;
import io.privnet.qoe.mos.Grade;
import io.privnet.qoe.mos.MosReport;
import io.privnet.qoe.mos.RatedSession;
import io.privnet.qoe.mos.Session;
import io.privnet.qoe.mos.SessionFeatures;
import io.privnet.qoe.mos.SessionTable;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Roles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Reads a table of sessions, measures their captures, and correlates the opinion scores"
            + " with each feature. Columns: capture (relative to the table), user, instrument,"
            + " connection, user_class, and mos or one rater_... column per rater; further numeric"
            + " columns are features too; b_in_bps and delta_b_out_bps, where given, stand in for"
            + " a capture.",
    footer = {
      "  privnet qoe mos samples/sessions.csv",
      "  privnet qoe mos --json samples/sessions.csv"
    })
final class MosCommand extends Command {
  private static final Duration MAX_GAP = Duration.ofDays(1);

  @CommandLine.Parameters(
      paramLabel = "SESSIONS.csv",
      description = "The table; - is standard input.")
  private String table;

  @CommandLine.Mixin private SessionRoles roleOptions;

  @CommandLine.Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "Length of the bins of which the largest is the peak (1s).")
  private String interval = "1s";

  @CommandLine.Option(
      names = "--measure",
      paramLabel = "MEASURE",
      description = "What counts: payload (TCP or UDP), ip (IP length) or wire (frame) (payload).")
  private String measure = "payload";

  @CommandLine.Option(
      names = "--json",
      description = "One JSON record a session, then one a statistic.")
  private boolean json;

  /** What to measure in each capture. */
  private record Request(Measure measure, Duration interval) {}

  @Override
  protected int run(Console console) throws IOException {
    Request request =
        new Request(SeriesCommand.measure(measure), Span.parse("--interval", interval));
    if (request.interval.toNanos() < 1_000_000) {
      throw Failure.usage("--interval is at least 1ms");
    }
    SessionTable sessions;
    try (InputStream in = console.open(table)) {
      sessions = SessionTable.read(in, Console.nameOf(table));
    }
    sessions.remarks().forEach(remark -> console.note(table + ": " + remark));
    List<RatedSession> rated = new ArrayList<>();
    int failed = 0;
    for (Session session : sessions.sessions()) {
      Map<String, Double> features = new LinkedHashMap<>();
      if (!session.captures().isEmpty() && !session.standsAlone()) {
        String user = role("user", session, session.user().orElse(roleOptions.user));
        String instrument =
            role("instrument", session, session.instrument().orElse(roleOptions.instrument));
        try {
          features.putAll(measure(console, request, session, user, instrument));
        } catch (QoeDataException e) {
          console.error(e.getMessage());
          failed++;
        } catch (Failure e) {
          console.error(table + ":" + session.line() + ": " + e.getMessage());
          failed++;
        }
      }
      if (session.scores().isEmpty()) {
        console.warn(
            table + ":" + session.line() + ": not rated, so left out of every correlation");
      }
      rated.add(session.rated(features));
    }
    MosReport report = MosReport.of(rated);
    if (json) {
      printRecords(console, report);
    } else {
      printReport(console, report, sessions.raters().size());
    }
    if (failed > 0) {
      throw Failure.data(
          table + ": " + failed + " of " + rated.size() + " sessions could not be measured");
    }
    return Exit.DONE;
  }

  private String role(String name, Session session, String addresses) {
    if (addresses == null) {
      throw Failure.usage(table + ":" + session.line() + ": the session has no " + name)
          .hint("add a column " + name + " to the table, or --" + name + " for all sessions");
    }
    return addresses;
  }

  private Map<String, Double> measure(
      Console console, Request request, Session session, String user, String instrument)
      throws IOException {
    Roles roles;
    try {
      roles = Roles.parse(user, instrument);
    } catch (IllegalArgumentException e) {
      if (session.user().isEmpty() && session.instrument().isEmpty()) {
        throw e;
      }
      throw new QoeDataException(table + ":" + session.line() + ": " + e.getMessage(), e);
    }
    String capture = session.captures().getFirst();
    Path beside = table.equals("-") ? null : Path.of(table).getParent();
    String file = beside == null ? capture : beside.resolve(capture).toString();
    try (CaptureReader reader = CaptureInput.open(console, file)) {
      SessionFeatures features =
          SessionFeatures.of(reader, roles, request.measure, request.interval, MAX_GAP);
      CaptureInput.report(console, reader.census());
      SeriesCommand.report(console, file, features.totals());
      if (features.totals().inPackets() + features.totals().outPackets() == 0) {
        console.warn(file + ": no packet between user " + user + " and instrument " + instrument);
      }
      return features.byName();
    }
  }

  // --- JSON

  private void printRecords(Console console, MosReport report) throws IOException {
    for (RatedSession s : report.sessions()) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("session", s.name());
      record.put("connection", s.connection());
      record.put("user_class", s.userClass());
      record.put("mos", s.mos().mean());
      record.put("grade", s.scores().isEmpty() ? null : Grade.of(s.mos().mean()).label());
      record.put("features", s.features());
      console.json(record);
    }
    for (MosReport.FeatureCorrelation of : report.correlations()) {
      Correlation c = of.correlation();
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("statistic", c.coefficient().name().toLowerCase(Locale.ROOT));
      record.put("feature", of.feature());
      record.put("value", c.value());
      record.put("ci_low", c.low());
      record.put("ci_high", c.high());
      record.put("p", c.p());
      record.put("n", c.n());
      record.put("method", c.method());
      record.put("caution", caution(c.n()));
      console.json(record);
    }
  }

  // --- the report

  private void printReport(Console console, MosReport report, int raters) throws IOException {
    long rated = report.sessions().stream().filter(s -> !s.scores().isEmpty()).count();
    console.println(
        report.sessions().size()
            + " sessions, "
            + rated
            + " rated"
            + (raters > 0 ? " (means of up to " + raters + " raters)" : "")
            + "; "
            + measure
            + ", peaks over "
            + interval);
    console.println("");
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"session", "MOS", "grade", "b_in", "peak", delta(console), "peak"});
    for (RatedSession s : report.sessions()) {
      rows.add(
          new String[] {
            shortened(s.name()),
            score(s.mos().mean()),
            grade(s.mos().mean()),
            rate(s, SessionFeatures.MEAN_IN),
            rate(s, SessionFeatures.PEAK_IN),
            rate(s, SessionFeatures.MEAN_OUT),
            rate(s, SessionFeatures.PEAK_OUT)
          });
    }
    TextTable.print(console, rows, "lrlrrrr");
    console.println("");
    rows.clear();
    rows.add(new String[] {"connection", "user class", "sessions", "mean MOS", "grade"});
    for (Cell cell : report.cells()) {
      rows.add(
          new String[] {
            cell.connection().isEmpty() ? "-" : cell.connection(),
            cell.userClass().isEmpty() ? "-" : cell.userClass(),
            Integer.toString(cell.sessions().size()),
            score(cell.mos().mean()),
            grade(cell.mos().mean())
          });
    }
    TextTable.print(console, rows, "llrrl");
    console.println("");
    printCorrelations(console, report);
  }

  private void printCorrelations(Console console, MosReport report) throws IOException {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"MOS with", "statistic", "n", "value", "95 % CI", "p"});
    List<String> methods = new ArrayList<>();
    for (MosReport.FeatureCorrelation of : report.correlations()) {
      Correlation c = of.correlation();
      String name =
          c.coefficient() == Correlation.Coefficient.PEARSON ? "Pearson r" : "Spearman rho";
      rows.add(
          new String[] {
            of.feature(),
            name,
            Integer.toString(c.n()),
            signed(c.value()),
            Double.isNaN(c.low()) ? "-" : "[" + signed(c.low()) + ", " + signed(c.high()) + "]",
            Double.isNaN(c.p()) ? "-" : String.format(Locale.ROOT, "%.4f", c.p())
          });
      String method = name + ": " + c.method();
      if (!methods.contains(method)) {
        methods.add(method);
      }
    }
    TextTable.print(console, rows, "llrrlr");
    console.println("");
    for (String method : methods) {
      console.println(method);
    }
    OptionalInt most = report.correlations().stream().mapToInt(of -> of.correlation().n()).max();
    if (most.isPresent()) {
      console.println("caution: " + caution(most.getAsInt()).replace("; ", ";\n  "));
    } else {
      console.println("nothing to correlate: no session has a feature");
    }
  }

  private static String caution(int n) {
    if (n < 3) {
      return "with fewer than 3 sessions nothing can be said";
    }
    return String.format(
        Locale.ROOT,
        "with n = %d, |r| must pass %.3f to differ from 0 at 5 %%; %scorrelation is not cause",
        n,
        Correlation.critical(n),
        n < 20 ? "so few sessions say little about others, and " : "");
  }

  private static String delta(Console console) {
    return console.unicode() ? "Δb_out" : "delta_b_out";
  }

  private static String shortened(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.length() <= 24 ? last : last.substring(0, 21) + "...";
  }

  private static String score(double mos) {
    return Double.isNaN(mos) ? "-" : String.format(Locale.ROOT, "%.2f", mos);
  }

  private static String grade(double mos) {
    return Double.isNaN(mos) ? "-" : Grade.of(mos).label();
  }

  private static String rate(RatedSession session, String feature) {
    // The unit stands in the table's cells without "bit/s", to fit 80 columns.
    return Decimal.people(session.features().getOrDefault(feature, Double.NaN))
        .replace("bit/s", "b/s");
  }

  private static String signed(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%+.3f", value);
  }
}
