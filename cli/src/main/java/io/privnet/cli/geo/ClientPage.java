package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.cli.TextTable;
import io.privnet.geo.overlay.ClientMeasurement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Clients with one entry node beside clients with a routing state. */
final class ClientPage {
  private final List<ClientMeasurement> rows;
  private final boolean vehicles;
  private final boolean onCodes;

  /**
   * @param vehicles whether the clients are those of a trace
   * @param onCodes whether keys are codes, and nodes at positions of the trace
   */
  ClientPage(List<ClientMeasurement> rows, boolean vehicles, boolean onCodes) {
    this.rows = rows;
    this.vehicles = vehicles;
    this.onCodes = onCodes;
  }

  void printTable(Console console) throws IOException {
    List<String[]> lines = new ArrayList<>();
    lines.add(
        new String[] {
          "overlay", "N", "client has", "links", "max", "hops", "max", "seen", "entropy", "cells"
        });
    for (ClientMeasurement row : rows) {
      String kind = row.kind().title();
      String nodes = Integer.toString(row.nodes());
      lines.add(line(kind, nodes, "one entry", row.entry()));
      lines.add(line("", "", "routing state", row.state()));
    }
    TextTable.print(console, lines, "lrlrrrrrrr");
    console.println("");
    ClientMeasurement first = rows.getFirst();
    Footnote.print(
        console,
        String.format(
            Locale.ROOT,
            "%d %s in each of %d worlds look up %.1f different %s on average, %.1f look-ups"
                + " each.%s",
            first.clients(),
            vehicles ? "vehicles" : "clients",
            first.worlds(),
            first.distinctKeys(),
            vehicles ? "cells" : "random keys",
            (double) first.lookups() / first.worlds() / first.clients(),
            onCodes
                ? " Keys are codes; nodes are at random positions of the trace."
                : vehicles ? " Keys are interval numbers." : ""));
    Footnote.print(
        console,
        "links: that a client keeps, mean and most. hops: from the client to the responsible node,"
            + " mean and most. seen: the share of a client's look-ups of the node that it asks most"
            + " often, and cells: how many different "
            + (vehicles ? "cells" : "keys")
            + " that node is asked for. entropy: of the nodes that a client asks, in bits; 0 if it"
            + " is always the same one.");
    console.println("");
    Footnote.print(
        console,
        "A routing state saves the hop to the entry node. How much the node that sees most still"
            + " sees depends on the links: a trip stays in one region, and most of its cells are"
            + " reached by way of the same link.");
    if (onCodes) {
      Footnote.print(
          console,
          "Codes of a region begin alike, so the nodes are close together on a ring that is empty"
              + " elsewhere. Networks of constant degree need an even ring: on this one a look-up"
              + " may walk along all successors (Koorde), or a node beside a gap has links to"
              + " nearly all others (Distance Halving). --keys intervals evens the ring.");
    }
  }

  private static String[] line(
      String kind, String nodes, String way, ClientMeasurement.Access access) {
    return new String[] {
      kind,
      nodes,
      way,
      decimal(access.links(), 1),
      Integer.toString(access.maxLinks()),
      decimal(access.hops(), 2),
      Integer.toString(access.maxHops()),
      decimal(100 * access.largestShare(), 1) + " %",
      decimal(access.entropyBits(), 2),
      decimal(access.keysOfOneNode(), 1)
    };
  }

  private static String decimal(double value, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }

  void printJson(Console console) throws IOException {
    for (Map<String, Object> record : records()) {
      console.json(record);
    }
  }

  void printCsv(Console console) throws IOException {
    CsvRecords.print(console, records());
  }

  private List<Map<String, Object>> records() {
    List<Map<String, Object>> records = new ArrayList<>();
    for (ClientMeasurement row : rows) {
      records.add(record(row, "entry", row.entry()));
      records.add(record(row, "state", row.state()));
    }
    return records;
  }

  private Map<String, Object> record(
      ClientMeasurement row, String way, ClientMeasurement.Access access) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("kind", row.kind().toString());
    record.put("nodes", row.nodes());
    record.put("keys", !vehicles ? "random" : onCodes ? "codes" : "intervals");
    record.put("client", way);
    record.put("worlds", row.worlds());
    record.put("clients", row.clients());
    record.put("lookups", row.lookups());
    record.put("distinct_keys_mean", row.distinctKeys());
    record.put("links_mean", access.links());
    record.put("links_max", access.maxLinks());
    record.put("hops_mean", access.hops());
    record.put("hops_max", access.maxHops());
    record.put("largest_share", access.largestShare());
    record.put("entropy_bits", access.entropyBits());
    record.put("keys_of_one_node", access.keysOfOneNode());
    return record;
  }
}
