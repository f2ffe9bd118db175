package io.privnet.cli.meet;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.OutputFile;
import io.privnet.cli.agenda.AgendaOptions;
import io.privnet.cli.id.Keyring;
import io.privnet.meeting.Invitation;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.KnownPeers;
import io.privnet.meeting.network.Address;
import io.privnet.meeting.network.Invitee;
import io.privnet.meeting.network.JoinedMeeting;
import io.privnet.meeting.network.Ticket;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Progress;
import io.privnet.meeting.protocol.Protocol;
import io.privnet.meeting.transcript.TranscriptWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = {
      "Takes part in a meeting that somebody else hosts: joins, shows who meets when and what the"
          + " protocol protects, asks whether to accept, and negotiates. Who declines is out, and"
          + " the others go on.",
      "Standard output is the slot as START/END, or its number, counted from 0, when there is no"
          + " grid; it is empty for who declines. Exit 1 when there is none, 4 when a party or the"
          + " network fails. Both are the same on every side, except that a failure inside the last"
          + " broadcast may leave some with the result and some without. What the protocols do not"
          + " prevent is said at privnet meet host."
    },
    footer = {
      "  privnet meet join invitation --agenda samples/agendas/bob.ics",
      "  privnet meet join - --agenda samples/agendas/bob.ics --accept --json"
    })
final class Join extends Command {
  @Parameters(
      paramLabel = "INVITATION",
      description =
          "The file that the host has written, or - to enter the line that it has printed.")
  private String file;

  @Mixin private PartyOptions party;
  @Mixin private AgendaOptions agendaOptions;

  @Option(names = "--accept", description = "Accept without being asked.")
  private boolean accept;

  @Option(names = "--decline", description = "Decline without being asked; needs no agenda.")
  private boolean decline;

  @Override
  protected int run(Console console) throws Exception {
    checkOptions(console);
    Duration silence = party.silence();
    Optional<Address> listen = party.listen();
    Optional<Address> shown = party.address();
    KnownPeers known = Keyring.ofUser().knownPeers();
    Unfinished unfinished = new Unfinished(console, Keyring.ofUser().unfinished());
    Ticket ticket = ticket(console);
    Proposal proposal = ticket.proposal();
    Slots slots = new Slots(proposal.slots(), proposal.first(), proposal.grid());
    party.check(slots.grid());
    Optional<Availability> free =
        decline
            ? Optional.empty()
            : Optional.of(party.free(party.read(console), slots, agendaOptions.tentative()));
    try (OutputFile calendar = party.calendar(console)) {
      Identity self = PartyOptions.identity(console);
      // Who is on the host's list is called as it says.
      String name =
          ticket
              .invitee(self.publicKey().fingerprint())
              .flatMap(Invitee::name)
              .orElseGet(party::name);
      Outcome outcome;
      try (JoinedMeeting meeting = new JoinedMeeting(ticket, self, name).silence(silence);
          Seat seat = new Seat(console, slots, name, known, unfinished, meeting::close)) {
        meeting.observedBy(seat::step);
        listen.ifPresent(where -> meeting.listening(where, shown));
        outcome =
            seat.take(
                () -> {
                  String words = meeting.join();
                  greet(
                      console,
                      new Introduction(proposal.initiator(), ticket.hostKey(), known),
                      words);
                  Optional<TranscriptWriter> transcript = party.transcript(name, self);
                  transcript.ifPresent(seat::keep);
                  transcript.ifPresent(meeting::loggedBy);
                  return meeting.negotiate(
                      invitation ->
                          decide(console, seat, invitation, name, known, unfinished, free));
                });
      }
      if (!outcome.negotiators().contains(name)) {
        return Exit.DONE;
      }
      Protocol protocol = Protocol.named(proposal.protocol());
      MeetingResult result =
          new MeetingResult(
              outcome, slots, protocol.name(), protocol.leastParties(proposal.terms()));
      result.keep(calendar);
      return result.print(console, party.json, "-".equals(party.ics));
    }
  }

  private void checkOptions(Console console) {
    if (accept && decline) {
      throw Failure.usage("--accept and --decline exclude each other");
    }
    if (!accept && !decline && !console.canAsk()) {
      throw Failure.usage("there is no terminal to ask at whether to accept")
          .hint("add --accept or --decline");
    }
    party.check();
    if (!decline) {
      party.checkAgenda();
      if (file.equals("-") && party.agenda.equals("-")) {
        throw Failure.usage("the invitation and the agenda cannot both be standard input (-)");
      }
    }
  }

  private static void greet(Console console, Introduction host, String checkWords) {
    console.note(
        "joined the meeting of "
            + host.name()
            + ", "
            + host.standing()
            + " "
            + host.key()
            + ", check words "
            + checkWords);
    host.doubt().ifPresent(console::warn);
    console.note("waiting until all have joined");
  }

  private Ticket ticket(Console console) throws IOException {
    String line = console.firstLine(file, "the line of the invitation");
    try {
      Ticket ticket = Ticket.parse(line);
      Protocol.named(ticket.proposal().protocol()).check(ticket.proposal().terms());
      return ticket;
    } catch (IllegalArgumentException e) {
      throw Failure.data(Console.nameOf(file) + ": " + e.getMessage()).because(e);
    }
  }

  private Optional<Availability> decide(
      Console console,
      Seat seat,
      Invitation invitation,
      String name,
      KnownPeers known,
      Unfinished unfinished,
      Optional<Availability> free)
      throws InterruptedException {
    String host = invitation.initiator().name();
    console.note(host + " invites you to find a time:");
    ProposalText.of(invitation, name, known, ZoneId.systemDefault()).forEach(console::note);
    ProposalText.others(invitation, name, known).stream()
        .filter(other -> !other.name().equals(host))
        .flatMap(other -> other.doubt().stream())
        .forEach(console::warn);
    unfinished.warn(
        Slots.of(invitation),
        ProposalText.others(invitation, name, known).stream()
            .map(other -> other.key().toString())
            .toList());
    boolean accepted = accept || !decline && asked(console);
    if (accepted) {
      seat.draw(
          ProposalText.heading(Slots.of(invitation), invitation.protocol(), invitation.terms()));
      seat.step(new Progress.Event.Invited(invitation));
    }
    return accepted ? free : Optional.empty();
  }

  /** Asks a person, who may take long, and is let be when the meeting fails meanwhile. */
  private static boolean asked(Console console) throws InterruptedException {
    FutureTask<String> answer =
        new FutureTask<>(
            () -> {
              while (true) {
                String said = console.ask("accept? [y/N]", "add --accept or --decline");
                String lower = said.toLowerCase(Locale.ROOT);
                if (List.of("y", "yes", "n", "no", "").contains(lower)) {
                  return lower;
                }
              }
            });
    Thread.ofPlatform().daemon().start(answer);
    try {
      return answer.get().startsWith("y");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Failure failure
          ? failure
          : Failure.data("cannot read the terminal: " + e.getCause().getMessage())
              .because(e.getCause());
    }
  }
}
