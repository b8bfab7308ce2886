package io.ironpost.rules.regex;

import java.util.Arrays;

/// All states a program can be in between two symbols, and what it must remember of the symbol
/// before. Only states that consume or check are members.
final class Configuration {
  /// What stands before a position, as far as any assertion cares.
  enum Before {
    OTHER,
    WORD,
    NEWLINE,
    NOTHING
  }

  private static final Before[] BEFORE = Before.values();
  private static final int CHECKS = 0x80;

  final StateSet states;

  /// Counts only if [#hasChecks].
  Before before = Before.OTHER;

  /// A member checks something that the next symbol decides.
  boolean hasChecks;

  /// A match has been seen: nothing after it counts.
  boolean matched;

  Configuration(int capacity) {
    states = new StateSet(capacity);
  }

  void reset(Before newBefore) {
    states.clear();
    before = newBefore;
    hasChecks = false;
    matched = false;
  }

  /// The configuration in a form to keep: the flags, then the members in ascending order, each as
  /// its distance from the one before, seven bits to a byte. Most distances fit into one byte.
  byte[] encode() {
    int[] members = states.sorted();
    byte[] bytes = new byte[1 + 3 * members.length];
    bytes[0] = (byte) (hasChecks ? CHECKS | before.ordinal() : 0);
    int at = 1;
    int previous = 0;
    for (int member : members) {
      int distance = member - previous;
      previous = member;
      for (; distance >= 0x80; distance >>>= 7) bytes[at++] = (byte) (distance | 0x80);
      bytes[at++] = (byte) distance;
    }
    return Arrays.copyOf(bytes, at);
  }

  void decode(byte[] bytes) {
    reset(BEFORE[bytes[0] & ~CHECKS & 0xff]);
    hasChecks = bytes[0] < 0;
    int member = 0;
    int shift = 0;
    for (int at = 1; at < bytes.length; at++) {
      member += (bytes[at] & 0x7f) << shift;
      shift = bytes[at] < 0 ? shift + 7 : 0;
      if (shift == 0) states.add(member);
    }
  }
}
