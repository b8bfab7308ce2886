package io.ironpost.logs.program;

import io.ironpost.core.event.EventRecord;

/// Which keys of `key=value` text become which fields. Where a key comes twice the first counts:
/// what a program writes itself comes before what it was told.
final class Keys {
  /// No keys are wanted.
  static final Keys NONE = new Keys(new byte[0][], new Target[0]);

  /// More pairs than any firewall or PAM line has; what comes after is ignored.
  private static final int MAX_PAIRS = 64;

  private final byte[][] names;
  private final Target[] targets;

  Keys(byte[][] names, Target[] targets) {
    this.names = names;
    this.targets = targets;
  }

  /// Adds the wanted values of the pairs in `bytes[from, to)`.
  void take(EventRecord record, byte[] bytes, int from, int to) {
    long taken = 0;
    int at = from;
    for (int pair = 0; pair < MAX_PAIRS && at < to; pair++) {
      int keyEnd = endOfKey(bytes, at, to);
      boolean isPair = keyEnd < to && bytes[keyEnd] == '=';
      int valueStart = isPair ? keyEnd + 1 : keyEnd;
      boolean quoted = isPair && valueStart < to && bytes[valueStart] == '"';
      int valueEnd =
          quoted ? endOfQuoted(bytes, valueStart, to) : endOfValue(bytes, valueStart, to);
      if (isPair) {
        int wanted = find(bytes, at, keyEnd);
        if (wanted >= 0 && (taken & 1L << wanted) == 0) {
          taken |= 1L << wanted;
          int cut = quoted ? 1 : 0;
          targets[wanted].add(
              record, bytes, valueStart + cut, Math.max(valueStart + cut, valueEnd - cut));
        }
      }
      at = Math.max(valueEnd, at + 1);
      while (at < to && isBetween(bytes[at])) {
        at++;
      }
    }
  }

  private int find(byte[] bytes, int from, int to) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].length == to - from && ByteSearch.startsWith(bytes, from, to, names[i])) {
        return i;
      }
    }
    return -1;
  }

  private static int endOfKey(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '=' && bytes[at] != ' ') {
      at++;
    }
    return at;
  }

  private static int endOfValue(byte[] bytes, int from, int to) {
    int end = ByteSearch.space(bytes, from, to);
    while (end > from && (bytes[end - 1] == ',' || bytes[end - 1] == ';')) {
      end--;
    }
    return end;
  }

  private static int endOfQuoted(byte[] bytes, int from, int to) {
    int at = from + 1;
    while (at < to && bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return Math.min(to, at + 1);
  }

  private static boolean isBetween(byte b) {
    return b == ' ' || b == ',' || b == ';' || b == '\t';
  }
}
