package io.privnet.qoe.mos;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.privnet.qoe.QoeDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Any bytes give sessions with scores in range or the library's exception. */
class SessionTableFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void table_of_any_bytes(byte[] bytes) throws IOException {
    SessionTable table;
    try {
      table = SessionTable.read(new ByteArrayInputStream(bytes), "fuzz");
    } catch (QoeDataException e) {
      return;
    }
    List<RatedSession> rated = new ArrayList<>();
    for (Session session : table.sessions()) {
      session.scores().forEach(score -> Grade.of(score.value()));
      if (rated.size() < 6 && session.given().size() < 4) {
        rated.add(session.unmeasured());
      }
    }
    for (MosReport.FeatureCorrelation of : MosReport.of(rated).correlations()) {
      double p = of.correlation().p();
      if (p <= 0 || p > 1) {
        throw new AssertionError("p = " + p);
      }
    }
  }
}
