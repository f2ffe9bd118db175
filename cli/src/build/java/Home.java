import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Makes the folder that the launcher starts privnet from: {@code lib/privnet.jar}, one AOT cache a
 * command group, {@code lib/jdk} that names the JDK they are bound to, and the completion scripts.
 *
 * <p>Usage: {@code Home.java HOME CLI TIMESTAMP CLASSPATH}.
 */
public class Home {
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]).toAbsolutePath();
    Path cli = Path.of(args[1]);
    Path lib = home.resolve("lib");
    Path jar = lib.resolve("privnet.jar");
    Repack.merge(
        jar, Instant.parse(args[2]), commit(cli), List.of(args[3].split(File.pathSeparator)));
    caches(jar, lib, cli);
    Files.writeString(lib.resolve("jdk"), jdk() + "\n");
    for (String shell : List.of("bash", "zsh")) {
      Path script = home.resolve("completion").resolve("privnet." + shell);
      Files.createDirectories(script.getParent());
      List<String> command = java(jar);
      command.addAll(List.of("io.privnet.cli.Main", "completion", shell));
      run(new ProcessBuilder(command).redirectOutput(script.toFile()));
    }
  }

  /** What each group's cache learns from: the lines {@code group: command} of training.txt. */
  private static Map<String, List<String>> training(Path cli) throws IOException {
    Map<String, List<String>> groups = new java.util.LinkedHashMap<>();
    for (String line : Files.readAllLines(cli.resolve("src/build/training.txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(": ", 2);
        groups.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
      }
    }
    return groups;
  }

  /** Makes the caches, as many at a time as there are cores. */
  private static void caches(Path jar, Path lib, Path cli) throws Exception {
    List<Future<?>> caches = new ArrayList<>();
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      training(cli)
          .forEach(
              (group, commands) ->
                  caches.add(
                      cores.submit(
                          () -> {
                            cache(jar, lib.resolve(group + ".aot"), commands, cli.resolve(".."));
                            return null;
                          })));
    }
    for (Future<?> cache : caches) {
      cache.get();
    }
  }

  private static void cache(Path jar, Path cache, List<String> commands, Path directory)
      throws Exception {
    List<String> command = java(jar);
    command.add(1, "-XX:AOTCacheOutput=" + cache);
    if (!cache.endsWith("geo.aot")) {
      // Method profiles help streams of positions; elsewhere they cost more to load than they save.
      command.add(2, "-XX:+UnlockDiagnosticVMOptions");
      command.add(3, "-XX:-AOTRecordTraining");
      command.add(4, "-XX:TieredStopAtLevel=1");
    }
    command.add("io.privnet.cli.Training");
    Path data = Files.createTempDirectory("privnet");
    for (String line : commands) {
      command.add(line.replace("SCRATCH", data.toString()));
    }
    ProcessBuilder training =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    // Keys that the commands make are not to end up among those of whoever builds.
    training.environment().put("XDG_DATA_HOME", data.toString());
    try {
      run(training);
    } finally {
      try (Stream<Path> files = Files.walk(data)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  /** The options that decide what a cache holds are those of the launcher. */
  private static List<String> java(Path jar) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Dpicocli.disable.closures=true",
            "-Dpicocli.converters.excludes=java.*",
            "-Djdk.reflect.useNativeAccessorOnly=true",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            jar.toString()));
  }

  private static void run(ProcessBuilder process) throws Exception {
    // The JDK announces the options of its cache-making child on standard error.
    Path errors = Files.createTempFile("privnet", ".stderr");
    int exit = process.redirectError(errors.toFile()).start().waitFor();
    String said = Files.readString(errors);
    Files.delete(errors);
    if (exit != 0) {
      throw new IllegalStateException(
          "exit " + exit + ": " + String.join(" ", process.command()) + "\n" + said);
    }
  }

  /** As the launcher reads it from the JDK's release file. */
  private static String jdk() throws IOException {
    java.util.Properties release = new java.util.Properties();
    try (var in = Files.newBufferedReader(Path.of(System.getProperty("java.home"), "release"))) {
      release.load(in);
    }
    return (release.getProperty("IMPLEMENTOR") + " " + release.getProperty("JAVA_RUNTIME_VERSION"))
        .replace("\"", "");
  }

  private static String commit(Path directory) {
    try {
      Process git =
          new ProcessBuilder("git", "rev-parse", "--short=12", "HEAD")
              .directory(directory.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String hash = new String(git.getInputStream().readAllBytes()).strip();
      return git.waitFor() == 0 ? hash : "unknown";
    } catch (IOException | InterruptedException e) {
      return "unknown";
    }
  }
}
