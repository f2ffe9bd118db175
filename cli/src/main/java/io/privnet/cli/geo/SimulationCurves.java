package io.privnet.cli.geo;

import io.privnet.cli.Failure;
import io.privnet.figure.CurveFigure;
import io.privnet.figure.CurveFigure.Axis;
import io.privnet.figure.CurveFigure.Curve;
import io.privnet.geo.simulation.Architecture;
import io.privnet.geo.simulation.Outcome;
import io.privnet.geo.simulation.Scenario;
import io.privnet.geo.simulation.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Curves of what a simulation found, over whatever was varied. */
final class SimulationCurves {

  /** What the curves show. */
  enum Measure {
    operations(
        "operations of the routers for a message",
        o -> o.mean(o.routerOperations()),
        o -> o.mean(o.routerBound()),
        "m log2 N + k"),
    client(
        "operations of the client for a message",
        o -> o.mean(o.clientOperations()),
        o -> o.mean(o.clientBound()),
        "log2 M + m"),
    messages("requests and deliveries for a message", o -> o.mean(o.communication()), null, ""),
    routers("routers asked for a message", o -> o.mean(o.asked()), null, ""),
    bytes("bytes in all", o -> o.bytes().total(), null, "");

    private final String title;
    private final ToDoubleFunction<Outcome> measured;
    private final ToDoubleFunction<Outcome> formula;
    private final String formulaName;

    Measure(
        String title,
        ToDoubleFunction<Outcome> measured,
        ToDoubleFunction<Outcome> formula,
        String formulaName) {
      this.title = title;
      this.measured = measured;
      this.formula = formula;
      this.formulaName = formulaName;
    }
  }

  /** What is varied along the horizontal axis. */
  private enum Across {
    SCALE("vehicles"),
    ROUTERS("routers M"),
    AREA("side of the area (km)");

    private final String title;

    Across(String title) {
      this.title = title;
    }

    double of(Outcome outcome) {
      return switch (this) {
        case SCALE -> outcome.mean(outcome.vehicles());
        case ROUTERS -> outcome.setting().routers();
        case AREA -> outcome.setting().sideMetres() / 1000;
      };
    }
  }

  private final List<Outcome> outcomes;
  private final Across across;

  private SimulationCurves(List<Outcome> outcomes) {
    this.outcomes = outcomes;
    across =
        varies(Setting::scale)
            ? Across.SCALE
            : varies(Setting::routers)
                ? Across.ROUTERS
                : varies(Setting::sideMetres) ? Across.AREA : Across.SCALE;
  }

  /**
   * Draws a measure.
   *
   * @throws Failure if there would be too many curves
   */
  static CurveFigure of(List<Outcome> outcomes, Measure measure, Scenario scenario) {
    SimulationCurves curves = new SimulationCurves(outcomes);
    List<Curve> drawn = curves.curves(measure);
    if (drawn.size() > CurveFigure.MAX_CURVES) {
      throw Failure.usage(
              drawn.size() + " curves are more than " + CurveFigure.MAX_CURVES + ", the most")
          .hint("give several values to one or two of --scale, --routers and --area only");
    }
    String reports =
        scenario.truncated()
            ? "prefixes of at least " + scenario.k() + " vehicles"
            : "full reports";
    return new CurveFigure(
        Character.toUpperCase(measure.title.charAt(0)) + measure.title.substring(1),
        scenario.messages() + " messages, " + reports + ", seed " + scenario.seed(),
        Axis.logarithmic(curves.across.title),
        Axis.logarithmic(measure.title),
        drawn);
  }

  private boolean varies(ToDoubleFunction<Setting> value) {
    return outcomes.stream().map(Outcome::setting).mapToDouble(value).distinct().count() > 1;
  }

  private List<Curve> curves(Measure measure) {
    Map<String, List<Outcome>> lines = new LinkedHashMap<>();
    for (Architecture architecture : Architecture.values()) {
      if (measure == Measure.client && architecture != Architecture.RING) {
        continue;
      }
      for (Outcome outcome : outcomes) {
        if (outcome.architecture() == architecture) {
          lines.computeIfAbsent(name(outcome), _ -> new ArrayList<>()).add(outcome);
        }
      }
    }
    List<Curve> curves = new ArrayList<>();
    lines.forEach((name, line) -> curves.add(curve(name, line, measure.measured, false)));
    if (measure.formula != null) {
      lines.forEach(
          (name, line) ->
              curves.add(curve(name + ": " + measure.formulaName, line, measure.formula, true)));
    }
    return curves;
  }

  /** The system and the setting, as far as that is not on the axis. */
  private String name(Outcome outcome) {
    String name = SimulationPage.name(outcome.architecture());
    if (across == Across.SCALE
        && varies(Setting::routers)
        && outcome.architecture() != Architecture.SERVER) {
      name += ", M " + outcome.routers();
    }
    if (across != Across.AREA && varies(Setting::sideMetres)) {
      name += ", " + SimulationPage.length(outcome.setting().sideMetres());
    }
    return name;
  }

  private Curve curve(
      String name, List<Outcome> line, ToDoubleFunction<Outcome> value, boolean formula) {
    // One server is the same whatever M is: one point of it for each place on the axis.
    Map<Double, Double> points = new TreeMap<>();
    line.forEach(outcome -> points.putIfAbsent(across.of(outcome), value.applyAsDouble(outcome)));
    return new Curve(
        name,
        points.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        points.values().stream().mapToDouble(Double::doubleValue).toArray(),
        formula);
  }
}
