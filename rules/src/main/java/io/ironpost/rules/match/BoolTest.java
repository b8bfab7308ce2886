package io.ironpost.rules.match;

import java.nio.charset.StandardCharsets;

/// `true` or `false`, as a JSON boolean or as text in any case.
final class BoolTest implements ValueTest {
  private final byte[] word;

  BoolTest(boolean wanted) {
    word = String.valueOf(wanted).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean holds(byte[] bytes, int start, int end, int kind) {
    return end - start == word.length && Ascii.foldedAt(bytes, start, word);
  }
}
