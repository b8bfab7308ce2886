package io.ironpost.bpf.asm;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the verifier knows of registers and stack at one point, put together from what its log says
/// at branches (all of it) and behind instructions (what changed).
final class VerifierState {
  /// The verifier itself has 11 registers and 64 stack slots per frame; text that is no log may
  /// have more.
  private static final int MAX_KNOWN = 256;

  private final Map<String, String> known = new LinkedHashMap<>();

  /// All that is known from here on: `R1=ctx() R10=fp0`.
  void replace(String text) {
    known.clear();
    change(text);
  }

  /// What an instruction changed.
  void change(String text) {
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ' ' : text.charAt(i);
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      }
      if (i == text.length() || c == ' ' && depth <= 0) {
        note(text.substring(start, i));
        start = i + 1;
      }
    }
  }

  /// Old kernels mark what was written: `R0_w=inv(id=0)`.
  private void note(String word) {
    int equals = word.indexOf('=');
    if (equals <= 0 || known.size() >= MAX_KNOWN) {
      return;
    }
    int mark = word.indexOf('_');
    String name = word.substring(0, mark > 0 && mark < equals ? mark : equals);
    if (name.startsWith("R") || name.startsWith("fp")) {
      known.put(name, word.substring(equals + 1));
    }
  }

  Map<String, String> known() {
    return Map.copyOf(known);
  }
}
