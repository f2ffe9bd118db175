package io.privnet.qoe.series;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes, cut off anywhere, are counted at most once, in time proportional to them. */
class RfbMessagesFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void client_stream_of_any_bytes(FuzzedDataProvider data) {
    RfbMessages messages = new RfbMessages();
    if (data.consumeBoolean()) {
      messages.beginInMidStream();
    }
    long total = 0;
    long input = 0;
    while (data.remainingBytes() > 0) {
      if (data.consumeInt(0, 15) == 0) {
        long gap = data.consumeLong(1, 1L << 31);
        total += gap;
        input += messages.gap(gap);
      } else {
        byte[] captured = data.consumeBytes(data.consumeInt(0, 400));
        long beyond = data.consumeInt(0, 3) == 0 ? data.consumeLong(0, 70_000) : 0;
        if (captured.length + beyond > 0) {
          total += captured.length + beyond;
          input += messages.add(captured, 0, captured.length, captured.length + beyond);
        }
      }
      messages.nature();
      if (input < 0
          || input > total
          || messages.skipped() < 0
          || messages.skipped() > total
          || messages.estimated() < 0
          || messages.estimated() > messages.skipped()) {
        throw new AssertionError(
            input
                + " of "
                + total
                + ", skipped "
                + messages.skipped()
                + ", estimated "
                + messages.estimated());
      }
    }
  }
}
