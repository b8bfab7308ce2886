package io.ironpost.rules.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Literals that a value must contain. Those with bytes beyond ASCII (look-alike letters) have an
/// automaton of their own: their many bytes would double the rows of the other, and nearly all
/// values are ASCII.
final class InfixIndex {
  private final @Nullable AhoCorasick ascii;
  private final @Nullable AhoCorasick beyondAscii;

  InfixIndex(List<IndexedLiteral> literals) {
    List<IndexedLiteral> plain =
        literals.stream().filter(literal -> isAscii(literal.bytes())).toList();
    List<IndexedLiteral> others =
        literals.stream().filter(literal -> !isAscii(literal.bytes())).toList();
    ascii = plain.isEmpty() ? null : AhoCorasickBuilder.build(plain);
    beyondAscii = others.isEmpty() ? null : AhoCorasickBuilder.build(others);
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  void scan(byte[] bytes, int start, int end, Found found) {
    if (ascii != null) {
      ascii.scan(bytes, start, end, found);
    }
    if (beyondAscii != null && hasBeyondAscii(bytes, start, end)) {
      beyondAscii.scan(bytes, start, end, found);
    }
  }

  private static boolean hasBeyondAscii(byte[] bytes, int start, int end) {
    int all = 0;
    for (int i = start; i < end; i++) {
      all |= bytes[i];
    }
    return all < 0;
  }
}
