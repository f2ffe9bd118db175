package io.privnet.meeting.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.protocol.LocalNegotiation;
import io.privnet.meeting.protocol.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Negotiations in a row leave nothing behind in the process. */
@Isolated
class SoakTest {
  private static final int NEGOTIATIONS = 200;

  /** One in so many goes over sockets; among these one in four fails, since a party leaves. */
  private static final int SOCKETS = 20;

  private static final List<String> BITS = List.of("011", "101", "111");
  private static final long MOST_BYTES_LEFT = 4L << 20;
  private static final Duration HANG = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void twoHundredNegotiations_leaveNoThreadSocketOrMemoryBehind() throws Exception {
    for (int i = 0; i < 2 * SOCKETS; i++) {
      negotiate(i); // Whatever is made once is there now.
    }
    long sockets = sockets();
    long heap = heap();
    for (int i = 0; i < NEGOTIATIONS; i++) {
      negotiate(i);
    }
    long deadline = System.nanoTime() + HANG.toNanos();
    // Connections linger a moment after they are closed.
    while (!threads().isEmpty() || sockets() > sockets) {
      assertThat(System.nanoTime())
          .as("threads left: %s, sockets: %s instead of %s", threads(), sockets(), sockets)
          .isLessThan(deadline);
      Thread.sleep(10);
    }
    assertThat(heap() - heap).isLessThan(MOST_BYTES_LEFT);
  }

  private static void negotiate(int i) throws Exception {
    if (i % SOCKETS == 0) {
      overSockets(i % (4 * SOCKETS) == 0);
      return;
    }
    String protocol = List.of("veto", "xor", "ttp", "ttp").get(i % 4);
    LinkedHashMap<String, Availability> agendas = new LinkedHashMap<>();
    for (String bits : BITS) {
      agendas.put("p" + agendas.size(), Availability.parse(bits));
    }
    assertThat(new LocalNegotiation(protocol, agendas).run().slot()).hasValue(2);
  }

  private static void overSockets(boolean fails) throws Exception {
    HostedMeeting hosted = SocketMeeting.hosted(SocketMeeting.proposal("xor", 3), 2);
    Ticket ticket = hosted.open(SocketMeeting.LOOPBACK, Optional.empty());
    Map<String, Callable<Outcome>> parts = SocketMeeting.parts(hosted, ticket, BITS);
    if (fails) {
      parts.put(
          "p2",
          () -> {
            try (JoinedMeeting leaving = SocketMeeting.joined(ticket, "p2")) {
              leaving.join();
              return leaving.negotiate(
                  invitation -> {
                    throw new IllegalStateException("leaves");
                  });
            }
          });
    }
    SocketMeeting.together(parts)
        .forEach(
            (name, end) -> {
              if (fails) {
                assertThat(end.thrown()).as(name).isNotNull();
              } else {
                assertThat(end.outcome().slot()).as("%s: %s", name, end.thrown()).hasValue(2);
              }
            });
  }

  /** What threads of the library are doing, virtual ones included. */
  private List<String> threads() throws IOException {
    Path dump = folder.resolve("threads-" + System.nanoTime());
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
    String[] threads = Files.readString(dump).split("\n\n");
    Files.delete(dump);
    return Stream.of(threads)
        .filter(thread -> thread.contains("io.privnet.meeting"))
        .filter(thread -> !thread.contains(SoakTest.class.getSimpleName()))
        .toList();
  }

  /** Sockets that the process has open, where the system tells. */
  private static long sockets() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    long sockets = 0;
    try (Stream<Path> open = Files.list(descriptors)) {
      for (Path descriptor : open.toList()) {
        try {
          if (Files.readSymbolicLink(descriptor).toString().startsWith("socket:")) {
            sockets++;
          }
        } catch (IOException e) {
          // Closed meanwhile, as that of the folder itself is.
        }
      }
    }
    return sockets;
  }

  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
