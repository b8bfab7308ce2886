package io.ironpost.ebpf.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The path by which a program was called, where that says something else than the program's own.
///
/// `/usr/bin/nc` is a link to `nc.openbsd`, in Alpine's images all of `wget`, `nc` and `sh` are
/// `busybox`, and rules ask for `/nc`, `/wget` and `/sh`. With both as values of one field a rule
/// finds either. The price: who may make links can also give a program a second name by which some
/// rule excepts it. The first value is always the file that runs.
final class CalledAs {
  private static final byte[] NONE = {};

  /// Programs run by descriptor (fexecve(3)) have no name of their own there.
  private static final String DESCRIPTOR = "/fd/";

  private CalledAs() {}

  /// Empty when it has the same last part as the program.
  ///
  /// @param image escaped
  /// @param text where the path stands, unescaped
  static byte[] of(byte[] image, byte[] text, int from, int to) {
    byte[] called = JsonLine.escaped(text, from, to);
    int name = lastPart(called);
    return called.length == 0 || sameEnd(image, called, name) || isDescriptor(called, name)
        ? NONE
        : called;
  }

  private static int lastPart(byte[] path) {
    int at = path.length;
    while (at > 0 && path[at - 1] != '/') {
      at--;
    }
    return at;
  }

  private static boolean sameEnd(byte[] image, byte[] called, int name) {
    int length = called.length - name;
    int start = image.length - length;
    return start > 0
        && image[start - 1] == '/'
        && Arrays.equals(image, start, image.length, called, name, called.length);
  }

  private static boolean isDescriptor(byte[] called, int name) {
    int start = name - DESCRIPTOR.length();
    return start >= 0
        && new String(called, start, DESCRIPTOR.length(), StandardCharsets.ISO_8859_1)
            .equals(DESCRIPTOR);
  }
}
