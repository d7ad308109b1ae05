package dev.corral.backend;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Which of several names somebody probably meant; for messages about unknown names. */
public final class NearestName {
  private NearestName() {}

  /**
   * The name that takes the fewest edits.
   *
   * @param typed what was typed
   * @param names what is known
   * @return one of the names, or null if every one differs in more than half
   */
  public static @Nullable String to(String typed, Collection<String> names) {
    return names.stream()
        .filter(name -> edits(typed, name) <= (Math.max(typed.length(), name.length()) + 1) / 2)
        .min(Comparator.comparingInt(name -> edits(typed, name)))
        .orElse(null);
  }

  /** Levenshtein's distance: insertions, deletions and replacements from one to the other. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
