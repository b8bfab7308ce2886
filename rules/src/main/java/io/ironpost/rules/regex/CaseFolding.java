package io.ironpost.rules.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Simple (one to one) case folding: code points are alike if upper-casing, then lower-casing makes
/// them the same.
///
/// An ASCII letter is alike to its ASCII partner only, never to U+017F (long s), U+212A (Kelvin
/// sign), U+0130 or U+0131: no shell, file system or protocol takes these for `s`, `k` or `i`, and
/// a required literal stays a plain ASCII-folded search (PCRE2 has the same rule as
/// `PCRE2_EXTRA_CASELESS_RESTRICT`).
final class CaseFolding {
  private CaseFolding() {}

  /// The set with everything alike to one of its members.
  static CodePointSet close(CodePointSet set) {
    CodePointSet.Builder closed = new CodePointSet.Builder().addAll(set);
    for (int upper = 'A'; upper <= 'Z'; upper++) {
      int lower = upper | 0x20;
      if (set.contains(upper)) closed.add(lower, lower);
      if (set.contains(lower)) closed.add(upper, upper);
    }
    if (set.containsAny(0x80, Character.MAX_CODE_POINT)) addBeyondAscii(set, closed);
    return closed.build();
  }

  private static void addBeyondAscii(CodePointSet set, CodePointSet.Builder closed) {
    for (int[] alike : Table.ALIKE) {
      if (!containsOneOf(set, alike)) continue;
      for (int member : alike) closed.add(member, member);
    }
  }

  private static boolean containsOneOf(CodePointSet set, int[] members) {
    for (int member : members) if (set.contains(member)) return true;
    return false;
  }

  /// Built on first use only: most patterns are ASCII and the scan costs milliseconds.
  private static final class Table {
    /// Cased scripts end in the Supplementary Multilingual Plane; beyond are ideographs and tags.
    private static final int LAST_CASED = 0x1ffff;

    static final List<int[]> ALIKE = build();

    private static List<int[]> build() {
      Map<Integer, List<Integer>> byFold = new TreeMap<>();
      for (int c = 0x80; c <= LAST_CASED; c++) {
        int fold = fold(c);
        if (fold < 0x80) continue;
        if (fold != c) byFold.computeIfAbsent(fold, _ -> new ArrayList<>()).add(c);
      }
      byFold.forEach((fold, members) -> members.add(fold));
      return byFold.values().stream()
          .map(members -> members.stream().mapToInt(Integer::intValue).toArray())
          .toList();
    }

    private static int fold(int codePoint) {
      return Character.toLowerCase(Character.toUpperCase(codePoint));
    }
  }
}
