package io.ironpost.store.history;

/// Text as both databases take it. It is the attacker's, so it may hold anything.
///
/// PostgreSQL refuses U+0000 in any text (manual, §8.3), and the tools around SQLite end a text
/// there: it becomes the visible U+2400. Half of a surrogate pair is not Unicode and no UTF-8: it
/// becomes U+FFFD. The two databases then hold the same.
final class StoredText {
  /// PostgreSQL's B-tree takes entries up to 2,704 bytes (a third of a page); with two names beside
  /// it, 512 UTF-16 units, which are at most 1,536 bytes, fit. The whole is in the document.
  static final int MAX_INDEXED = 512;

  private static final char NUL_SHOWN = '\u2400';
  private static final char REPLACED = '\uFFFD';

  private StoredText() {}

  /// For columns with an index: as [#of], cut at [#MAX_INDEXED].
  static String indexed(String text) {
    String cut = text.length() <= MAX_INDEXED ? text : text.substring(0, MAX_INDEXED);
    return of(cut); // half a pair at the cut is replaced like any other
  }

  static String of(String text) {
    int first = firstWrong(text, 0);
    return first < 0 ? text : mended(text, first);
  }

  private static int firstWrong(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return i;
      }
      if (Character.isSurrogate(c)) {
        if (!startsPair(text, i)) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static boolean startsPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }

  private static String mended(String text, int first) {
    StringBuilder mended = new StringBuilder(text.length()).append(text, 0, first);
    int from = first;
    while (true) {
      mended.append(text.charAt(from) == 0 ? NUL_SHOWN : REPLACED);
      int next = firstWrong(text, from + 1);
      if (next < 0) {
        return mended.append(text, from + 1, text.length()).toString();
      }
      mended.append(text, from + 1, next);
      from = next;
    }
  }
}
