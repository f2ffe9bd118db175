package io.privnet.geo;

import java.util.ArrayList;
import java.util.List;

/**
 * One or more polygons with holes, their sides straight in degrees of longitude and latitude as RFC
 * 7946 has them. A polygon that crosses the antimeridian is given in two parts (RFC 7946, 3.1.9).
 */
public final class Region implements Area {

  /** The most corners a region may have, all rings together. */
  public static final int MOST_CORNERS = 1_000_000;

  /** What {@link #overhang} says of a rectangle that has nothing in common with the region. */
  static final double DISJOINT = -1;

  private final List<Polygon> polygons;

  private Region(List<Polygon> polygons) {
    this.polygons = polygons;
  }

  /**
   * Makes a region of polygons. Each polygon is a list of closed rings, the outer one first; each
   * ring is longitude, latitude, longitude, latitude and so on, its last corner equal to its first.
   *
   * @throws IllegalArgumentException if there is no polygon, a polygon has no ring, a ring has
   *     fewer than four corners or is not closed, or a corner is out of range
   */
  public static Region of(List<List<double[]>> polygons) {
    if (polygons.isEmpty()) {
      throw new IllegalArgumentException("no polygon");
    }
    List<Polygon> checked = new ArrayList<>();
    for (List<double[]> rings : polygons) {
      if (rings.isEmpty()) {
        throw new IllegalArgumentException("a polygon without rings");
      }
      List<Ring> closed = new ArrayList<>();
      for (double[] corners : rings) {
        closed.add(new Ring(corners.clone()));
      }
      checked.add(new Polygon(List.copyOf(closed)));
    }
    return new Region(List.copyOf(checked));
  }

  @Override
  public boolean contains(double latitude, double longitude) {
    return polygons.stream()
        .anyMatch(
            polygon ->
                polygon.touches(longitude, latitude, longitude, latitude)
                    || polygon.surrounds(longitude, latitude));
  }

  /** The smallest rectangle round all rings, in degrees. */
  Rectangle bounds() {
    double south = 90;
    double west = 180;
    double north = -90;
    double east = -180;
    for (Polygon polygon : polygons) {
      for (Ring ring : polygon.rings) {
        for (int i = 0; i < ring.boxes.length; i += 4) {
          west = Math.min(west, ring.boxes[i]);
          south = Math.min(south, ring.boxes[i + 1]);
          east = Math.max(east, ring.boxes[i + 2]);
          north = Math.max(north, ring.boxes[i + 3]);
        }
      }
    }
    return new Rectangle(south, west, north, east);
  }

  /**
   * How much of a rectangle, in square degrees, lies outside the region: 0 if nothing does, and
   * {@link #DISJOINT} if everything does. Never says so of a rectangle that has a point in common
   * with the region.
   */
  double overhang(double west, double south, double east, double north) {
    boolean touched = false;
    double shared = 0;
    for (Polygon polygon : polygons) {
      if (polygon.touches(west, south, east, north)) {
        touched = true;
        shared += polygon.sharedArea(west, south, east, north);
      } else if (polygon.surrounds((west + east) / 2, (south + north) / 2)) {
        return 0;
      }
    }
    if (!touched) {
      return DISJOINT;
    }
    // Rounding and overlapping polygons may make more of it shared than there is.
    return Math.max((east - west) * (north - south) - shared, Double.MIN_VALUE);
  }

  /** A polygon: its outer ring and its holes. A point is inside by the even-odd rule. */
  private record Polygon(List<Ring> rings) {

    /** Whether a side comes within a hair of a rectangle. */
    boolean touches(double west, double south, double east, double north) {
      for (Ring ring : rings) {
        if (ring.touches(west, south, east, north)) {
          return true;
        }
      }
      return false;
    }

    boolean surrounds(double x, double y) {
      boolean inside = false;
      for (Ring ring : rings) {
        inside ^= ring.surrounds(x, y);
      }
      return inside;
    }

    double sharedArea(double west, double south, double east, double north) {
      double area = rings.getFirst().sharedArea(west, south, east, north);
      for (int hole = 1; hole < rings.size(); hole++) {
        area -= rings.get(hole).sharedArea(west, south, east, north);
      }
      return area;
    }
  }

  /**
   * A closed ring. Its sides are kept in runs with a bounding box each, so that most questions skip
   * most sides.
   */
  private static final class Ring {
    private static final int RUN = 64;

    /** 0.1 mm in degrees: more than rounding can move a side, less than anybody measures. */
    private static final double HAIR = 1e-9;

    private final double[] corners;
    private final double[] boxes;

    Ring(double[] corners) {
      this.corners = corners;
      int count = corners.length / 2;
      if (count < 4) {
        throw new IllegalArgumentException("a ring has at least 4 corners, not " + count);
      }
      for (int i = 0; i < count; i++) {
        new Position(y(i), x(i));
      }
      if (x(0) != x(count - 1) || y(0) != y(count - 1)) {
        throw new IllegalArgumentException("a ring ends where it begins");
      }
      boxes = new double[4 * ((sides() + RUN - 1) / RUN)];
      for (int run = 0; 4 * run < boxes.length; run++) {
        double west = 180;
        double south = 90;
        double east = -180;
        double north = -90;
        for (int i = run * RUN; i <= endOfRun(run); i++) {
          west = Math.min(west, x(i));
          south = Math.min(south, y(i));
          east = Math.max(east, x(i));
          north = Math.max(north, y(i));
        }
        boxes[4 * run] = west;
        boxes[4 * run + 1] = south;
        boxes[4 * run + 2] = east;
        boxes[4 * run + 3] = north;
      }
    }

    private double x(int corner) {
      return corners[2 * corner];
    }

    private double y(int corner) {
      return corners[2 * corner + 1];
    }

    private int sides() {
      return corners.length / 2 - 1;
    }

    private int endOfRun(int run) {
      return Math.min((run + 1) * RUN, sides());
    }

    boolean touches(double west, double south, double east, double north) {
      west -= HAIR;
      south -= HAIR;
      east += HAIR;
      north += HAIR;
      for (int run = 0; 4 * run < boxes.length; run++) {
        if (boxes[4 * run] > east
            || boxes[4 * run + 1] > north
            || boxes[4 * run + 2] < west
            || boxes[4 * run + 3] < south) {
          continue;
        }
        for (int i = run * RUN; i < endOfRun(run); i++) {
          if (sideMeets(i, west, south, east, north)) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean sideMeets(int i, double west, double south, double east, double north) {
      double ax = x(i);
      double ay = y(i);
      double bx = x(i + 1);
      double by = y(i + 1);
      if (Math.max(ax, bx) < west
          || Math.min(ax, bx) > east
          || Math.max(ay, by) < south
          || Math.min(ay, by) > north) {
        return false;
      }
      // Their boxes overlap: they are apart only if all corners lie strictly on one side.
      double dx = bx - ax;
      double dy = by - ay;
      double southWest = dx * (south - ay) - dy * (west - ax);
      double southEast = dx * (south - ay) - dy * (east - ax);
      double northWest = dx * (north - ay) - dy * (west - ax);
      double northEast = dx * (north - ay) - dy * (east - ax);
      boolean allLeft = southWest > 0 && southEast > 0 && northWest > 0 && northEast > 0;
      boolean allRight = southWest < 0 && southEast < 0 && northWest < 0 && northEast < 0;
      return !allLeft && !allRight;
    }

    /** Whether an odd number of sides lies due east of a point that is on none of them. */
    boolean surrounds(double x, double y) {
      boolean inside = false;
      for (int run = 0; 4 * run < boxes.length; run++) {
        if (boxes[4 * run + 1] > y || boxes[4 * run + 3] < y || boxes[4 * run + 2] < x) {
          continue;
        }
        for (int i = run * RUN; i < endOfRun(run); i++) {
          double ay = y(i);
          double by = y(i + 1);
          if (ay <= y != by <= y) {
            double ax = x(i);
            inside ^= x < ax + (y - ay) / (by - ay) * (x(i + 1) - ax);
          }
        }
      }
      return inside;
    }

    /**
     * The area that the ring and a rectangle share: the integral of how far the rectangle's strip
     * reaches to each side, going round the ring. Approximate, and wrong for a ring that crosses
     * itself.
     */
    double sharedArea(double west, double south, double east, double north) {
      double area = 0;
      for (int run = 0; 4 * run < boxes.length; run++) {
        if (boxes[4 * run] >= east) {
          // The whole run is east of the rectangle: only where it begins and ends matters.
          area +=
              (east - west)
                  * (Math.clamp(y(endOfRun(run)), south, north)
                      - Math.clamp(y(run * RUN), south, north));
        } else if (boxes[4 * run + 2] > west
            && boxes[4 * run + 1] < north
            && boxes[4 * run + 3] > south) {
          for (int i = run * RUN; i < endOfRun(run); i++) {
            area += strip(i, west, south, east, north);
          }
        }
      }
      return Math.abs(area);
    }

    private double strip(int i, double west, double south, double east, double north) {
      double ay = Math.clamp(y(i), south, north);
      double by = Math.clamp(y(i + 1), south, north);
      if (ay == by) {
        return 0;
      }
      double slope = (x(i + 1) - x(i)) / (y(i + 1) - y(i));
      double ax = x(i) + slope * (ay - y(i));
      double bx = x(i) + slope * (by - y(i));
      double mean =
          Math.abs(bx - ax) < HAIR
              ? Math.clamp(ax, west, east) - west
              : (reach(bx, west, east) - reach(ax, west, east)) / (bx - ax);
      return mean * (by - ay);
    }

    /** The integral of clamp(x, west, east) - west. */
    private static double reach(double x, double west, double east) {
      double inside = Math.clamp(x, west, east) - west;
      return inside * inside / 2 + Math.max(0, x - east) * (east - west);
    }
  }
}
