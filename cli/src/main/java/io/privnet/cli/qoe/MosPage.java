package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.cli.TextTable;
import io.privnet.qoe.mos.Cell;
import io.privnet.qoe.mos.Correlation;
import io.privnet.qoe.mos.DependentCorrelations;
import io.privnet.qoe.mos.Grade;
import io.privnet.qoe.mos.MosFit;
import io.privnet.qoe.mos.MosReport;
import io.privnet.qoe.mos.RatedSession;
import io.privnet.qoe.mos.SampleMean;
import io.privnet.qoe.mos.ScaleMapping;
import io.privnet.qoe.mos.Screening;
import io.privnet.qoe.mos.SessionFeatures;
import io.privnet.qoe.mos.Statistic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The report of {@code qoe mos} for people. */
final class MosPage {
  /** Fewer sessions than this say little about others. */
  private static final int FEW = 20;

  /** Names listed of sessions that are left out for one reason. */
  private static final int NAMED = 4;

  /** Predictors whose correlation inflates the variances more than this are called collinear. */
  private static final double INFLATION = 5;

  /**
   * What a report is about.
   *
   * @param table the table's name
   * @param bins what was counted, and in which bins
   * @param raters names of the raters; none when the table gives means
   * @param screening of all the raters
   * @param leftOut the raters whose scores were left out
   */
  record About(
      String table,
      BinSettings bins,
      List<String> raters,
      Screening screening,
      Set<String> leftOut) {
    boolean means() {
      return raters.isEmpty();
    }
  }

  /** A prediction, and what for. */
  record Predicted(String what, double inBps, double outBps, MosFit.Prediction prediction) {}

  private final Console console;
  private final About about;
  private final MosReport report;
  private final Optional<Predicted> predicted;

  MosPage(Console console, About about, MosReport report, Optional<Predicted> predicted) {
    this.console = console;
    this.about = about;
    this.report = report;
    this.predicted = predicted;
  }

  void print() throws IOException {
    printSessions();
    printTasks();
    printCells();
    printScreening();
    printCorrelations();
    printComparison();
    printFit();
    printMappings();
    if (predicted.isPresent()) {
      printPrediction(predicted.get());
    }
  }

  private void heading(String text) throws IOException {
    console.println("");
    console.println(console.style(Console.Style.BOLD, plain(text)));
  }

  // --- sessions, tasks, cells, raters

  private void printSessions() throws IOException {
    long rated = report.sessions().stream().filter(s -> !s.scores().isEmpty()).count();
    console.println(
        console.style(
            Console.Style.BOLD,
            about.table
                + ": "
                + report.sessions().size()
                + (report.sessions().size() == 1 ? " session, " : " sessions, ")
                + rated
                + " rated "
                + (about.means() ? "(means)" : "by " + about.raters.size() + " raters")
                + "; "
                + BinOptions.name(about.bins.measure())
                + ", peaks over "
                + Decimal.seconds(about.bins.interval().toNanos())
                + " s"));
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"session", "scores", "MOS", "95 % CI", "b_in", "peak", delta(), "peak"});
    for (RatedSession s : report.sessions()) {
      SampleMean mos = s.mos();
      rows.add(
          new String[] {
            shortened(s.name()),
            about.means() ? "-" : Integer.toString(mos.n()),
            score(mos.mean()),
            interval(mos.low(), mos.high(), 2),
            Decimal.people(s.feature(SessionFeatures.MEAN_IN)),
            Decimal.people(s.feature(SessionFeatures.PEAK_IN)),
            Decimal.people(s.feature(SessionFeatures.MEAN_OUT)),
            Decimal.people(s.feature(SessionFeatures.PEAK_OUT))
          });
    }
    TextTable.print(console, rows, "lrrlrrrr");
  }

  private void printTasks() throws IOException {
    if (report.sessions().stream().allMatch(s -> s.tasks().isEmpty())) {
      return;
    }
    heading("Tasks");
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"session", "task", "s", "b_in", "peak", delta(), "peak"});
    for (RatedSession s : report.sessions()) {
      boolean first = true;
      for (SessionFeatures.Task task : s.tasks()) {
        rows.add(
            new String[] {
              first ? shortened(s.name()) : "",
              Integer.toString(task.number()),
              fixed(task.coveredSeconds(), 1),
              Decimal.people(task.meanInBps()),
              Decimal.people(task.peakInBps()),
              Decimal.people(task.meanOutBps()),
              Decimal.people(task.peakOutBps())
            });
        first = false;
      }
    }
    TextTable.print(console, rows, "lrrrrrr");
  }

  private void printCells() throws IOException {
    heading("MOS by connection and user class");
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "connection", "user class", "sessions", "scores", "MOS", "s", "95 % CI", "grade"
        });
    for (Cell cell : report.cells()) {
      SampleMean mos = cell.mos();
      rows.add(
          new String[] {
            cell.connection().isEmpty() ? "-" : cell.connection(),
            cell.userClass().isEmpty() ? "-" : cell.userClass(),
            Integer.toString(cell.sessions().size()),
            Integer.toString(mos.n()),
            score(mos.mean()),
            score(mos.deviation()),
            interval(mos.low(), mos.high(), 2),
            grade(mos)
          });
    }
    TextTable.print(console, rows, "llrrrrll");
    say(
        (about.means() ? "Each session's mean counts as one score. " : "")
            + "CI: mean ± t(0.975, scores - 1)·s/√scores, not clipped to the scale.");
    say("Grades: [1, 3) Poor, [3, 4) Acceptable, [4, 5] Good; in brackets, where the CI");
    say("spans several.");
  }

  private static String grade(SampleMean mos) {
    if (mos.n() == 0) {
      return "-";
    }
    String grade = Grade.of(mos.mean()).label();
    if (Double.isNaN(mos.low())) {
      return grade;
    }
    String low = Grade.of(Math.clamp(mos.low(), 1, 5)).label();
    String high = Grade.of(Math.clamp(mos.high(), 1, 5)).label();
    return low.equals(high) ? grade : grade + " (" + low + " to " + high + ")";
  }

  private void printScreening() throws IOException {
    if (about.means()) {
      return;
    }
    heading("Raters, screened by ITU-R BT.500 Annex 1 §2.3.1");
    Screening screening = about.screening;
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "rater", "scores", "far above", "far below", "share", "asymmetry", "verdict"
        });
    for (Screening.Rater rater : screening.raters()) {
      if (rater.above() + rater.below() > 0) {
        rows.add(
            new String[] {
              rater.rater(),
              Integer.toString(rater.scores()),
              Integer.toString(rater.above()),
              Integer.toString(rater.below()),
              fixed(rater.share(), 3),
              fixed(rater.asymmetry(), 3),
              rater.rejected() ? "rejected" : "kept"
            });
      }
    }
    if (rows.size() > 1) {
      TextTable.print(console, rows, "lrrrrrl");
      int others = screening.raters().size() - rows.size() + 1;
      if (others > 0) {
        say(others + " others are never far from the rest.");
      }
    } else {
      say("No rater is ever far from the rest.");
    }
    say("Rejected: share > 0.05 and asymmetry < 0.3.");
    if (screening.largestPanel() < Screening.SMALLEST_PANEL) {
      say(
          "With fewer than "
              + Screening.SMALLEST_PANEL
              + " scores a session, none can be far from the rest: this tells nothing.");
    }
    if (!about.leftOut.isEmpty()) {
      say("Left out of all that is said here: " + String.join(", ", about.leftOut) + ".");
    } else if (!screening.rejected().isEmpty()) {
      say("Nothing is left out of what is said here; --screen leaves them out.");
    }
  }

  // --- correlations

  private void printCorrelations() throws IOException {
    heading("Correlation of the sessions' MOS with their features");
    if (report.correlations().isEmpty()) {
      say("No session has a feature.");
      return;
    }
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"MOS with", "coefficient", "n", "value", "95 % CI", "p", "p (Holm)"});
    List<String> methods = new ArrayList<>();
    Set<String> undefined = new LinkedHashSet<>();
    String feature = "";
    for (MosReport.FeatureCorrelation of : report.correlations()) {
      Correlation c = of.correlation();
      if (Double.isNaN(c.value())) {
        undefined.add(of.feature() + " (n = " + c.n() + "): " + c.method());
        continue;
      }
      String name = name(c.coefficient());
      rows.add(
          new String[] {
            of.feature().equals(feature) ? "" : of.feature(),
            name,
            Integer.toString(c.n()),
            signed(c.value()),
            Double.isNaN(c.low()) ? "-" : "[" + signed(c.low()) + ", " + signed(c.high()) + "]",
            probability(c.p()),
            probability(of.holmP())
          });
      feature = of.feature();
      String method = name + ": " + c.method();
      if (!methods.contains(method)) {
        methods.add(method);
      }
    }
    if (rows.size() > 1) {
      TextTable.print(console, rows, "llrrlrr");
    }
    for (String line : undefined) {
      say(line);
    }
    for (String method : methods) {
      say(method);
    }
    long features =
        report.correlations().stream()
            .filter(of -> !Double.isNaN(of.holmP()))
            .map(MosReport.FeatureCorrelation::feature)
            .distinct()
            .count();
    if (features > 1) {
      say("p (Holm) allows for " + features + " features having been tried; p does not.");
    }
    int most = report.correlations().stream().mapToInt(of -> of.correlation().n()).max().orElse(0);
    caution(caution(most));
  }

  private static String name(Correlation.Coefficient coefficient) {
    return switch (coefficient) {
      case PEARSON -> "Pearson r";
      case SPEARMAN -> "Spearman rho";
      case KENDALL -> "Kendall tau-b";
    };
  }

  /** What so many sessions can and cannot show. */
  static String caution(int n) {
    if (n < 3) {
      return "with fewer than 3 sessions nothing can be said";
    }
    StringBuilder caution =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "with n = %d, |r| must pass %.3f to differ from 0 at 5 %%",
                n,
                Correlation.critical(n)));
    if (n >= 4) {
      double[] interval = Correlation.interval(Correlation.Coefficient.PEARSON, 0.9, n);
      caution.append(
          String.format(
              Locale.ROOT, "; r = 0.9 has the CI [%.2f, %.2f]", interval[0], interval[1]));
    }
    if (n < FEW) {
      caution.append("; so few sessions say little about others");
    }
    return caution.append("; correlation is not cause").toString();
  }

  private void caution(String text) throws IOException {
    console.println(
        console.style(Console.Style.YELLOW, plain("caution: " + text.replace("; ", ";\n  "))));
  }

  private void printComparison() throws IOException {
    heading("Does MOS go with b_in as with " + delta() + "? Williams' t");
    if (report.comparison().isEmpty()) {
      say(
          "Not defined: it takes 4 sessions with both mean rates, none of the three constant"
              + " or a function of the others.");
      return;
    }
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"compared", "n", "difference", "95 % CI", "t", "df", "p"});
    rows.add(comparison("r(b_in) - r(" + delta() + ")", report.comparison().get()));
    if (report.magnitudes().isPresent()) {
      rows.add(comparison("|r(b_in)| - |r(" + delta() + ")|", report.magnitudes().get()));
    }
    TextTable.print(console, rows, "lrrlrrr");
    DependentCorrelations c = report.comparison().get();
    say(
        "r(b_in, "
            + delta()
            + ") = "
            + signed(c.between())
            + "; p by t assumes normal variables; CI of Zou (2007)");
    if (report.magnitudes().isPresent()) {
      say("The two have opposite signs: the second row asks which is the stronger.");
    }
  }

  private static String[] comparison(String what, DependentCorrelations c) {
    return new String[] {
      what,
      Integer.toString(c.n()),
      signed(c.first() - c.second()),
      "[" + signed(c.low()) + ", " + signed(c.high()) + "]",
      fixed(c.t(), 3),
      Integer.toString(c.n() - 3),
      probability(c.p())
    };
  }

  // --- equation (6)

  private void printFit() throws IOException {
    heading("Equation (6): MOS = c0 + c1·log10 b_in + c2·log10 " + delta() + ", least squares");
    MosFit fit = report.fit();
    Map<String, List<String>> leftOut = new LinkedHashMap<>();
    for (MosFit.LeftOut session : fit.leftOut()) {
      leftOut
          .computeIfAbsent(session.why(), why -> new ArrayList<>())
          .add(shortened(session.session()));
    }
    for (Map.Entry<String, List<String>> reason : leftOut.entrySet()) {
      List<String> names = reason.getValue();
      say(
          "left out, "
              + reason.getKey()
              + ": "
              + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
              + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : ""));
    }
    if (!fit.isDefined()) {
      say("Not fitted: " + fit.obstacle() + ".");
      return;
    }
    int n = fit.sessions().size();
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"term", "coefficient", "SE", "95 % CI", "p"});
    for (MosFit.Term term : fit.terms()) {
      rows.add(
          new String[] {
            term.name(),
            signed(term.value()),
            fixed(term.error(), 3),
            "[" + signed(term.low()) + ", " + signed(term.high()) + "]",
            probability(term.p())
          });
    }
    TextTable.print(console, rows, "lrrlr");
    say(
        String.format(
            Locale.ROOT,
            "n = %d, R² = %.3f (F test: p = %s), adjusted R² = %.3f, residual s = %.3f",
            n,
            fit.r2(),
            probability(fit.r2p()),
            fit.adjustedR2(),
            fit.residualDeviation()));
    say(
        "leave-one-out: RMSE = "
            + fixed(fit.looRmse(), 3)
            + ", Q² = "
            + fixed(fit.q2(), 3)
            + (fit.q2() < 0 ? ": the mean of the others predicts better than the fit" : ""));
    say(
        String.format(
            Locale.ROOT,
            "r of the two logarithms = %+.3f, variance inflation = %.1f%s",
            fit.collinearity(),
            fit.varianceInflation(),
            fit.varianceInflation() > INFLATION
                ? ": collinear, their coefficients can hardly be told apart"
                : ""));
    if (n < FEW) {
      caution("3 coefficients from " + n + " sessions: trust the leave-one-out figures, not R²");
    }
  }

  private void printMappings() throws IOException {
    if (!report.fit().isDefined()) {
      return;
    }
    heading("ITU-T P.1401: leave-one-out predictions mapped to the observed MOS");
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "mapping", "n", "d", "RMSE", "95 % CI", "RMSE*", "95 % CI", "outliers", "95 % CI"
        });
    for (ScaleMapping mapping : report.mappings()) {
      rows.add(
          new String[] {
            mapping.kind() == ScaleMapping.Kind.LINEAR ? "linear" : "monotone cubic",
            Integer.toString(mapping.n()),
            Integer.toString(mapping.kind().freedom()),
            fixed(mapping.rmse().value(), 3),
            interval(mapping.rmse(), 2),
            fixed(mapping.rmseStar().value(), 3),
            interval(mapping.rmseStar(), 2),
            fixed(mapping.outlierRatio().value(), 3),
            interval(mapping.outlierRatio(), 2)
          });
    }
    TextTable.print(console, rows, "lrrrlrlrl");
    say("RMSE* and outliers: errors beyond the CI of the session's own MOS; d: coefficients.");
    int scored = report.mappings().getFirst().rmseStar().n();
    if (report.mappings().getFirst().isDefined() && scored < report.fit().sessions().size()) {
      say("They rest on the " + scored + " sessions with two scores or more.");
    }
    for (ScaleMapping mapping : report.mappings()) {
      String name = mapping.kind() == ScaleMapping.Kind.LINEAR ? "linear" : "monotone cubic";
      if (!mapping.isDefined()) {
        say(name + ": not defined: " + mapping.obstacle());
      }
      if (mapping.falls()) {
        caution("the line falls: sessions predicted better were rated worse");
      }
      if (mapping.isDoubtful() && mapping.kind() == ScaleMapping.Kind.MONOTONE_CUBIC) {
        caution("a cubic for " + mapping.n() + " sessions fits noise; 20 or more are wanted");
      }
    }
  }

  private void printPrediction(Predicted p) throws IOException {
    heading("Prediction for " + p.what);
    MosFit.Prediction prediction = p.prediction;
    say("b_in = " + Decimal.people(p.inBps) + ", " + delta() + " = " + Decimal.people(p.outBps));
    say(
        "MOS = "
            + score(prediction.mos())
            + ", 95 % prediction interval "
            + interval(prediction.low(), prediction.high(), 2)
            + ", "
            + Grade.of(prediction.mos()).label());
    if (prediction.clipped()) {
      say(
          "clipped to the scale from "
              + score(prediction.unclipped().get(0))
              + ", "
              + interval(prediction.unclipped().get(1), prediction.unclipped().get(2), 2));
    }
    for (String warning : prediction.warnings()) {
      caution(warning);
    }
  }

  // --- cells of the tables

  private void say(String line) throws IOException {
    console.println(plain(line));
  }

  /** For a terminal of nothing but ASCII. */
  private String plain(String text) {
    return console.unicode()
        ? text
        : text.replace("±", "+-")
            .replace("·", "*")
            .replace("√", "sqrt ")
            .replace("²", "^2")
            .replace("§", "section ");
  }

  private String delta() {
    return console.unicode() ? "Δb_out" : "delta_b_out";
  }

  private static String shortened(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.length() <= 24 ? last : last.substring(0, 21) + "...";
  }

  private static String score(double mos) {
    return fixed(mos, 2);
  }

  private static String fixed(double value, int places) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + places + "f", value);
  }

  private static String signed(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%+.3f", value);
  }

  private static String probability(double p) {
    return Double.isNaN(p) ? "-" : p < 0.0001 ? "<0.0001" : fixed(p, 4);
  }

  private static String interval(double low, double high, int places) {
    return Double.isNaN(low) ? "-" : "[" + fixed(low, places) + ", " + fixed(high, places) + "]";
  }

  private static String interval(Statistic figure, int places) {
    return interval(figure.low(), figure.high(), places);
  }
}
