package io.ironpost.rules.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Literals that a value must end with.
final class SuffixIndex {
  private static final byte BACKSLASH = '\\';
  private static final byte SLASH = '/';

  private final @Nullable LastSegmentTable windowsNames;
  private final @Nullable LastSegmentTable unixNames;
  private final @Nullable LiteralTrie others;

  SuffixIndex(List<IndexedLiteral> literals) {
    List<IndexedLiteral> windows = new ArrayList<>();
    List<IndexedLiteral> unix = new ArrayList<>();
    List<IndexedLiteral> rest = new ArrayList<>();
    for (IndexedLiteral literal : literals) {
      if (LastSegmentTable.takes(BACKSLASH, literal.bytes())) {
        windows.add(literal);
      } else if (LastSegmentTable.takes(SLASH, literal.bytes())) {
        unix.add(literal);
      } else {
        rest.add(literal);
      }
    }
    windowsNames = windows.isEmpty() ? null : new LastSegmentTable(BACKSLASH, windows);
    unixNames = unix.isEmpty() ? null : new LastSegmentTable(SLASH, unix);
    others = rest.isEmpty() ? null : LiteralTrie.ofSuffixes(rest);
  }

  void scan(byte[] bytes, int start, int end, Found found) {
    if (windowsNames != null) {
      windowsNames.scan(bytes, start, end, found);
    }
    if (unixNames != null) {
      unixNames.scan(bytes, start, end, found);
    }
    if (others != null) {
      others.scan(bytes, start, end, found);
    }
  }
}
