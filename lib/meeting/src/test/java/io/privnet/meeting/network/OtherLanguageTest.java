package io.privnet.meeting.network;

import static io.privnet.meeting.network.SocketMeeting.LOOPBACK;
import static io.privnet.meeting.network.SocketMeeting.hosted;
import static io.privnet.meeting.network.SocketMeeting.parts;
import static io.privnet.meeting.network.SocketMeeting.proposal;
import static io.privnet.meeting.network.SocketMeeting.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.privnet.meeting.protocol.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A participant in Python, written from WIRE.md, negotiates with those of this program; where there
 * are Python and its package cryptography.
 */
@Timeout(120)
class OtherLanguageTest {
  @TempDir private Path folder;

  private static Process python(String... arguments) throws IOException {
    ProcessBuilder python = new ProcessBuilder("python3");
    python.command().addAll(List.of(arguments));
    return python.redirectErrorStream(true).start();
  }

  private static boolean pythonIsThere() throws InterruptedException {
    try {
      return python("-c", "import cryptography").waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void participantInPython_comesToTheSameSlot() throws Exception {
    assumeTrue(pythonIsThere());
    CountDownLatch joined = new CountDownLatch(1);
    HostedMeeting hosted = hosted(proposal("xor", 5), 2).doorWatchedBy(event -> joined.countDown());
    Ticket ticket = hosted.open(LOOPBACK, Optional.empty());
    Path file = Files.writeString(folder.resolve("ticket"), ticket.toUri());
    Map<String, Callable<Outcome>> parts = parts(hosted, ticket, List.of("00101", "01101"));
    FutureTask<String> printed =
        new FutureTask<>(
            () -> {
              joined.await();
              Process python = python(program(), file.toString(), "pythón", "10111");
              return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            });
    Thread.ofVirtual().start(printed);
    assertThat(together(parts))
        .allSatisfy(
            (name, end) -> {
              assertThat(end.thrown()).isNull();
              assertThat(end.outcome().slot()).hasValue(2);
            });
    assertThat(printed.get()).isEqualToIgnoringNewLines("2");
  }

  private String program() throws IOException {
    Path program = folder.resolve("participant.py");
    try (InputStream in = OtherLanguageTest.class.getResourceAsStream("participant.py")) {
      Files.copy(in, program);
    }
    return program.toString();
  }
}
