package io.ironpost.rules.read;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The known name that was probably meant.
public final class Nearest {
  /// Longer names are not compared: the distance costs length times length.
  private static final int MAX_LENGTH = 64;

  private Nearest() {}

  /// The known name nearest to `word`, if one is near: at most a third of its letters wrong, and no
  /// more than two.
  public static Optional<String> to(String word, Collection<String> known) {
    return within(Math.min(2, Math.max(1, word.length() / 3)), word, known);
  }

  /// The known name nearest to `word`, with no more than `allowed` letters wrong; case does not
  /// count.
  static Optional<String> within(int allowed, String word, Collection<String> known) {
    String folded = word.toLowerCase(Locale.ROOT);
    String best = "";
    int bestDistance = allowed + 1;
    if (folded.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    for (String candidate : known) {
      int distance = distanceWithin(folded, candidate.toLowerCase(Locale.ROOT), bestDistance);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static int distanceWithin(String a, String b, int limit) {
    return Math.abs(a.length() - b.length()) >= limit ? limit : distance(a, b);
  }

  /// Damerau–Levenshtein distance in its "optimal string alignment" form: insert, delete, replace
  /// or swap neighbours, each at cost one.
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int cost = Math.min(replace, Math.min(last[j], current[j - 1]) + 1);
        current[j] = swapped(a, b, i, j) ? Math.min(cost, beforeLast[j - 2] + 1) : cost;
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = current;
      current = spare;
    }
    return last[b.length()];
  }

  private static boolean swapped(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
