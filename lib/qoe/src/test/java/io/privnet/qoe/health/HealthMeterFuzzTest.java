package io.privnet.qoe.health;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.privnet.qoe.capture.CaptureWriter;
import io.privnet.qoe.capture.Frame;
import io.privnet.qoe.series.Alignment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Any segments and datagrams of a session give shares and ages in their ranges. */
class HealthMeterFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void session_of_any_packets(FuzzedDataProvider data) throws IOException {
    CaptureWriter writer = CaptureWriter.pcap(new ByteArrayOutputStream());
    boolean live = data.consumeBoolean();
    long nanos = TcpExchange.START;
    int sequence = data.consumeInt();
    int acknowledgment = data.consumeInt();
    while (data.remainingBytes() > 0) {
      nanos += data.consumeLong(-100_000_000, 900_000_000);
      int kind = data.consumeInt(0, 9);
      boolean fromUser = (kind & 1) == 0;
      String from = fromUser ? "10.0.0.2" : "10.0.0.1";
      String to = fromUser ? "10.0.0.1" : "10.0.0.2";
      byte[] ip;
      if (kind < 2) {
        byte[] payload = data.consumeBytes(40);
        byte[] udp = Frame.udp(5004, 5004, payload.length);
        System.arraycopy(payload, 0, udp, 8, payload.length);
        ip = Frame.ip(from, to, 17, udp);
      } else {
        sequence += kind < 4 ? data.consumeInt() : data.consumeInt(-3000, 3000);
        acknowledgment += data.consumeInt(-3000, 3000);
        int user = data.consumeInt(40000, 40002);
        byte[] tcp =
            Frame.tcp(
                fromUser ? user : 5900,
                fromUser ? 5900 : user,
                data.consumeByte() & 0xff,
                0,
                data.consumeInt(0, 1500));
        ByteBuffer.wrap(tcp)
            .putInt(4, fromUser ? sequence : acknowledgment)
            .putInt(8, fromUser ? acknowledgment : sequence)
            .putShort(14, (short) data.consumeInt(0, 3));
        ip = Frame.ip(from, to, 6, tcp);
      }
      byte[] frame = Frame.ethernet(ip);
      writer.packet(nanos, Frame.snap(frame, data.consumeBoolean() ? 128 : 60), frame.length);
    }
    Side side = data.consumeBoolean() ? Side.USER : Side.INSTRUMENT;
    check(
        TcpExchange.measure(
            writer.bytes(),
            new HealthSettings(
                TcpExchange.ROLES,
                side,
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                Alignment.FIRST_FRAME,
                RtpSettings.DETECT),
            live));
  }

  private static void check(TcpExchange.Measured measured) {
    for (HealthBin bin : measured.bins()) {
      require(bin.oldestUnackedSeconds() >= 0 && bin.oldestUnackedSeconds() <= 60, bin);
      require(bin.unansweredSeconds() >= 0 && bin.unansweredSeconds() <= 60, bin);
      require(share(bin.rtpLoss()) && share(bin.psiForward()) && share(bin.psiReverse()), bin);
      require(share(bin.retransmittedShare()) && share(bin.mediaRetransmittedShare()), bin);
      require(!(bin.rttSeconds() < 0) && !(bin.jitterSeconds() < 0), bin);
      require(bin.zeroWindows() >= 0 && bin.demandBytes() >= 0 && bin.supplyBytes() >= 0, bin);
    }
    HealthSummary summary = measured.summary();
    require(share(summary.psiForward()) && share(summary.psiReverse()), summary);
    require(share(summary.rtpLoss()), summary);
    require(!(summary.roundTrips().min() > summary.roundTrips().max()), summary);
    for (RtpSource source : summary.rtp()) {
      require(source.lost() >= 0 && source.lost() <= source.expected(), source);
      require(source.duplicates() + source.reordered() <= source.packets(), source);
      require(source.strays() >= 0 && source.jitterSeconds() <= source.maxJitterSeconds(), source);
    }
  }

  private static boolean share(double value) {
    return Double.isNaN(value) || value >= 0 && value <= 1;
  }

  private static void require(boolean holds, Object measured) {
    if (!holds) {
      throw new AssertionError(measured);
    }
  }
}
