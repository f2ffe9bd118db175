package io.privnet.geo.anonymity;

import static java.util.stream.Collectors.toCollection;

import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.Scheme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Vehicles as strings of bits, and announcements as sets of strings: the definitions written down
 * word by word, cell by cell, however long that takes.
 */
record SmallWorld(List<String> vehicles, int k, int maxBits, Set<String> before, int hysteresis) {

  static SmallWorld of(List<String> vehicles, int k, int maxBits) {
    return new SmallWorld(vehicles, k, maxBits, Set.of(), 0);
  }

  /** How many vehicles report each prefix of an announcement; with the prefixes nobody reports. */
  static Map<String, Integer> groups(Set<String> announced, List<String> vehicles) {
    Map<String, Integer> groups = new TreeMap<>();
    announced.forEach(prefix -> groups.put(prefix, 0));
    for (String vehicle : vehicles) {
      report(announced, vehicle).ifPresent(prefix -> groups.merge(prefix, 1, Integer::sum));
    }
    return groups;
  }

  static Optional<String> report(Set<String> announced, String vehicle) {
    return announced.stream()
        .filter(vehicle::startsWith)
        .max(Comparator.comparingInt(String::length));
  }

  private int needs(boolean known) {
    return known || before.isEmpty() ? k : k + hysteresis;
  }

  Set<String> merge() {
    Set<String> announced = new TreeSet<>();
    int left = handUp("", vehicles, announced);
    if (left >= k) {
      String common = vehicles.getFirst();
      while (!vehicles.stream().allMatch(common::equals) && !allStartWith(common)) {
        common = common.substring(0, common.length() - 1);
      }
      announced.add(common.substring(0, Math.min(maxBits, common.length())));
    }
    return announced;
  }

  private boolean allStartWith(String prefix) {
    return vehicles.stream().allMatch(vehicle -> vehicle.startsWith(prefix));
  }

  /** Returns how many of the vehicles in a cell are not covered by what has been announced. */
  private int handUp(String cell, List<String> inside, Set<String> announced) {
    int uncovered =
        cell.length() == maxBits
            ? inside.size()
            : handUp(cell + "0", half(cell + "0", inside), announced)
                + handUp(cell + "1", half(cell + "1", inside), announced);
    if (uncovered > 0 && uncovered >= needs(before.contains(cell))) {
      announced.add(cell);
      return 0;
    }
    return uncovered;
  }

  Set<String> partition() {
    Set<String> announced = new TreeSet<>();
    if (vehicles.size() >= k) {
      divide("", vehicles, announced);
    }
    return announced;
  }

  private void divide(String cell, List<String> inside, Set<String> announced) {
    boolean divided = before.stream().anyMatch(p -> p.startsWith(cell) && !p.equals(cell));
    List<String> low = half(cell + "0", inside);
    List<String> high = half(cell + "1", inside);
    if (cell.length() < maxBits
        && (low.isEmpty() || low.size() >= needs(divided))
        && (high.isEmpty() || high.size() >= needs(divided))) {
      if (!low.isEmpty()) {
        divide(cell + "0", low, announced);
      }
      if (!high.isEmpty()) {
        divide(cell + "1", high, announced);
      }
    } else {
      announced.add(cell);
    }
  }

  private static List<String> half(String cell, List<String> inside) {
    return inside.stream().filter(vehicle -> vehicle.startsWith(cell)).toList();
  }

  /** The rule that looks right and is not: every cell that k vehicles are in. */
  Set<String> naive() {
    Set<String> announced = new TreeSet<>();
    for (String vehicle : vehicles) {
      for (int length = 0; length <= maxBits; length++) {
        String cell = vehicle.substring(0, length);
        if (half(cell, vehicles).size() >= k) {
          announced.add(cell);
        }
      }
    }
    return announced;
  }

  /** All bit strings of one length. */
  static List<String> cells(int length) {
    List<String> cells = new ArrayList<>();
    for (int cell = 0; cell < 1 << length; cell++) {
      cells.add(Integer.toBinaryString(1 << length | cell).substring(1));
    }
    return cells;
  }

  /** The full code that begins with these bits; what follows is taken from elsewhere. */
  static long full(String bits, long rest) {
    long code = CodeFormat.BITS.parse(Scheme.ZORDER, bits).bits();
    return bits.length() == 64 ? code : code | rest >>> bits.length();
  }

  static long[] full(List<String> vehicles) {
    return vehicles.stream().mapToLong(bits -> full(bits, 0x5DEECE66D1234567L)).toArray();
  }

  static Set<String> strings(Announcement announcement) {
    return announcement.prefixes().stream().map(Code::toString).collect(toCollection(TreeSet::new));
  }

  static Map<String, Integer> reporters(Announcement announcement) {
    Map<String, Integer> reporters = new TreeMap<>();
    for (int rank = 0; rank < announcement.size(); rank++) {
      reporters.put(announcement.prefix(rank).toString(), announcement.reporters(rank));
    }
    return reporters;
  }
}
