package io.privnet.cli.meet;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.OutputFile;
import io.privnet.cli.Span;
import io.privnet.cli.agenda.AgendaOptions;
import io.privnet.cli.agenda.GridOptions;
import io.privnet.cli.id.Keyring;
import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Agenda;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.KnownPeers;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.network.Address;
import io.privnet.meeting.network.HostedMeeting;
import io.privnet.meeting.network.Invitee;
import io.privnet.meeting.network.Ticket;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Protocol;
import io.privnet.meeting.transcript.TranscriptWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = {
      "Invites others to find a slot at which all are free, and takes part. Writes an invitation,"
          + " says on standard error what the others have to type, waits until they have joined and"
          + " answered, and negotiates: every party is connected to every other, encrypted, and"
          + " nothing of an agenda passes but the messages of the protocol.",
      "Standard output is the slot as START/END, or its number, counted from 0, when there is no"
          + " grid. Exit 1 when there is none, 4 when a party or the network fails. Both are the"
          + " same on every side, except that a failure inside the last broadcast may leave some"
          + " with the result and some without.",
      "What the protocols protect. veto: all others together, even breaking the rules, learn only"
          + " whether all are free at the slots opened, and who breaks a rule is named. sdc: the"
          + " same, as long as they follow the rules, but whoever made the setup can read every"
          + " agenda. xor: among five or more who follow the rules and keep what they see to"
          + " themselves, only how many are busy at a slot is seen, not who. ttp: the third party"
          + " learns all agendas, the others only the result.",
      "What none of them prevents. Who claims to be always free learns when all others are, up"
          + " to the first such slot if they are opened one by one. Each run that is broken off"
          + " gives one answer more, so leave out who was named. The last to send may see the"
          + " result and stop; it is named. What is signed can be shown to others: there is no"
          + " deniability. Who watches the network can count the rounds, and so tell about which"
          + " slot it was; --cover blurs that. Nothing here withstands a quantum computer, and what"
          + " is recorded today can be read by one later; of veto all but the slots never opened.",
      "A key that only the host vouches for is worth as much as the host. Let all compare the check"
          + " words of all: they are the same when everybody has been told of the same parties, and"
          + " the words on a connection when nobody sits between its ends. Keys that privnet id"
          + " trust knows are shown by name."
    },
    footer = {
      "  privnet meet host --agenda samples/agendas/alice.ics --peers 4 \\",
      "      --window 2026-11-23/2026-11-27 --hours 09:00-17:00 --invite invitation",
      "  privnet meet host --agenda samples/agendas/alice.ics --peers 2 \\",
      "      --window 2026-11-23/2026-11-27 --listen 0.0.0.0:7411 --json"
    })
final class Host extends Command {
  private static final Address LOOPBACK = new Address("127.0.0.1", 0);

  @Mixin private PartyOptions party;

  @Option(names = "--peers", paramLabel = "COUNT", description = "How many others are awaited.")
  private int peers;

  @Mixin private GridOptions gridOptions;
  @Mixin private AgendaOptions agendaOptions;
  @Mixin private ProtocolOptions protocolOptions;

  @Option(
      names = "--invite",
      paramLabel = "FILE",
      description =
          "Write the invitation to a file, to be given to the others and to nobody else;"
              + " otherwise it is a line on standard error.")
  private String invite;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "How long the others may take to join and to answer (1h).")
  private String expires = "1h";

  @Option(
      names = "--only",
      paramLabel = "PEER",
      split = ",",
      description =
          "Let in nobody but these: fingerprints, or names that privnet id trust has given.")
  private List<String> only = List.of();

  @Option(
      names = "--via-host",
      description =
          "Relay by way of this process what the others say to each other, encrypted from end to"
              + " end, where they cannot connect.")
  private boolean viaHost;

  @Option(
      names = "--ttp",
      paramLabel = "KEY@HOST:PORT",
      description = "The third party of protocol ttp, as privnet meet ttp prints it.")
  private String thirdParty;

  @Option(
      names = "--after",
      paramLabel = "SLOT|TIME",
      description =
          "Try only slots that start after this one (its number, from 0) or this time (ISO 8601),"
              + " because people turned it down.")
  private String after;

  @Option(
      names = "--again",
      description =
          "Do not ask whether to invite all the same when a negotiation about this time was cut"
              + " short before: each one more can tell the others one more thing.")
  private boolean again;

  /** What was asked for, after all of it has been checked. */
  private record Request(
      String name,
      Availability free,
      Slots slots,
      Protocol protocol,
      Terms terms,
      Optional<Party> thirdParty,
      int dummies,
      List<Invitee> invitees,
      KnownPeers known,
      Duration lasting,
      Duration silence,
      Address listen,
      Optional<Address> shown) {
    /** What to invite to, from now on. */
    Proposal proposal(Terms how) {
      return new Proposal(
          name,
          protocol.name(),
          how,
          thirdParty,
          slots.count(),
          slots.first(),
          slots.grid(),
          Instant.now().plus(lasting).plusMillis(999).truncatedTo(ChronoUnit.SECONDS),
          Invitation.freshNonce());
    }
  }

  @Override
  protected int run(Console console) throws Exception {
    Request request = request(console);
    Unfinished unfinished = new Unfinished(console, Keyring.ofUser().unfinished());
    if (unfinished.warn(request.slots, List.of())
        && !again
        && !console.quiet()
        && console.canAsk()) {
      String answer = console.ask("invite all the same? [y/N]", "add --again");
      if (!answer.toLowerCase(Locale.ROOT).startsWith("y")) {
        return Exit.DONE;
      }
    }
    try (OutputFile calendar = party.calendar(console);
        OutputFile invitation =
            invite == null ? null : console.createPrivate(invite, List.of(party.agenda))) {
      protocolOptions.warnOfFew(console, 1 + peers);
      Proposal proposal = request.proposal(protocolOptions.dealt(console, request.terms));
      MeetingResult result = host(console, request, unfinished, proposal, invitation);
      result.keep(calendar);
      return result.print(console, party.json, "-".equals(party.ics));
    }
  }

  private Request request(Console console) throws IOException {
    if (peers < 1) {
      throw Failure.usage("--peers says how many others are awaited, 1 or more");
    }
    if (peers >= Invitation.MAX_PARTIES) {
      throw Failure.usage(
          "--peers: at most " + (Invitation.MAX_PARTIES - 1) + " others, not " + peers);
    }
    party.check();
    party.checkOther("--invite", invite);
    party.checkAgenda();
    if ("-".equals(invite)) {
      throw Failure.usage("--invite takes a file").hint("without it the invitation is a line");
    }
    Protocol protocol = protocolOptions.protocol();
    int dummies = protocolOptions.dummies();
    protocolOptions.checkParties(1 + peers);
    Optional<Party> third = thirdParty(protocol);
    Duration lasting = Span.parse("--expires", expires);
    Duration silence = party.silence();
    Address listen = party.listen().orElse(LOOPBACK);
    Optional<Address> shown = party.address();
    KnownPeers known = Keyring.ofUser().knownPeers();
    List<Invitee> invitees = invitees(known);
    Terms terms = protocolOptions.terms(console, ProtocolOptions.DefaultSetup.NONE);
    Agenda agenda = party.read(console);
    Optional<Grid> grid =
        agenda.bits().isPresent() && !gridOptions.given()
            ? Optional.empty()
            : Optional.of(gridOptions.grid());
    party.check(grid);
    int count = grid.map(Grid::slots).orElseGet(() -> agenda.bits().orElseThrow().slots());
    int first = after == null ? 0 : new Turndown(after).firstAfter(count, grid);
    Slots slots = new Slots(count, first, grid);
    Request request =
        new Request(
            party.name(),
            party.free(agenda, slots, agendaOptions.tentative()),
            slots,
            protocol,
            terms,
            third,
            dummies,
            invitees,
            known,
            lasting,
            silence,
            listen,
            shown);
    HostedMeeting.check(request.proposal(terms), peers, invitees, dummies);
    return request;
  }

  private MeetingResult host(
      Console console,
      Request request,
      Unfinished unfinished,
      Proposal proposal,
      OutputFile invitation)
      throws IOException, InterruptedException {
    Identity self = PartyOptions.identity(console);
    try (HostedMeeting meeting = new HostedMeeting(self, proposal, peers);
        Seat seat =
            new Seat(
                console, request.slots, request.name, request.known, unfinished, meeting::close)) {
      meeting
          .silence(request.silence)
          .allowing(request.invitees)
          .dummies(request.dummies)
          .doorWatchedBy(seat::door)
          .observedBy(seat::step);
      if (viaHost) {
        meeting.viaHost();
      }
      Outcome outcome =
          seat.take(
              () -> {
                Ticket ticket = meeting.open(request.listen, request.shown);
                Optional<TranscriptWriter> transcript = party.transcript(request.name, self);
                transcript.ifPresent(seat::keep);
                transcript.ifPresent(meeting::loggedBy);
                invite(console, ticket, invitation);
                seat.draw(
                    ProposalText.heading(request.slots, request.protocol.name(), proposal.terms()));
                seat.waiting(peers, until(proposal.expires()));
                return meeting.negotiate(request.free);
              });
      return new MeetingResult(
          outcome,
          request.slots,
          request.protocol.name(),
          request.protocol.leastParties(proposal.terms()));
    }
  }

  private static String until(Instant expires) {
    return ProposalText.time(expires.atZone(ZoneId.systemDefault()));
  }

  /** Gives out the ticket, and says what to do with it. */
  private void invite(Console console, Ticket ticket, OutputFile file) throws IOException {
    console.note(party.name() + " waits at " + ticket.address() + ", key " + ticket.hostKey());
    if (file == null) {
      console.note("the others take part with this command, which asks for the line below it:");
      console.note("  privnet meet join - --agenda AGENDA");
      console.trace(ticket.toUri());
      return;
    }
    file.stream().write((ticket.toUri() + "\n").getBytes(StandardCharsets.US_ASCII));
    file.commit();
    console.note("the others take part with this command and the file " + invite + ":");
    console.note("  privnet meet join " + quoted(invite) + " --agenda AGENDA");
  }

  /** As a shell takes it. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9._/+@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Those who alone may join, by what the user knows of them. */
  private List<Invitee> invitees(KnownPeers known) {
    List<Invitee> invitees = new ArrayList<>();
    for (String peer : only) {
      Optional<Fingerprint> key = known.fingerprint(peer);
      if (key.isPresent()) {
        invitees.add(new Invitee(key.get(), Optional.of(peer)));
      } else if (peer.startsWith("SHA256:")) {
        Fingerprint unnamed = fingerprint(peer);
        invitees.add(new Invitee(unnamed, known.name(unnamed)));
      } else {
        throw Failure.usage("--only: nobody is known as '" + peer + "'")
            .hint("privnet id trust " + peer + " FINGERPRINT makes them known");
      }
    }
    return invitees;
  }

  private static Fingerprint fingerprint(String peer) {
    try {
      return Fingerprint.parse(peer);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--only: " + e.getMessage()).because(e);
    }
  }

  private Optional<Party> thirdParty(Protocol protocol) {
    if (protocol.thirdParty().isEmpty()) {
      if (thirdParty != null) {
        throw Failure.usage("--ttp is for protocol ttp, not for " + protocol.name());
      }
      return Optional.empty();
    }
    if (thirdParty == null) {
      throw Failure.usage("protocol ttp needs a third party")
          .hint("privnet meet ttp, run by somebody whom all trust, says what --ttp to add");
    }
    int at = thirdParty.indexOf('@');
    try {
      PublicKey key =
          new PublicKey(Base64.getUrlDecoder().decode(thirdParty.substring(0, Math.max(0, at))));
      Address address = Address.parse(thirdParty.substring(at + 1));
      return Optional.of(
          new Party(
              protocol.thirdParty().get(), key, Optional.of(address.toString()), Optional.empty()));
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--ttp takes KEY@HOST:PORT, not '" + thirdParty + "'")
          .hint("privnet meet ttp prints it")
          .because(e);
    }
  }
}
