package io.privnet.cli.geo;

import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.Position;
import io.privnet.geo.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cells as records for {@code --json} and as features for {@code --geojson}. */
final class Cells {
  private Cells() {}

  static Map<String, Object> json(Code code, CodeFormat format) {
    Map<String, Object> json = new LinkedHashMap<>();
    Rectangle cell = code.rectangle();
    Position centre = cell.centre();
    json.put("scheme", code.scheme());
    json.put("code", format.text(code));
    json.put("length_bits", code.length());
    json.put("lat_deg", centre.latitude());
    json.put("lon_deg", centre.longitude());
    json.put("south_deg", cell.south());
    json.put("west_deg", cell.west());
    json.put("north_deg", cell.north());
    json.put("east_deg", cell.east());
    json.put("height_m", cell.heightMetres());
    json.put("width_m", cell.widthMetres());
    return json;
  }

  /** A GeoJSON FeatureCollection (RFC 7946) with a feature for each cell. */
  static Map<String, Object> collection(Iterable<Map<String, Object>> features) {
    Map<String, Object> collection = new LinkedHashMap<>();
    collection.put("type", "FeatureCollection");
    collection.put("features", features);
    return collection;
  }

  static Map<String, Object> collection(List<Code> cells, CodeFormat format) {
    List<Map<String, Object>> features = new ArrayList<>();
    cells.forEach(cell -> features.add(feature(cell, format, Map.of())));
    return collection(features);
  }

  static Map<String, Object> feature(Code code, CodeFormat format, Map<String, ?> properties) {
    Rectangle cell = code.rectangle();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("code", format.text(code));
    all.put("scheme", code.scheme());
    all.putAll(properties);
    Map<String, Object> geometry = new LinkedHashMap<>();
    geometry.put("type", "Polygon");
    geometry.put(
        "coordinates",
        List.of(
            List.of(
                List.of(cell.west(), cell.south()),
                List.of(cell.east(), cell.south()),
                List.of(cell.east(), cell.north()),
                List.of(cell.west(), cell.north()),
                List.of(cell.west(), cell.south()))));
    Map<String, Object> feature = new LinkedHashMap<>();
    feature.put("type", "Feature");
    feature.put("properties", all);
    feature.put("geometry", geometry);
    return feature;
  }
}
