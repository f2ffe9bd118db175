package io.privnet.cli.meet;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.cli.Progress;
import io.privnet.cli.Typo;
import io.privnet.meeting.Terms;
import io.privnet.meeting.protocol.Protocol;
import io.privnet.meeting.sdc.Dealer;
import io.privnet.meeting.sdc.PublicSetup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import picocli.CommandLine.Option;

/** The options that say by which protocol a meeting is negotiated, and how it is run. */
final class ProtocolOptions {
  private static final int MAX_DUMMIES = 100;

  /** Where a setup for sdc comes from when no option says so. */
  enum DefaultSetup {
    /** One that comes with privnet: for parties that are all in one process. */
    READY,
    /** None: somebody has to be named who is trusted with it. */
    NONE
  }

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description =
          "veto: nobody learns who is busy, whatever the others do; xor: bits masked by all are"
              + " compared under the mask; sdc: all compute on encrypted bits; ttp: a third party"
              + " is trusted with all agendas (veto).")
  private String protocol = "veto";

  @Option(
      names = "--open",
      paramLabel = "COUNT",
      description =
          "veto: how many slots are opened in a round, or all: the more, the fewer rounds, and the"
              + " more becomes known (1).")
  private String open = "1";

  @Option(
      names = "--batch",
      description = "sdc: evaluate all slots in the same rounds; all outcomes become known.")
  private boolean batch;

  @Option(
      names = "--setup",
      paramLabel = "FILE",
      description =
          "sdc: the public setup that a dealer wrote with privnet meet setup; or initiator: it is"
              + " made now by this party, who is then trusted with everybody's agenda.")
  private String setup;

  @Option(
      names = "--modulus-bits",
      paramLabel = "N",
      description = "sdc: bits of the modulus, unless a dealer chose it (2048).")
  private Integer modulusBits;

  @Option(
      names = "--dummies",
      paramLabel = "COUNT",
      description =
          "xor: add so many always-free negotiators, run by the initiator, who knows their masks"
              + " (0).")
  private int dummies;

  @Option(
      names = "--cover",
      paramLabel = "CELLS",
      description =
          "Send so many cells of one size a second on each connection, whether there is anything to"
              + " say or not, against whoever watches the network (0: off).")
  private int cover;

  @Option(
      names = "--insecure-ok",
      description = "Run xor between two parties, though it hides nothing then.")
  private boolean insecureOk;

  /**
   * The protocol asked for.
   *
   * @throws Failure when there is none of that name
   */
  Protocol protocol() {
    return named(protocol);
  }

  /**
   * The protocol of a name on the command line.
   *
   * @throws Failure when there is none, with the one that was perhaps meant
   */
  static Protocol named(String name) {
    try {
      return Protocol.named(name);
    } catch (IllegalArgumentException e) {
      Failure none = Failure.usage("--protocol: " + e.getMessage());
      throw Typo.of(name)
          .among(Protocol.all().stream().map(Protocol::name).toList())
          .map(near -> none.hint("did you mean '" + near + "'?"))
          .orElse(none);
    }
  }

  /** How many dummies the initiator runs. */
  int dummies() {
    if (dummies < 0 || dummies > MAX_DUMMIES) {
      throw Failure.usage("--dummies: 0 to " + MAX_DUMMIES + ", not " + dummies);
    }
    if (dummies > 0 && !protocol.equals("xor")) {
      throw Failure.usage("--dummies is for protocol xor, not for " + protocol);
    }
    return dummies;
  }

  /**
   * How the protocol is run. A setup that this party makes is still to be made, {@link #dealt}; one
   * that is ready stands in its place.
   *
   * @throws Failure when an option does not fit the protocol, or the setup cannot be read
   * @throws IllegalArgumentException when a value is out of range
   */
  Terms terms(Console console, DefaultSetup unlessGiven) throws IOException {
    Terms terms = Terms.DEFAULT.opening(open(open)).covered(cover);
    if (batch) {
      terms = terms.batched();
    }
    if (insecureOk) {
      terms = terms.evenIfInsecure();
    }
    if (protocol.equals("sdc")) {
      terms = terms.with(setup(console, unlessGiven).toString());
    } else if (setup != null || modulusBits != null) {
      throw Failure.usage(
          (setup != null ? "--setup" : "--modulus-bits")
              + " is for protocol sdc, not for "
              + protocol);
    }
    protocol().check(terms);
    return terms;
  }

  /** The number of slots that {@code --open} stands for, 0 for all. */
  static int open(String text) {
    if (text.equals("all")) {
      return 0;
    }
    if (!text.matches("[1-9][0-9]{0,6}")) {
      throw Failure.usage("--open: a number of slots, 1 or more, or all, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private PublicSetup setup(Console console, DefaultSetup unlessGiven) throws IOException {
    int bits = modulusBits == null ? PublicSetup.DEFAULT_BITS : modulusBits;
    if (setup == null) {
      if (unlessGiven == DefaultSetup.READY) {
        return PublicSetup.ready(bits);
      }
      throw Failure.usage("protocol sdc needs a setup, and somebody who is trusted with it")
          .hint("privnet meet setup, run by somebody else, writes one for --setup FILE");
    }
    if (setup.equals("initiator")) {
      Dealer.check(bits);
      return PublicSetup.ready(PublicSetup.DEFAULT_BITS);
    }
    if (modulusBits != null) {
      throw Failure.usage("--modulus-bits does not go with a setup that has been made");
    }
    try (InputStream in = console.open(setup)) {
      return PublicSetup.parse(
          new String(in.readNBytes(Terms.MAX_SETUP), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw Failure.data(setup + ": " + e.getMessage());
    }
  }

  /**
   * The same terms, with the setup that this party makes if it was asked to: says what that means,
   * and takes long.
   */
  Terms dealt(Console console, Terms terms) {
    if (!"initiator".equals(setup)) {
      return terms;
    }
    console.warn("whoever makes the setup of sdc can read every agenda; here it is this party");
    Progress progress = console.progress("looking for safe primes, candidates tested");
    PublicSetup made =
        new Dealer(new SecureRandom(), tested -> progress.at(tested, 0))
            .deal(modulusBits == null ? PublicSetup.DEFAULT_BITS : modulusBits);
    console.endProgress();
    return terms.with(made.toString());
  }

  /** Fewer than these do not negotiate; dummies do not count, since one party runs them. */
  int leastParties() {
    return insecureOk ? 2 : protocol().leastParties();
  }

  /**
   * Refuses to negotiate among so few that the protocol hides nothing.
   *
   * @param parties who are invited, without dummies
   */
  void checkParties(int parties) {
    if (parties < leastParties()) {
      throw Failure.usage("protocol " + protocol + " hides nothing between two parties")
          .hint("use another --protocol, or add --insecure-ok to run it all the same");
    }
  }

  /**
   * Warns when the protocol hides less than it should among so few.
   *
   * @param parties who negotiate, without dummies
   */
  void warnOfFew(Console console, int parties) {
    Protocol how = protocol();
    int all = parties + dummies;
    if (parties < how.leastParties() && insecureOk) {
      console.warn("protocol " + protocol + " hides nothing between two parties");
    } else if (parties >= how.leastParties() && all < how.advisedParties()) {
      console.warn(
          "protocol "
              + protocol
              + " can leak who is busy among "
              + all
              + " parties; it is meant for "
              + how.advisedParties()
              + " or more");
    }
  }
}
