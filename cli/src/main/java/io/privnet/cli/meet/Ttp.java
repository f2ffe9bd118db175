package io.privnet.cli.meet;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.Span;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.network.Address;
import io.privnet.meeting.network.ConnectionException;
import io.privnet.meeting.network.TrustedThirdParty;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description =
        "Is the third party of protocol ttp, for any number of meetings, until it is interrupted:"
            + " takes the agenda of each participant over an encrypted connection and answers all"
            + " with the first slot at which all are free. It learns all agendas and keeps none."
            + " Says on standard error what the host of a meeting has to add.",
    footer = {
      "  privnet meet ttp --listen 127.0.0.1:7410",
      "  privnet meet ttp --listen 0.0.0.0:7410 --address meet.example.org:7410"
    })
final class Ttp extends Command {
  private static final Address LOOPBACK = new Address("127.0.0.1", 0);

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where to take connections (127.0.0.1, any free port).")
  private String listen;

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description = "Where participants reach that, if not at the same address.")
  private String address;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long a participant may say nothing while others wait for it, before the meeting"
              + " fails (30s).")
  private String timeout = "30s";

  @Option(
      names = "--meetings",
      paramLabel = "COUNT",
      description = "End after so many meetings, failed ones included.")
  private int meetings;

  @Override
  protected int run(Console console) throws Exception {
    if (meetings < 0) {
      throw Failure.usage("--meetings takes a number above 0, not " + meetings);
    }
    Address where = listen == null ? LOOPBACK : PartyOptions.endpoint("--listen", listen);
    Address shown = address == null ? null : PartyOptions.endpoint("--address", address);
    Duration silence = Span.parse("--timeout", timeout);
    CountDownLatch left = new CountDownLatch(meetings == 0 ? 1 : meetings);
    Identity self = PartyOptions.identity(console);
    try (TrustedThirdParty server =
        TrustedThirdParty.open(
            self,
            where,
            silence,
            event -> {
              say(console, event);
              if (meetings > 0) {
                left.countDown();
              }
            })) {
      console.note("the third party waits at " + server.address());
      console.note("the host of a meeting adds:");
      console.note(
          "  --protocol ttp --ttp " + key(self) + "@" + (shown == null ? server.address() : shown));
      left.await();
    } catch (ConnectionException e) {
      throw Failure.peer(e.getMessage(), e);
    }
    return Exit.DONE;
  }

  private static String key(Identity self) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(self.publicKey().encoded());
  }

  private static void say(Console console, TrustedThirdParty.Event event) {
    if (event instanceof TrustedThirdParty.Event.Answered answered) {
      console.note(
          answered.parties().isEmpty()
              ? "a meeting that nobody accepted"
              : "answered " + String.join(", ", answered.parties()));
    } else if (event instanceof TrustedThirdParty.Event.Failed failed) {
      console.warn("no answer to " + String.join(", ", failed.parties()) + ": " + failed.reason());
    }
  }
}
