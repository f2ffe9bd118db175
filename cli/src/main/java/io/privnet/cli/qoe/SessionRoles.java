package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.series.Flows;
import io.privnet.qoe.series.RoleGuess;
import io.privnet.qoe.series.Roles;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine;

/** The options that say who is who. */
final class SessionRoles {
  private static final String AUTO = "auto";

  @CommandLine.Option(
      names = "--user",
      paramLabel = "WHO[,WHO...]",
      description =
          "Who is the user: an address, a network (10.0.0.0/24), a MAC address, or auto to guess.")
  String user;

  @CommandLine.Option(
      names = "--instrument",
      paramLabel = "WHO[:PORT][,...]",
      description =
          "Who is the instrument, likewise; a port narrows its TCP side to that port: [IPV6]:PORT,"
              + " [MAC]:PORT, or :PORT alone for whoever has it.")
  String instrument;

  /**
   * The roles in a session. For {@code auto} the session is read once, and who was taken for whom
   * and why is said on standard error.
   *
   * @throws Failure when a role is not given or cannot be guessed
   * @throws IllegalArgumentException when one is given wrongly
   */
  Roles resolve(Console console, CaptureInput.Session session) throws IOException {
    return resolve(console, user, instrument, session);
  }

  /** The same for roles that come from elsewhere; null for one that is not given. */
  static Roles resolve(
      Console console, String user, String instrument, CaptureInput.Session session)
      throws IOException {
    if (user == null || instrument == null) {
      String missing = user == null ? "user" : "instrument";
      throw Failure.usage("--" + missing + " is missing: who is the " + missing + "?")
          .hint(
              session.live()
                  ? "name both roles, or save the capture to a file and give --user auto"
                      + " --instrument auto"
                  : "privnet qoe flows "
                      + session.files().getFirst()
                      + " shows who talks to whom; auto guesses");
    }
    if (!user.equals(AUTO) && !instrument.equals(AUTO)) {
      return Roles.parse(user, instrument);
    }
    if (session.live()) {
      throw Failure.usage("auto reads the capture twice, which standard input (-) does not allow")
          .hint("save the capture to a file, or name the roles that privnet qoe flows - guesses");
    }
    Optional<RoleGuess> guess;
    try (CaptureReader reader = session.open(console)) {
      Flows flows = Flows.of(reader);
      guess =
          !user.equals(AUTO)
              ? RoleGuess.instrumentOf(user, flows)
              : !instrument.equals(AUTO)
                  ? RoleGuess.userOf(instrument, flows)
                  : RoleGuess.of(flows);
    }
    if (guess.isEmpty()) {
      throw Failure.data(
              session.name()
                  + ": auto finds no TCP connection"
                  + (!user.equals(AUTO)
                      ? " of the user " + user
                      : !instrument.equals(AUTO) ? " to the instrument " + instrument : ""))
          .hint("privnet qoe flows " + session.files().getFirst() + " shows who talks to whom");
    }
    String guessedUser = user.equals(AUTO) ? guess.get().user().toString() : user;
    String guessedInstrument =
        instrument.equals(AUTO) ? guess.get().instrument().toString() : instrument;
    console.note(
        session.name()
            + ": --user "
            + guessedUser
            + " --instrument "
            + guessedInstrument
            + ": "
            + guess.get().reason());
    return Roles.parse(guessedUser, guessedInstrument);
  }
}
