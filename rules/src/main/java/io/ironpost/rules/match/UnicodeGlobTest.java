package io.ironpost.rules.match;

import io.ironpost.rules.model.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The slow and exact way, for the few patterns with letters beyond ASCII that have two cases: both
/// sides are decoded and folded character by character.
final class UnicodeGlobTest implements ValueTest {
  private static final int ANY_ONE = -1;
  private static final int ANY_RUN = -2;

  private final int[] pattern;

  UnicodeGlobTest(TextPattern text) {
    pattern =
        text.parts().stream()
            .flatMapToInt(part ->
                switch (part) {
                  case TextPattern.AnyOne _ -> IntStream.of(ANY_ONE);
                  case TextPattern.AnyRun _ -> IntStream.of(ANY_RUN);
                  case TextPattern.Literal(var bytes) ->
                      bytes.toString().codePoints().map(UnicodeGlobTest::fold);
                })
            .toArray();
  }

  /// Whether folding ASCII alone would miss a match.
  static boolean isNeededFor(TextPattern pattern) {
    return pattern.parts().stream()
        .anyMatch(part ->
            part instanceof TextPattern.Literal(var bytes)
                && bytes.toString().codePoints().anyMatch(UnicodeGlobTest::hasCaseBeyondAscii));
  }

  private static boolean hasCaseBeyondAscii(int c) {
    return c > 127 && c != 0xfffd && Character.toLowerCase(c) != Character.toUpperCase(c);
  }

  /// The form in which letters alike are the same. An ASCII letter is like its ASCII partner only,
  /// never like U+017F, U+212A, U+0130 or U+0131: the same answer as in regular expressions, and as
  /// from the index, which looks for the ASCII pieces of a pattern as bytes.
  static int fold(int c) {
    int folded = Character.toLowerCase(Character.toUpperCase(c));
    return folded < 128 && c >= 128 ? c : folded;
  }

  @Override
  public boolean holds(byte[] bytes, int start, int end, int kind) {
    int[] value =
        new String(bytes, start, end - start, StandardCharsets.UTF_8)
            .codePoints()
            .map(UnicodeGlobTest::fold)
            .toArray();
    return matches(value);
  }

  /// Greedy matching with one remembered `*`, the classic two-pointer form.
  private boolean matches(int[] value) {
    int p = 0;
    int v = 0;
    int star = -1;
    int starValue = 0;
    while (v < value.length) {
      if (p < pattern.length && (pattern[p] == ANY_ONE || pattern[p] == value[v])) {
        p++;
        v++;
      } else if (p < pattern.length && pattern[p] == ANY_RUN) {
        star = p++;
        starValue = v;
      } else if (star >= 0) {
        p = star + 1;
        v = ++starValue;
      } else {
        return false;
      }
    }
    return Arrays.stream(pattern, p, pattern.length).allMatch(c -> c == ANY_RUN);
  }
}
