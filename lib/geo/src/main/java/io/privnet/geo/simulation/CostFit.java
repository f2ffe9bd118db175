package io.privnet.geo.simulation;

import java.util.List;

/**
 * How well Corollary 1 of Geographic dissemination describes what was counted: the operations of
 * the routers for a message as a·m·log<sub>2</sub> N + b·k, by least squares over all messages.
 *
 * @param perSearch a: operations for each of the m log<sub>2</sub> N
 * @param perVehicle b: operations for each of the k vehicles
 * @param determination R², the share of the operations' squares that is described, at most 1
 */
public record CostFit(double perSearch, double perVehicle, double determination) {

  /**
   * What least squares need to know of some messages: sums of products of x = m log<sub>2</sub> N,
   * y = k and the operations z.
   */
  public record Sums(double xx, double xy, double yy, double xz, double yz, double zz) {
    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

    Sums plus(double x, double y, double z) {
      return new Sums(xx + x * x, xy + x * y, yy + y * y, xz + x * z, yz + y * z, zz + z * z);
    }

    private Sums plus(Sums s) {
      return new Sums(xx + s.xx, xy + s.xy, yy + s.yy, xz + s.xz, yz + s.yz, zz + s.zz);
    }
  }

  /** Fits the messages of several simulations; NaN where they do not determine the constants. */
  public static CostFit of(List<Outcome> outcomes) {
    return of(outcomes.stream().map(Outcome::costs).reduce(Sums.NONE, Sums::plus));
  }

  static CostFit of(Sums s) {
    double determinant = s.xx * s.yy - s.xy * s.xy;
    if (!(determinant > 1e-9 * s.xx * s.yy)) {
      return new CostFit(Double.NaN, Double.NaN, Double.NaN);
    }
    double a = (s.xz * s.yy - s.yz * s.xy) / determinant;
    double b = (s.yz * s.xx - s.xz * s.xy) / determinant;
    return new CostFit(a, b, (a * s.xz + b * s.yz) / s.zz);
  }
}
