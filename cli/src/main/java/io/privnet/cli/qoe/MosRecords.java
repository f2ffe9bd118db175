package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.mos.Cell;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The report of {@code qoe mos} as records, their kind in the key {@code record}. */
final class MosRecords {
  private final Console console;
  private final MosPage.About about;

  private MosRecords(Console console, MosPage.About about) {
    this.console = console;
    this.about = about;
  }

  static void print(
      Console console, MosPage.About about, MosReport report, Optional<MosPage.Predicted> predicted)
      throws IOException {
    MosRecords records = new MosRecords(console, about);
    for (RatedSession session : report.sessions()) {
      records.print(session);
    }
    for (Cell cell : report.cells()) {
      records.print(cell);
    }
    if (!about.means()) {
      for (Screening.Rater rater : about.screening().raters()) {
        records.print(rater);
      }
    }
    for (MosReport.FeatureCorrelation of : report.correlations()) {
      Map<String, Object> record = record(of.correlation().statistic(of.feature()));
      record.put("p_holm", of.holmP());
      record.put("caution", MosPage.caution(of.correlation().n()));
      console.json(record);
    }
    if (report.comparison().isPresent()) {
      records.print("williams", report.comparison().get());
    }
    if (report.magnitudes().isPresent()) {
      records.print("williams_magnitude", report.magnitudes().get());
    }
    for (MosFit.LeftOut leftOut : report.fit().leftOut()) {
      Map<String, Object> record = record("left_out");
      record.put("session", leftOut.session());
      record.put("of", "fit");
      record.put("why", leftOut.why());
      console.json(record);
    }
    for (Statistic figure : report.fit().statistics()) {
      console.json(record(figure));
    }
    for (ScaleMapping mapping : report.mappings()) {
      for (Statistic figure : mapping.statistics()) {
        Map<String, Object> record = record(figure);
        record.put("d", mapping.kind().freedom());
        console.json(record);
      }
    }
    if (predicted.isPresent()) {
      records.print(predicted.get());
    }
  }

  private static Map<String, Object> record(String kind) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("record", kind);
    return record;
  }

  private void print(RatedSession session) throws IOException {
    Map<String, Object> record = record("session");
    record.put("session", session.name());
    record.put("connection", session.connection());
    record.put("user_class", session.userClass());
    putMos(record, session.mos());
    record.put("features", session.features());
    console.json(record);
    for (SessionFeatures.Task task : session.tasks()) {
      Map<String, Object> of = record("task");
      of.put("session", session.name());
      of.put("task", task.number());
      of.put("covered_s", task.coveredSeconds());
      of.put(SessionFeatures.MEAN_IN, task.meanInBps());
      of.put(SessionFeatures.PEAK_IN, task.peakInBps());
      of.put(SessionFeatures.MEAN_OUT, task.meanOutBps());
      of.put(SessionFeatures.PEAK_OUT, task.peakOutBps());
      console.json(of);
    }
  }

  private void print(Cell cell) throws IOException {
    Map<String, Object> record = record("cell");
    record.put("connection", cell.connection());
    record.put("user_class", cell.userClass());
    record.put("sessions", cell.sessions().size());
    putMos(record, cell.mos());
    record.put(
        "method",
        (about.means() ? "each session's mean counts as one score; " : "")
            + "95 % CI by t, df = n - 1, not clipped to [1, 5]");
    console.json(record);
  }

  private static void putMos(Map<String, Object> record, SampleMean mos) {
    record.put("n", mos.n());
    record.put("mos", mos.mean());
    record.put("s", mos.deviation());
    record.put("ci_low", mos.low());
    record.put("ci_high", mos.high());
    record.put("grade", grade(mos.mean()));
    record.put("grade_low", grade(mos.low()));
    record.put("grade_high", grade(mos.high()));
  }

  private static String grade(double mos) {
    return Double.isNaN(mos) ? null : Grade.of(Math.clamp(mos, 1, 5)).label();
  }

  private void print(Screening.Rater rater) throws IOException {
    Map<String, Object> record = record("rater");
    record.put("rater", rater.rater());
    record.put("n", rater.scores());
    record.put("far_above", rater.above());
    record.put("far_below", rater.below());
    record.put("share", rater.share());
    record.put("asymmetry", rater.asymmetry());
    record.put("rejected", rater.rejected());
    record.put("left_out", about.leftOut().contains(rater.rater()));
    record.put("largest_panel", about.screening().largestPanel());
    record.put("method", "ITU-R BT.500 Annex 1, 2.3.1");
    console.json(record);
  }

  private static Map<String, Object> record(Statistic figure) {
    Map<String, Object> record = record("statistic");
    record.put("statistic", figure.name());
    record.put("feature", figure.feature().isEmpty() ? null : figure.feature());
    record.put("value", figure.value());
    record.put("ci_low", figure.low());
    record.put("ci_high", figure.high());
    record.put("p", figure.p());
    record.put("n", figure.n());
    record.put("method", figure.method());
    return record;
  }

  private void print(String name, DependentCorrelations c) throws IOException {
    String first = name.equals("williams") ? "r" : "|r|";
    String compared =
        first
            + " with "
            + SessionFeatures.MEAN_IN
            + " - "
            + first
            + " with "
            + SessionFeatures.MEAN_OUT;
    Map<String, Object> record =
        record(
            new Statistic(
                name + "_difference",
                SessionFeatures.MEAN_IN + "," + SessionFeatures.MEAN_OUT,
                c.first() - c.second(),
                c.low(),
                c.high(),
                c.p(),
                c.n(),
                compared + "; 95 % CI of Zou (2007); p by Williams' t, df = " + (c.n() - 3)));
    record.put("t", c.t());
    record.put("df", c.n() - 3);
    record.put("r_between", c.between());
    console.json(record);
  }

  private void print(MosPage.Predicted predicted) throws IOException {
    MosFit.Prediction prediction = predicted.prediction();
    Map<String, Object> record = record("prediction");
    record.put("of", predicted.what());
    record.put(SessionFeatures.MEAN_IN, predicted.inBps());
    record.put(SessionFeatures.MEAN_OUT, predicted.outBps());
    record.put("mos", prediction.mos());
    record.put("pi_low", prediction.low());
    record.put("pi_high", prediction.high());
    record.put("grade", grade(prediction.mos()));
    record.put("unclipped", prediction.unclipped());
    record.put("clipped", prediction.clipped());
    record.put("warnings", prediction.warnings());
    record.put("method", "fit of equation (6); 95 % prediction interval of one session by t");
    console.json(record);
  }
}
