package io.privnet.cli.id;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.IdentityFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = {
      "Makes an Ed25519 key, keeps it where only you can read it, and prints its fingerprint, by"
          + " which others know you. The first meeting that you host or join makes one, too.",
      "It is kept as PKCS #8 in PEM, not encrypted, in the file privnet/identity under"
          + " $XDG_DATA_HOME or ~/.local/share. Whoever has it can speak in your name."
    },
    footer = {"  privnet id new", "  XDG_DATA_HOME=/tmp/alice privnet id new"})
final class New extends Command {
  @Option(
      names = "--force",
      description = "Replace the key that is there. It is lost; nobody knows you by the new one.")
  private boolean force;

  @Override
  protected int run(Console console) throws IOException {
    IdentityFile file = Keyring.ofUser().file();
    Identity made;
    try {
      made = force ? file.replace() : file.create();
    } catch (FileAlreadyExistsException e) {
      throw Failure.data("there is a key already: " + file.path())
          .because(e)
          .hint("privnet id show prints its fingerprint; --force replaces it for good");
    }
    console.println(made.toString());
    console.note("kept in " + file.path());
    return Exit.DONE;
  }
}
