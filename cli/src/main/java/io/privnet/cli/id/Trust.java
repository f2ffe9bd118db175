package io.privnet.cli.id;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.KnownPeers;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Keeps a name for a key that you have checked with its owner. A meeting that you host can"
            + " then be for peers of these names only (meet host --only). Whoever takes part in a"
            + " meeting with you is shown as known or not, and a warning says when name and key do"
            + " not belong together. The names are kept as text, in the file known-peers beside"
            + " your own key; to forget a peer, take out its line.",
    footer = {
      "  privnet id trust bob SHA256:BXI-LS5Az7vywoIzLTruLPTiWkblqhAk4P-qHgVZljE",
      "  privnet id trust --force b SHA256:BXI-LS5Az7vywoIzLTruLPTiWkblqhAk4P-qHgVZljE"
    })
final class Trust extends Command {
  @Parameters(paramLabel = "NAME", description = "What you call the peer.")
  private String name;

  @Parameters(paramLabel = "FINGERPRINT", description = "What privnet id show prints there.")
  private String fingerprint;

  @Option(
      names = "--force",
      description = "Take the name from another key, and other names from this key.")
  private boolean force;

  @Override
  protected int run(Console console) throws IOException {
    Keyring keyring = Keyring.ofUser();
    KnownPeers known = keyring.knownPeers();
    Fingerprint key = Fingerprint.parse(fingerprint);
    Optional<Fingerprint> before = known.fingerprint(name);
    if (before.equals(Optional.of(key))) {
      console.note(name + " is known already by this key");
      return Exit.DONE;
    }
    keyring.know(cleared(known, key).with(name, key));
    console.note(name + " is known by the key " + key);
    return Exit.DONE;
  }

  /** Makes room for the name and the key, or says what stands in the way. */
  private KnownPeers cleared(KnownPeers known, Fingerprint key) {
    Optional<Fingerprint> otherKey = known.fingerprint(name);
    Optional<String> otherName = known.name(key);
    if (!force && otherKey.isPresent()) {
      throw Failure.usage(name + " is known already by another key, " + otherKey.get())
          .hint("ask " + name + " whether the key has changed; --force then takes the new one");
    }
    if (!force && otherName.isPresent()) {
      throw Failure.usage("the key is known already as " + otherName.get())
          .hint("--force gives it the new name");
    }
    KnownPeers rest = otherKey.isPresent() ? known.without(name) : known;
    return otherName.isPresent() ? rest.without(otherName.get()) : rest;
  }
}
