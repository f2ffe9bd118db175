package io.privnet.cli.geo;

import io.privnet.geo.anonymity.Utility;
import java.util.Locale;
import java.util.Map;

/** Numbers as the tables and records about reports write them. */
final class Measures {
  private Measures() {}

  /** A length for people, three digits and a unit: {@code 410 m}, {@code 1.23 km}. */
  static String metres(double metres) {
    if (!Double.isFinite(metres)) {
      return "-";
    }
    boolean far = metres >= 999.5;
    double value = far ? metres / 1000 : metres;
    String format = value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value) + (far ? " km" : " m");
  }

  /**
   * Reads a distance such as 500m or 1.5km.
   *
   * @param option named in the message
   * @throws IllegalArgumentException when it is none
   */
  static double parseMetres(String option, String text) {
    if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?k?m")) {
      boolean far = text.endsWith("km");
      String number = text.substring(0, text.length() - (far ? 2 : 1));
      return Double.parseDouble(number) * (far ? 1000 : 1);
    }
    throw new IllegalArgumentException(
        option + " takes a distance such as 500m or 1.5km, not " + text);
  }

  /** A number with a decimal; a dash for none. */
  static String decimal(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "-";
  }

  /** A share for people: {@code 1.2 %}. */
  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "-";
  }

  /** A number without decimals that say nothing. */
  static Number number(double value) {
    return value == Math.rint(value) ? (Number) (long) value : (Number) value;
  }

  static void put(Utility utility, Map<String, Object> record) {
    record.put("reports", utility.reports());
    record.put("mean_length_bits", utility.meanBits());
    record.put("median_length_bits", utility.medianBits() < 0 ? null : utility.medianBits());
    record.put("median_cell_m", utility.medianMetres());
    record.put("mean_cell_m", utility.meanMetres());
    record.put("silent", utility.silent());
    record.put("silent_share", utility.silentShare());
    record.put("reports_under_k", utility.exposed());
    record.put("reports_under_k_share", utility.exposedShare());
  }
}
