package io.ironpost.rules.match;

import io.ironpost.rules.model.TextPattern;
import java.util.List;

/// Wildcards in the middle: the pieces between `*` are found from left to right, each at its first
/// place, the last one at the end of the value. That greedy choice is exact for `*` and `?`, so no
/// backtracking is needed; time is pieces × value at worst.
final class GlobTest implements ValueTest {
  /// A piece without `*`: one entry a character, [#ANY] for `?`, else the (folded) byte.
  private static final short ANY = -1;

  private final short[][] pieces;
  private final boolean anchoredStart;
  private final boolean anchoredEnd;
  private final boolean cased;

  GlobTest(TextPattern pattern) {
    cased = pattern.cased();
    List<TextPattern.Part> parts = pattern.parts();
    anchoredStart = !(parts.getFirst() instanceof TextPattern.AnyRun);
    anchoredEnd = !(parts.getLast() instanceof TextPattern.AnyRun);
    pieces = GlobPieces.of(parts, cased);
  }

  @Override
  public boolean holds(byte[] bytes, int start, int end, int kind) {
    int at = start;
    int firstFloating = 0;
    if (anchoredStart) {
      at = matchEnd(bytes, start, end, pieces[0]);
      if (at < 0 || pieces.length == 1 && anchoredEnd) {
        return at == end;
      }
      firstFloating = 1;
    }
    int lastFloating = anchoredEnd ? pieces.length - 1 : pieces.length;
    for (int p = firstFloating; p < lastFloating; p++) {
      at = search(bytes, at, end, pieces[p]);
      if (at < 0) {
        return false;
      }
    }
    return !anchoredEnd || endsWith(bytes, at, end, pieces[pieces.length - 1]);
  }

  /// The end of the first place of `piece` at or after `from`, or -1.
  private int search(byte[] bytes, int from, int end, short[] piece) {
    for (int i = from; i <= end; i++) {
      int matched = matchEnd(bytes, i, end, piece);
      if (matched >= 0) {
        return matched;
      }
    }
    return -1;
  }

  private boolean endsWith(byte[] bytes, int from, int end, short[] piece) {
    int at = end;
    for (int k = piece.length - 1; k >= 0; k--) {
      at--;
      if (piece[k] == ANY) {
        while (at > from && isContinuation(bytes[at])) {
          at--;
        }
      }
      if (at < from || piece[k] != ANY && !same(bytes[at], piece[k])) {
        return false;
      }
    }
    return true;
  }

  /// Where `piece` ends when it stands at `at`, or -1.
  private int matchEnd(byte[] bytes, int at, int end, short[] piece) {
    int i = at;
    for (short want : piece) {
      if (i >= end) {
        return -1;
      }
      byte b = bytes[i++];
      if (want == ANY) {
        while (i < end && isContinuation(bytes[i])) {
          i++;
        }
      } else if (!same(b, want)) {
        return -1;
      }
    }
    return i;
  }

  private boolean same(byte b, short want) {
    return (cased ? b & 0xff : Ascii.LOWER[b & 0xff] & 0xff) == want;
  }

  /// A `?` is one character, so it takes the bytes 10xxxxxx (RFC 3629 §3) that belong to it.
  private static boolean isContinuation(byte b) {
    return (b & 0xc0) == 0x80;
  }
}
