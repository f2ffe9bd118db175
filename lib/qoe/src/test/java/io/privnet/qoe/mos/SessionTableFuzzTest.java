package io.privnet.qoe.mos;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.privnet.qoe.QoeDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Any bytes, and after a 0 byte any scores, give sessions with scores in range and a report whose
 * figures lie in their intervals, or the library's exception.
 */
class SessionTableFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void table_of_any_bytes(byte[] bytes) throws IOException {
    SessionTable table;
    try {
      table = read(bytes);
    } catch (QoeDataException e) {
      return;
    }
    List<RatedSession> rated = new ArrayList<>();
    for (Session session : table.sessions()) {
      session.scores().forEach(score -> Grade.of(score.value()));
      for (TaskWindow task : session.tasks()) {
        if (task.window().endNanos() <= task.window().startNanos()) {
          throw new AssertionError("task " + task);
        }
      }
      if (rated.size() < 7 && session.given().size() < 5) {
        rated.add(session.unmeasured());
      }
    }
    Screening screening = Screening.of(rated);
    MosReport report = MosReport.of(screening.applied(rated));
    List<Statistic> figures = new ArrayList<>(report.fit().statistics());
    report.correlations().forEach(of -> figures.add(of.correlation().statistic(of.feature())));
    report.mappings().forEach(mapping -> figures.addAll(mapping.statistics()));
    figures.forEach(SessionTableFuzzTest::check);
    if (report.fit().isDefined()) {
      MosFit.Prediction prediction = report.fit().predict(1e4, 1e6);
      if (prediction.low() > prediction.mos() || prediction.mos() > prediction.high()) {
        throw new AssertionError("prediction " + prediction);
      }
    }
  }

  private static SessionTable read(byte[] bytes) throws IOException {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    ByteArrayInputStream table = new ByteArrayInputStream(bytes, 0, end);
    if (end == bytes.length) {
      return SessionTable.read(table, "fuzz");
    }
    ByteArrayInputStream scores = new ByteArrayInputStream(bytes, end + 1, bytes.length - end - 1);
    return SessionTable.read(table, "fuzz", ScoreTable.read(scores, "scores"));
  }

  private static void check(Statistic figure) {
    double slack = 1e-9 * Math.max(1, Math.abs(figure.value()));
    if (figure.p() < 0
        || figure.p() > 1
        || figure.low() > figure.value() + slack
        || figure.high() < figure.value() - slack) {
      throw new AssertionError(figure.toString());
    }
  }
}
