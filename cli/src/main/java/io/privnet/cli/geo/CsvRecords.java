package io.privnet.cli.geo;

import io.privnet.cli.Console;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Records of numbers and plain words as CSV: the keys of the first one, then a line for each. */
final class CsvRecords {
  private CsvRecords() {}

  /** Prints records with the same keys; null is an empty field. */
  static void print(Console console, List<Map<String, Object>> records) throws IOException {
    console.println(line(records.getFirst().keySet()));
    for (Map<String, Object> record : records) {
      console.println(line(record.values()));
    }
  }

  private static String line(Collection<?> fields) {
    return fields.stream()
        .map(field -> field == null ? "" : field.toString())
        .collect(Collectors.joining(","));
  }
}
