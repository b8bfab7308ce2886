package io.ironpost.rules.match;

import java.util.ArrayList;
import java.util.List;

/// Whether a value contains any of several texts, in one pass: the first two bytes of every text
/// lead to a chain of those that begin so. For lists that wake no rule and so are not in a field's
/// automaton: a few hundred bytes of table each, where automata would take megabytes together.
final class InfixSet implements ValueTest {
  /// Buckets for the two leading bytes; a power of two. Lists have 3 to 300 texts.
  private static final int BUCKETS = 1_024;

  private final byte[][] needles;
  private final short[] first = new short[BUCKETS]; // index + 1 of the first text, 0 for none
  private final short[] next;

  /// @param literals at least two bytes each, fewer than 32,768
  private InfixSet(List<byte[]> literals) {
    needles = literals.stream().map(Ascii::fold).toArray(byte[][]::new);
    next = new short[needles.length];
    for (int i = 0; i < needles.length; i++) {
      int bucket = bucket(needles[i][0], needles[i][1]);
      next[i] = first[bucket];
      first[bucket] = (short) (i + 1);
    }
  }

  /// The tests that together ask for any of the literals: one set for the longer ones, and the
  /// short ones by themselves.
  static List<ValueTest> of(List<byte[]> literals) {
    List<ValueTest> tests = new ArrayList<>();
    List<byte[]> longer = literals.stream().filter(text -> text.length >= 2).toList();
    if (longer.size() == 1) {
      tests.add(new ContainsTest(longer.getFirst(), false));
      longer = List.of();
    }
    for (int from = 0; from < longer.size(); from += Short.MAX_VALUE - 1) {
      int to = Math.min(longer.size(), from + Short.MAX_VALUE - 1);
      tests.add(new InfixSet(longer.subList(from, to)));
    }
    literals.stream()
        .filter(text -> text.length < 2)
        .forEach(text -> tests.add(new ContainsTest(text, false)));
    return tests;
  }

  private static int bucket(byte a, byte b) {
    return (a & 0xff) * 37 + (b & 0xff) & BUCKETS - 1;
  }

  @Override
  public boolean holds(byte[] bytes, int start, int end, int kind) {
    byte[] lower = Ascii.LOWER;
    byte before = start < end ? lower[bytes[start] & 0xff] : 0;
    for (int i = start + 1; i < end; i++) {
      byte current = lower[bytes[i] & 0xff];
      int index = first[bucket(before, current)];
      if (index != 0 && isChainAt(index, bytes, i - 1, end)) {
        return true;
      }
      before = current;
    }
    return false;
  }

  private boolean isChainAt(int firstIndex, byte[] bytes, int at, int end) {
    for (int index = firstIndex; index != 0; index = next[index - 1]) {
      byte[] needle = needles[index - 1];
      if (end - at >= needle.length && Ascii.foldedAt(bytes, at, needle)) {
        return true;
      }
    }
    return false;
  }
}
