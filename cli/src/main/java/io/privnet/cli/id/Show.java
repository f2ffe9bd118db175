package io.privnet.cli.id;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.IdentityFile;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description =
        "Prints the fingerprint of your key: the SHA-256 of its SubjectPublicKeyInfo. Tell it to"
            + " others in a way that nobody can change, and they can be sure that it is you.",
    footer = {"  privnet id show", "  privnet id show --json"})
final class Show extends Command {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  protected int run(Console console) throws IOException {
    IdentityFile file = Keyring.ofUser().file();
    Identity identity =
        file.read()
            .orElseThrow(
                () ->
                    Failure.data("there is no key yet: " + file.path())
                        .hint("privnet id new makes one"));
    if (json) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("fingerprint", identity.publicKey().fingerprint().toString());
      record.put(
          "public_key_base64", Base64.getEncoder().encodeToString(identity.publicKey().encoded()));
      record.put("file", file.path().toString());
      console.json(record);
    } else {
      console.println(identity.toString());
    }
    return Exit.DONE;
  }
}
