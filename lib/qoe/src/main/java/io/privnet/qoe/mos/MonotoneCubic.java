package io.privnet.qoe.mos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.analysis.polynomials.PolynomialFunction;
import org.hipparchus.analysis.solvers.LaguerreSolver;
import org.hipparchus.complex.Complex;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * Least squares by a cubic that does not fall between the least and the greatest x (ITU-T P.1401
 * §7.3.2 asks for a monotone mapping over the range of the predictions).
 *
 * <p>On t in [0, 1] the derivative must be one of the quadratics that are nowhere negative there, a
 * convex cone. When the free cubic is not such, the best one has a derivative on the cone's
 * surface, where it touches 0: at an end of the interval, α·t(1 − t) + β·t² or α·t(1 − t) + β·(1 −
 * t)², or within, β·(t − c)², α and β ≥ 0. Each of the three is solved exactly, and the best taken.
 */
final class MonotoneCubic {
  private MonotoneCubic() {}

  /** The line of least squares. */
  static PolynomialFunction line(double[] x, double[] y) {
    return polynomial(x, y, 1);
  }

  /**
   * The monotone cubic of least squares.
   *
   * @param x at least two different values
   */
  static PolynomialFunction fit(double[] x, double[] y) {
    double low = Arrays.stream(x).min().orElseThrow();
    double width = Arrays.stream(x).max().orElseThrow() - low;
    double[] t = Arrays.stream(x).map(value -> (value - low) / width).toArray();
    PolynomialFunction best = Arrays.stream(t).distinct().count() > 3 ? polynomial(t, y, 3) : null;
    if (best == null || !rises(best)) {
      best = constrained(t, y);
    }
    // Back from t to x.
    PolynomialFunction scale = new PolynomialFunction(-low / width, 1 / width);
    PolynomialFunction mapped = new PolynomialFunction(0);
    double[] coefficients = best.getCoefficients();
    for (int i = coefficients.length - 1; i >= 0; i--) {
      mapped = mapped.multiply(scale).add(new PolynomialFunction(coefficients[i]));
    }
    return mapped;
  }

  private static PolynomialFunction polynomial(double[] x, double[] y, int degree) {
    double[][] powers = new double[x.length][degree];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < degree; j++) {
        powers[i][j] = Math.pow(x[i], j + 1);
      }
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.newSampleData(y, powers);
    return new PolynomialFunction(regression.estimateRegressionParameters());
  }

  /** Whether a cubic falls nowhere in [0, 1]: its derivative's least value there is not below 0. */
  private static boolean rises(PolynomialFunction cubic) {
    PolynomialFunction slope = cubic.polynomialDerivative();
    double[] c = Arrays.copyOf(slope.getCoefficients(), 3);
    double turn = -c[1] / (2 * c[2]);
    double within = turn > 0 && turn < 1 ? slope.value(turn) : 0;
    return Math.min(within, Math.min(slope.value(0), slope.value(1))) >= 0;
  }

  private static PolynomialFunction constrained(double[] t, double[] y) {
    // The integrals of t(1 - t), t² and (1 - t)² from 0.
    PolynomialFunction arch = new PolynomialFunction(0, 0, 1.0 / 2, -1.0 / 3);
    PolynomialFunction rising = new PolynomialFunction(0, 0, 0, 1.0 / 3);
    PolynomialFunction falling = new PolynomialFunction(0, 1, -1, 1.0 / 3);
    List<PolynomialFunction> candidates = new ArrayList<>();
    candidates.add(new PolynomialFunction(Arrays.stream(y).average().orElseThrow()));
    for (PolynomialFunction single : List.of(arch, rising, falling)) {
      add(candidates, t, y, single);
    }
    add(candidates, t, y, arch, rising);
    add(candidates, t, y, arch, falling);
    for (double touch : touches(t, y)) {
      add(candidates, t, y, new PolynomialFunction(0, touch * touch, -touch, 1.0 / 3));
    }
    PolynomialFunction best = null;
    double least = Double.POSITIVE_INFINITY;
    for (PolynomialFunction candidate : candidates) {
      double squares = 0;
      for (int i = 0; i < t.length; i++) {
        double error = y[i] - candidate.value(t[i]);
        squares += error * error;
      }
      if (squares < least) {
        least = squares;
        best = candidate;
      }
    }
    return best;
  }

  /**
   * Adds the least squares by a constant and multiples of the given curves, if none is negative.
   */
  private static void add(
      List<PolynomialFunction> candidates, double[] t, double[] y, PolynomialFunction... curves) {
    double[][] values = new double[t.length][curves.length];
    for (int i = 0; i < t.length; i++) {
      for (int j = 0; j < curves.length; j++) {
        values[i][j] = curves[j].value(t[i]);
      }
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.newSampleData(y, values);
    double[] parameters;
    try {
      parameters = regression.estimateRegressionParameters();
    } catch (MathIllegalArgumentException e) {
      // Singular: on these few t one curve is a multiple of another, which is tried by itself.
      return;
    }
    PolynomialFunction sum = new PolynomialFunction(parameters[0]);
    for (int j = 0; j < curves.length; j++) {
      if (!(parameters[j + 1] >= 0)) {
        return;
      }
      sum = sum.add(curves[j].multiply(new PolynomialFunction(parameters[j + 1])));
    }
    candidates.add(sum);
  }

  /**
   * Where the derivative of the best β·(t − c)² can touch 0. With z_c the integral of (t − c)² and
   * · the product of centred vectors, the squares left are least where (y·z_c)²/(z_c·z_c) is
   * greatest. Both products are polynomials in c.
   */
  private static List<Double> touches(double[] t, double[] y) {
    double[] cube = centred(Arrays.stream(t).map(v -> v * v * v / 3).toArray());
    double[] square = centred(Arrays.stream(t).map(v -> -v * v).toArray());
    double[] line = centred(t);
    double[] centredY = centred(y);
    PolynomialFunction covariance =
        new PolynomialFunction(
            product(centredY, cube), product(centredY, square), product(centredY, line));
    PolynomialFunction variance =
        new PolynomialFunction(
            product(cube, cube),
            2 * product(cube, square),
            product(square, square) + 2 * product(cube, line),
            2 * product(square, line),
            product(line, line));
    PolynomialFunction stationary =
        covariance
            .polynomialDerivative()
            .multiply(variance)
            .multiply(new PolynomialFunction(2))
            .subtract(covariance.multiply(variance.polynomialDerivative()));
    List<Double> touches = new ArrayList<>();
    if (stationary.degree() < 1) {
      return touches;
    }
    for (Complex root : new LaguerreSolver().solveAllComplex(stationary.getCoefficients(), 0)) {
      if (Math.abs(root.getImaginary()) < 1e-6 && root.getReal() > 0 && root.getReal() < 1) {
        touches.add(root.getReal());
      }
    }
    return touches;
  }

  private static double[] centred(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> v - mean).toArray();
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
