package io.privnet.cli.id;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.TextTable;
import io.privnet.meeting.identity.KnownPeers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = "Prints the peers that you know, by name, with the fingerprints of their keys.",
    footer = {"  privnet id list", "  privnet id list --json"})
final class ListCommand extends Command {
  @Option(names = "--json", description = "Print a JSON object for each peer.")
  private boolean json;

  @Override
  protected int run(Console console) throws IOException {
    KnownPeers known = Keyring.ofUser().knownPeers();
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"peer", "fingerprint"});
    for (var peer : known.byName().entrySet()) {
      if (json) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("name", peer.getKey());
        record.put("fingerprint", peer.getValue().toString());
        console.json(record);
      }
      rows.add(new String[] {peer.getKey(), peer.getValue().toString()});
    }
    if (rows.size() == 1) {
      console.note("you know nobody by a key yet");
      console.hint("privnet id trust NAME FINGERPRINT");
    } else if (!json) {
      TextTable.print(console, rows, "ll");
    }
    return Exit.DONE;
  }
}
