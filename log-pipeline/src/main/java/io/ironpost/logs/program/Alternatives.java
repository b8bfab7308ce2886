package io.ironpost.logs.program;

import java.util.List;

/// Sequences to try one after the other. Neighbours mostly begin alike, so what is known from one
/// is used for the next: how far it came is as far as the next one comes, or where it goes on.
final class Alternatives {
  /// No sequence fitted.
  static final int NONE = -1;

  private final Sequence[] sequences;
  private final int[] shared;

  Alternatives(List<Sequence> sequences) {
    this.sequences = sequences.toArray(Sequence[]::new);
    this.shared = new int[this.sequences.length];
    for (int i = 1; i < shared.length; i++) {
      shared[i] = this.sequences[i].sharedWith(this.sequences[i - 1]);
    }
  }

  Sequence get(int index) {
    return sequences[index];
  }

  /// The first sequence that takes all of `bytes[from, to)`, or [#NONE].
  int find(byte[] bytes, int from, int to, Match match, int base) {
    int matched = 0;
    int known = 0;
    for (int i = 0; i < sequences.length; i++) {
      known = Math.min(known, shared[i]);
      Sequence sequence = sequences[i];
      if (known > matched || !sequence.canEnd(bytes, from, to)) {
        continue; // it fails where the one tried last failed, or at its end
      }
      matched = sequence.match(bytes, from, to, match, base, known);
      if (matched == sequence.size() && sequence.end(matched, from, match, base) == to) {
        return i;
      }
      known = Integer.MAX_VALUE;
    }
    return NONE;
  }
}
