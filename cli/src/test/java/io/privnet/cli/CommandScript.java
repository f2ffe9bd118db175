package io.privnet.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A script test: command lines, what each must print, and the files they need.
 *
 * <pre>
 * # a comment
 * $ privnet geo encode 91,0          a command, run by sh with privnet on the PATH
 * | 0101                             a line of standard output
 * ! privnet: error: …                a line of standard error
 * = 2                                the exit code, 0 when not given
 * -- points.csv --                   from here on a file's content, till the next such line
 * lat,lon
 * </pre>
 *
 * In an expected line {@code [..]} stands for any text; a line that is just {@code ...} stands for
 * any lines. A stream of which nothing is said must be empty. {@code $SAMPLES} is the folder of the
 * samples, {@code $HOME} an empty one.
 */
record CommandScript(String name, List<Step> steps, List<Inline> files) {
  record Step(int line, String command, List<String> out, List<String> err, int exit) {}

  record Inline(String name, String content) {}

  /** Far above what any step takes on a machine with other work. */
  private static final int HANG_S = 300;

  static CommandScript read(Path file) throws IOException {
    List<Step> steps = new ArrayList<>();
    List<Inline> files = new ArrayList<>();
    StringBuilder content = null;
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.startsWith("-- ") && line.endsWith(" --")) {
        if (content != null) {
          files.add(new Inline(files.removeLast().name(), content.toString()));
        }
        content = new StringBuilder();
        files.add(new Inline(line.substring(3, line.length() - 3), ""));
      } else if (content != null) {
        content.append(line).append('\n');
      } else if (line.startsWith("$ ")) {
        steps.add(
            new Step(number, line.substring(2), new ArrayList<>(), new ArrayList<>(), Exit.DONE));
      } else if (line.startsWith("|")) {
        steps.getLast().out().add(line.length() < 2 ? "" : line.substring(2));
      } else if (line.startsWith("!")) {
        steps.getLast().err().add(line.length() < 2 ? "" : line.substring(2));
      } else if (line.startsWith("= ")) {
        Step s = steps.removeLast();
        steps.add(
            new Step(s.line(), s.command(), s.out(), s.err(), Integer.parseInt(line.substring(2))));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IOException(file + ":" + number + ": neither command nor expectation: " + line);
      }
    }
    if (content != null) {
      files.add(new Inline(files.removeLast().name(), content.toString()));
    }
    return new CommandScript(file.getFileName().toString(), steps, files);
  }

  /** Runs the script in {@code folder} and returns what did not go as expected. */
  List<String> run(Path folder, Path launcherFolder, Path samples) throws Exception {
    for (Inline file : files) {
      Path path = folder.resolve(file.name());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.content());
    }
    Path home = Files.createDirectories(folder.resolve("home"));
    List<String> faults = new ArrayList<>();
    for (Step step : steps) {
      Path out = folder.resolve(".stdout");
      Path err = folder.resolve(".stderr");
      ProcessBuilder shell =
          new ProcessBuilder("sh", "-c", step.command())
              .directory(folder.toFile())
              .redirectInput(new java.io.File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      shell.environment().put("PATH", launcherFolder + ":" + System.getenv("PATH"));
      shell.environment().put("HOME", home.toString());
      shell.environment().put("SAMPLES", samples.toString());
      shell.environment().put("LC_ALL", "C.UTF-8");
      shell.environment().put("TZ", "UTC");
      List.of(
              "NO_COLOR",
              "COLUMNS",
              "JAVA_TOOL_OPTIONS",
              "XDG_CONFIG_HOME",
              "XDG_DATA_HOME",
              "XDG_STATE_HOME")
          .forEach(shell.environment()::remove);
      Process process = shell.start();
      String where = name + ":" + step.line() + ": " + step.command() + "\n";
      if (!process.waitFor(HANG_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        faults.add(where + "  did not end");
        continue;
      }
      String said = decode(Files.readAllBytes(err));
      if (process.exitValue() != step.exit()) {
        faults.add(where + "  exit " + process.exitValue() + " instead of " + step.exit());
      }
      compare(where + "  stdout", step.out(), decode(Files.readAllBytes(out)), faults);
      compare(where + "  stderr", step.err(), said, faults);
    }
    return faults;
  }

  private static String decode(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void compare(String what, List<String> expected, String got, List<String> faults) {
    StringBuilder pattern = new StringBuilder();
    for (String line : expected) {
      if (line.equals("...")) {
        pattern.append("(?:[^\\n]*\\n)*?");
      } else {
        String[] parts = line.split(Pattern.quote("[..]"), -1);
        for (int i = 0; i < parts.length; i++) {
          pattern.append(i == 0 ? "" : "[^\\n]*").append(Pattern.quote(parts[i]));
        }
        pattern.append("\\n");
      }
    }
    if (!Pattern.compile(pattern.toString()).matcher(got).matches()) {
      faults.add(
          what
              + "\n    expected:\n"
              + String.join("\n", expected).indent(6)
              + "    got:\n"
              + got.indent(6));
    }
  }
}
