import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the JMH benchmarks on the class path and prints how ours compare with their peers.
 *
 * <p>{@code targets.txt} on the class path says which benchmarks are compared, a line each: ours, a
 * peer, and how many times as fast as the peer ours has to be, or {@code -} when there is no
 * target. A benchmark is {@code Class.method}, followed by {@code name=value} for each parameter. A
 * peer that is not run but quoted is {@code time unit stated for what}, in the unit of ours.
 *
 * <p>Arguments: a folder for the raw results, and a regular expression that selects benchmarks.
 */
public class Benchmarks {
  private static final int FORKS = 2;
  private static final int WARM_UPS = 4;
  private static final int MEASUREMENTS = 5;
  private static final Pattern QUOTED = Pattern.compile("([0-9.]+) (\\S+) stated for .*");
  private static final TimeValue ITERATION = TimeValue.milliseconds(400);

  /** What one benchmark gave: the middle iteration of all forks, and how far the others were. */
  private record Measured(double time, String unit, double spread, Map<String, Double> counters) {}

  private record Comparison(String ours, String peer, double target) {}

  private final Path folder;
  private final Map<String, Measured> measured = new TreeMap<>();

  private Benchmarks(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    // Modules may be built at the same time: only one measures.
    Path lock = Path.of(System.getProperty("java.io.tmpdir"), "privnet-benchmarks.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      Benchmarks benchmarks = new Benchmarks(folder);
      benchmarks.run(args[1]);
      benchmarks.print(comparisons());
    }
  }

  /** Runs each benchmark by itself, so that it can be said which one is running. */
  private void run(String wanted) throws Exception {
    BenchmarkList list = BenchmarkList.defaultList();
    Set<String> names = new LinkedHashSet<>();
    list.find(
            OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
            List.of(wanted),
            List.of())
        .forEach(benchmark -> names.add(benchmark.getUsername()));
    if (names.isEmpty()) {
      return;
    }
    int number = 0;
    long began = System.nanoTime();
    for (String name : names) {
      number++;
      System.err.printf("%3d s  %d of %d  %s%n", seconds(began), number, names.size(), brief(name));
      OptionsBuilder options = new OptionsBuilder();
      options.include("^" + name.replace(".", "\\.") + "$");
      options.forks(FORKS);
      options.warmupIterations(WARM_UPS).warmupTime(ITERATION);
      options.measurementIterations(MEASUREMENTS).measurementTime(ITERATION);
      options.jvmArgsAppend("--sun-misc-unsafe-memory-access=allow");
      options.jvmArgsAppend("--enable-native-access=ALL-UNNAMED");
      options.shouldFailOnError(true);
      options.output(folder.resolve(brief(name) + ".log").toString());
      options.resultFormat(ResultFormatType.JSON);
      options.result(folder.resolve(brief(name) + ".json").toString());
      for (RunResult result : new Runner(options.build()).run()) {
        measured.put(label(result), measured(result));
      }
    }
    System.err.printf("%3d s  done; raw results are in %s%n%n", seconds(began), folder);
  }

  private static long seconds(long began) {
    return (System.nanoTime() - began) / 1_000_000_000;
  }

  /** Class and method without the package. */
  private static String brief(String name) {
    int method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', method - 1) + 1);
  }

  private static String label(RunResult result) {
    StringBuilder label = new StringBuilder(brief(result.getParams().getBenchmark()));
    for (String key : result.getParams().getParamsKeys()) {
      label.append(' ').append(key).append('=').append(result.getParams().getParam(key));
    }
    return label.toString();
  }

  private static Measured measured(RunResult result) {
    double[] times =
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
            .sorted()
            .toArray();
    double middle = times[times.length / 2];
    double spread = (times[times.length - 1] - times[0]) / 2 / middle;
    Map<String, Double> counters = new TreeMap<>();
    result
        .getSecondaryResults()
        .forEach((name, counter) -> counters.put(name, counter.getScore() / times.length));
    return new Measured(middle, result.getPrimaryResult().getScoreUnit(), spread, counters);
  }

  private static List<Comparison> comparisons() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ClassLoader.getSystemResourceAsStream("targets.txt"), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\s*\\|\\s*"))
          .map(
              field ->
                  new Comparison(
                      field[0].strip(),
                      field[1],
                      field[2].strip().equals("-") ? 0 : Double.parseDouble(field[2])))
          .toList();
    }
  }

  private void print(List<Comparison> comparisons) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"ours", "", "peer", "", "ratio", "target", ""});
    Set<String> shown = new LinkedHashSet<>();
    for (Comparison comparison : comparisons) {
      Measured ours = measured.get(comparison.ours);
      Measured peer = peer(comparison.peer);
      if (ours == null || peer == null) {
        continue;
      }
      shown.add(comparison.ours);
      shown.add(comparison.peer);
      double ratio = peer.time / ours.time;
      rows.add(
          new String[] {
            comparison.ours,
            time(ours),
            comparison.peer,
            time(peer),
            String.format("%.2f x", ratio),
            comparison.target == 0 ? "" : String.format("%.2f x", comparison.target),
            comparison.target == 0 ? "" : ratio >= comparison.target ? "reached" : "MISSED"
          });
    }
    measured.forEach(
        (label, result) -> {
          if (!shown.contains(label)) {
            rows.add(new String[] {label, time(result), "", "", "", "", ""});
          }
        });
    if (rows.size() > 1) {
      table(rows);
    }
  }

  private Measured peer(String name) {
    Matcher quoted = QUOTED.matcher(name);
    return quoted.matches()
        ? new Measured(Double.parseDouble(quoted.group(1)), quoted.group(2), 0, Map.of())
        : measured.get(name);
  }

  private static String time(Measured result) {
    String time =
        String.format(
            "%s %s ±%.0f %%",
            digits(result.time), result.unit.replace("/op", ""), 100 * result.spread);
    return result.counters.isEmpty()
        ? time
        : time
            + result.counters.entrySet().stream()
                .map(counter -> ", " + counter.getKey() + " " + digits(counter.getValue()))
                .collect(Collectors.joining());
  }

  private static String digits(double value) {
    return String.format(value < 10 ? "%.2f" : value < 1000 ? "%.1f" : "%.0f", value);
  }

  private static void table(List<String[]> rows) {
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        boolean number = i == 4 || i == 5;
        line.append(String.format((number ? "%" : "%-") + Math.max(1, widths[i]) + "s  ", row[i]));
      }
      System.out.println(line.toString().stripTrailing());
    }
  }
}
