package io.privnet.qoe.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.CaptureWriter;
import io.privnet.qoe.capture.Packet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveReadingTest {
  private static SeriesMeter meter(BinSink sink) {
    return SeriesMeter.live(
        new SeriesSettings(
            Segments.ROLES,
            Measure.PAYLOAD,
            Duration.ofMillis(100),
            Duration.ofDays(1),
            Alignment.FIRST_FRAME,
            List.of()),
        sink);
  }

  @Test
  void silent_pipe_still_shows_its_bins() throws Exception {
    LinkedBlockingQueue<Bin> bins = new LinkedBlockingQueue<>();
    PipedOutputStream end = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(end, 1 << 16);
    Thread reading =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (CaptureReader reader = CaptureReader.of(in, "x")) {
                    LiveReading.read(reader, meter(bins::add));
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
    CaptureWriter writer = CaptureWriter.pcap(end);
    long now = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
    writer.packet(now, Segments.tcp("10.0.0.2", 1, "10.0.0.1", 5900, 0x18, 1, new byte[5]));
    end.flush();
    assertThat(bins.poll(10, TimeUnit.SECONDS).inBytes()).isEqualTo(5);
    assertThat(bins.poll(10, TimeUnit.SECONDS).inBytes()).isZero();
    assertThat(bins.poll(10, TimeUnit.SECONDS).full()).isTrue();
    end.close();
    reading.join();
  }

  @Test
  void finished_capture_has_no_bins_after_its_end() throws IOException {
    LinkedBlockingQueue<Bin> bins = new LinkedBlockingQueue<>();
    byte[] capture =
        new Segments().in(1, new byte[5]).in(6, new byte[5]).in(11, new byte[5]).capture();
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture), "x")) {
      SeriesMeter meter = meter(bins::add);
      LiveReading.read(reader, meter);
      meter.finish();
    }
    assertThat(bins).hasSize(1);
    assertThat(bins.element().inBytes()).isEqualTo(15);
  }

  @Test
  void failure_of_the_meter_ends_the_reading() throws IOException {
    try (CaptureReader reader =
        CaptureReader.of(
            new ByteArrayInputStream(new Segments().in(1, new byte[5]).capture()), "x")) {
      LiveMeter meter =
          new LiveMeter() {
            @Override
            public void add(Packet packet) throws IOException {
              throw new IOException("broken pipe");
            }

            @Override
            public void advance(long nanos) {}
          };
      assertThatThrownBy(() -> LiveReading.read(reader, meter)).hasMessage("broken pipe");
    }
  }
}
