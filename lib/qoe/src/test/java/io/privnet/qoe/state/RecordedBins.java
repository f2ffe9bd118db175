package io.privnet.qoe.state;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.health.HealthMeter;
import io.privnet.qoe.health.HealthSettings;
import io.privnet.qoe.series.Roles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes the intervals of captures as {@link RecordedSession} reads them: {@code RecordedBins
 * FOLDER CAPTURE…} makes {@code FOLDER/NAME.bins.csv} of each {@code NAME.pcap}.
 */
final class RecordedBins {
  private RecordedBins() {}

  public static void main(String[] args) throws IOException {
    Roles roles = Roles.parse("10.0.0.2", "10.0.0.1:5900");
    for (int i = 1; i < args.length; i++) {
      Path capture = Path.of(args[i]);
      List<String> lines = new ArrayList<>();
      lines.add(RecordedSession.COLUMNS);
      try (InputStream in = Files.newInputStream(capture);
          CaptureReader reader = CaptureReader.of(in, args[i])) {
        HealthMeter.whole(
                HealthSettings.of(roles, RecordedSession.INTERVAL), bin -> lines.add(line(bin)))
            .measure(reader);
      }
      String name = capture.getFileName().toString().replaceFirst("\\.pcap$", "");
      Files.write(Path.of(args[0], name + ".bins.csv"), lines);
    }
  }

  private static String line(HealthBin bin) {
    return bin.index()
        + ","
        + bin.startNanos()
        + ","
        + bin.full()
        + ","
        + bin.demandBytes()
        + ","
        + bin.supplyBytes()
        + ","
        + bin.controlSegments()
        + ","
        + bin.controlRetransmitted()
        + ","
        + seconds(bin.rttSeconds())
        + ","
        + bin.zeroWindows()
        + ","
        + seconds(bin.oldestUnackedSeconds())
        + ","
        + seconds(bin.unansweredSeconds());
  }

  private static String seconds(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }
}
