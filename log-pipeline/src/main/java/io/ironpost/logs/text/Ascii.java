package io.ironpost.logs.text;

/// Looks for the fixed words of log formats in the bytes of a line.
public final class Ascii {
  private Ascii() {}

  /// Whether `ascii` stands at `at`, before `end`.
  public static boolean standsAt(byte[] line, int at, int end, String ascii) {
    if (end - at < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (line[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Where `ascii` first stands in `line[from, end)`, or -1.
  public static int find(byte[] line, int from, int end, String ascii) {
    byte first = (byte) ascii.charAt(0);
    int last = end - ascii.length();
    for (int at = from; at <= last; at++) {
      if (line[at] == first && standsAt(line, at, end, ascii)) {
        return at;
      }
    }
    return -1;
  }

  /// The first space from `from` on, or `end`.
  public static int wordEnd(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] != ' ') {
      at++;
    }
    return at;
  }
}
