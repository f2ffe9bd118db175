package io.privnet.cli.geo;

import io.privnet.geo.Code;
import java.util.List;

final class CellMap {
  static List<String> lines(Code code, boolean unicode) {
    return List.of();
  }
}
