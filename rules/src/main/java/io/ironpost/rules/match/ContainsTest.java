package io.ironpost.rules.match;

/// Substring search for one needle. Asked only of values whose rule is already a candidate, so the
/// plain search (first byte, then the rest) beats anything with tables; its worst case is bounded
/// by needle × value, both of which are limited.
final class ContainsTest implements ValueTest {
  private final byte[] needle;
  private final boolean cased;

  ContainsTest(byte[] needle, boolean cased) {
    this.needle = cased ? needle.clone() : Ascii.fold(needle);
    this.cased = cased;
  }

  @Override
  public boolean holds(byte[] bytes, int start, int end, int kind) {
    return indexOf(bytes, start, end) >= 0;
  }

  /// Where the needle first stands, or -1.
  int indexOf(byte[] bytes, int start, int end) {
    if (needle.length == 0) {
      return start;
    }
    return cased ? casedIndex(bytes, start, end) : foldedIndex(bytes, start, end);
  }

  private int casedIndex(byte[] bytes, int start, int end) {
    byte first = needle[0];
    int last = end - needle.length;
    for (int i = start; i <= last; i++) {
      if (bytes[i] == first && restAt(bytes, i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean restAt(byte[] bytes, int at) {
    for (int k = 1; k < needle.length; k++) {
      if (bytes[at + k] != needle[k]) {
        return false;
      }
    }
    return true;
  }

  private int foldedIndex(byte[] bytes, int start, int end) {
    byte first = needle[0];
    byte other = (byte) (first >= 'a' && first <= 'z' ? first - 32 : first);
    int last = end - needle.length;
    for (int i = start; i <= last; i++) {
      byte b = bytes[i];
      if ((b == first || b == other) && Ascii.foldedAt(bytes, i, needle)) {
        return i;
      }
    }
    return -1;
  }
}
