package io.privnet.cli.meet;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.OutputFile;
import io.privnet.cli.Progress;
import io.privnet.meeting.sdc.Dealer;
import io.privnet.meeting.sdc.PublicSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description =
        "Makes the public setup that protocol sdc needs: a modulus of two safe primes, and a"
            + " generator. The setup is one line, holds no secret, and serves for any number of"
            + " meetings. The primes are forgotten when it is made, but whoever knew them could"
            + " read every agenda: everybody has to trust whoever runs this, so let it be somebody"
            + " who takes part in none of the meetings. It takes seconds to minutes.",
    footer = {
      "  privnet meet setup -o team.setup",
      "  privnet meet setup --modulus-bits 3072 > team.setup"
    })
final class Setup extends Command {
  @Option(
      names = "--modulus-bits",
      paramLabel = "N",
      description = "Bits of the modulus, 1024 to 3072, an even number (2048).")
  private int modulusBits = PublicSetup.DEFAULT_BITS;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the setup to this file (standard output).")
  private String output = "-";

  @Override
  protected int run(Console console) throws IOException {
    if (output.equals("-")) {
      console.println(deal(console).toString());
      return Exit.DONE;
    }
    try (OutputFile file = console.create(output, List.of())) {
      file.stream().write((deal(console) + "\n").getBytes(StandardCharsets.US_ASCII));
      file.commit();
    }
    return Exit.DONE;
  }

  private PublicSetup deal(Console console) {
    long start = System.nanoTime();
    Progress progress = console.progress("looking for safe primes, candidates tested");
    PublicSetup setup =
        new Dealer(new SecureRandom(), tested -> progress.at(tested, 0)).deal(modulusBits);
    console.endProgress();
    console.detail(
        String.format(
            Locale.ROOT,
            "public setup of %d bits in %.1f s",
            modulusBits,
            (System.nanoTime() - start) / 1e9));
    return setup;
  }
}
