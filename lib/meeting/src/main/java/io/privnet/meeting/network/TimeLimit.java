package io.privnet.meeting.network;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes a socket, whatever is under way on it, unless it is lifted in time. */
final class TimeLimit implements AutoCloseable {
  private final CountDownLatch lifted = new CountDownLatch(1);
  private final Duration longest;
  private volatile boolean passed;

  TimeLimit(Socket socket, Duration longest) {
    this.longest = longest;
    Thread.startVirtualThread(
        () -> {
          try {
            passed = !lifted.await(longest.toNanos(), TimeUnit.NANOSECONDS);
            if (passed) {
              socket.close();
            }
          } catch (InterruptedException | IOException e) {
            // Nobody interrupts it, and a socket that cannot be closed is closed.
          }
        });
  }

  /** Whether it has closed the socket. */
  boolean passed() {
    return passed;
  }

  /** How long it is. */
  String seconds() {
    return BigDecimal.valueOf(longest.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** Lifts it. */
  @Override
  public void close() {
    lifted.countDown();
  }
}
