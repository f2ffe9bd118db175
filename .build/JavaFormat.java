import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks ({@code --check}) or rewrites ({@code --replace}) every Java source below the given
 * folders with google-java-format. Exit 1 when a file is not in the format.
 */
public class JavaFormat {
  public static void main(String[] args) throws Exception {
    boolean check = args[0].equals("--check");
    List<String> command = new ArrayList<>();
    if (check) {
      command.add("--dry-run");
      command.add("--set-exit-if-changed");
    } else {
      command.add("--replace");
    }
    for (int i = 1; i < args.length; i++) {
      try (var files = Files.walk(Path.of(args[i]))) {
        files
            .filter(f -> f.toString().endsWith(".java") && !f.toString().contains("/target/"))
            .sorted()
            .map(Path::toString)
            .forEach(command::add);
      }
    }
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int status =
        new com.google.googlejavaformat.java.Main(out, err, System.in)
            .format(command.toArray(String[]::new));
    if (status != 0) {
      System.err.println(
          check
              ? "these files are not in the project's format: run mvn -N -Pformat process-sources"
              : "formatting failed");
    }
    System.exit(status);
  }
}
