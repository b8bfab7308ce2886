package io.ironpost.core.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds the name that somebody meant: the nearest by edits (insert, delete, replace, swap two
/// neighbours), if it is near enough.
public final class NearestName {
  /// Longer words are not compared: the table grows with the square.
  private static final int MAX_LENGTH = 100;

  private NearestName() {}

  /// The nearest of `names`, at most a third of the word away; the first of equally near ones.
  public static Optional<String> to(String word, Collection<String> names) {
    String folded = fold(word);
    int nearest = Math.max(1, folded.length() / 3) + 1;
    String found = null;
    if (folded.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    for (String name : names) {
      int distance = name.length() > MAX_LENGTH ? nearest : distance(folded, fold(name));
      if (distance < nearest) {
        nearest = distance;
        found = name;
      }
    }
    return Optional.ofNullable(found);
  }

  /// `log-level`, `logLevel` and `log_level` are one word to whoever mistypes them.
  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /// Optimal string alignment distance, row by row.
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (swapped(a, i, b, j)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
