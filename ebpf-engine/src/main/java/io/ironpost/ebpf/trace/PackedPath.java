package io.ironpost.ebpf.trace;

import java.util.Arrays;

/// A path as the kernel programs hand it over: the last part first, a zero behind each.
final class PackedPath {
  private static final byte[] CUT = {'/', (byte) 0xe2, (byte) 0x80, (byte) 0xa6};

  private PackedPath() {}

  /// The path from the root. What was too deep to walk to its root begins with `/…`, so that the
  /// end, by which programs are recognised, is right.
  static byte[] unpack(byte[] bytes, int from, int length, boolean whole) {
    byte[] path = new byte[CUT.length + length + 1];
    int start = path.length;
    int at = from;
    int end = from + length;
    while (at < end) {
      int stop = zero(bytes, at, end);
      start -= stop - at;
      System.arraycopy(bytes, at, path, start, stop - at);
      path[--start] = '/';
      at = stop + 1;
    }
    if (!whole) {
      start -= CUT.length;
      System.arraycopy(CUT, 0, path, start, CUT.length);
    } else if (start == path.length) {
      path[--start] = '/';
    }
    return Arrays.copyOfRange(path, start, path.length);
  }

  private static int zero(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != 0) {
      at++;
    }
    return at;
  }
}
