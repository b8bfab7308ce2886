package io.ironpost.rules.match;

/// Case folding on bytes: ASCII letters fold, every other byte stays. Letters beyond ASCII are the
/// business of [UnicodeGlobTest].
final class Ascii {
  /// By unsigned byte: its lower-case form.
  static final byte[] LOWER = lower();

  private Ascii() {}

  private static byte[] lower() {
    byte[] table = new byte[256];
    for (int b = 0; b < 256; b++) {
      table[b] = (byte) (b >= 'A' && b <= 'Z' ? b + 32 : b);
    }
    return table;
  }

  static byte[] fold(byte[] bytes) {
    byte[] folded = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      folded[i] = LOWER[bytes[i] & 0xff];
    }
    return folded;
  }

  /// Whether `folded` (already lower case) stands at `bytes[at…]`, in any case. The caller has
  /// checked that there is room.
  static boolean foldedAt(byte[] bytes, int at, byte[] folded) {
    byte[] lower = LOWER;
    for (int i = 0; i < folded.length; i++) {
      if (lower[bytes[at + i] & 0xff] != folded[i]) {
        return false;
      }
    }
    return true;
  }

  /// A hash of `bytes[start, end)` that is the same for every case.
  static int foldedHash(byte[] bytes, int start, int end) {
    byte[] lower = LOWER;
    int hash = end - start;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + lower[bytes[i] & 0xff];
    }
    return hash ^ hash >>> 15;
  }
}
