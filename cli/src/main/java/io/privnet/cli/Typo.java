package io.privnet.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * A word that is not known, perhaps a known one with a letter left out, added, changed, or two
 * neighbours swapped. What picocli suggests compares pairs of letters, and so finds {@code
 * --instrument} for {@code --interfal} and nothing for {@code --wnidow}.
 *
 * @param word as it was typed; a value after {@code =} does not count
 */
public record Typo(String word) {
  /** What stands on the command line. */
  public static Typo of(String typed) {
    int value = typed.startsWith("-") ? typed.indexOf('=') : -1;
    return new Typo(value < 0 ? typed : typed.substring(0, value));
  }

  /** The nearest of the known words, when at most a third of its letters are wrong. */
  public Optional<String> among(Collection<String> known) {
    return known.stream()
        .filter(name -> distance(name) <= Math.max(1, name.replace("-", "").length() / 3))
        .min(Comparator.comparingInt(this::distance));
  }

  /** Optimal string alignment distance. */
  private int distance(String name) {
    int[][] d = new int[word.length() + 1][name.length() + 1];
    for (int i = 0; i <= word.length(); i++) {
      for (int j = 0; j <= name.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = word.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && word.charAt(i - 1) == name.charAt(j - 2)
            && word.charAt(i - 2) == name.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[word.length()][name.length()];
  }
}
