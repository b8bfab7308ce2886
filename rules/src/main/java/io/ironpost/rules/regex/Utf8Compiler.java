package io.ironpost.rules.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Turns a set of code points into states that read its UTF-8 encodings.
///
/// A set is halved along the encoding: a lead byte covers a block of 64, 4,096 or 262,144 code
/// points, each byte after it one 64th of that. A block wholly inside or outside of the set is not
/// looked into. As the scanner hands on well-formed sequences only, what overlong or surrogate
/// encodings would lead to does not matter.
final class Utf8Compiler {
  private static final int CONTINUATION = 0x80;

  private final NfaBuilder states;

  Utf8Compiler(NfaBuilder states) {
    this.states = states;
  }

  /// A state that reads one member of the set and goes to `next`.
  int compile(CodePointSet set, int next) {
    Arcs arcs = new Arcs();
    addAscii(set, next, arcs);
    addLeads(set, next, arcs, new Leads(0xc2, 0xdf, 0x1f, 6, 0x80));
    addLeads(set, next, arcs, new Leads(0xe0, 0xef, 0x0f, 12, 0x800));
    addLeads(set, next, arcs, new Leads(0xf0, 0xf4, 0x07, 18, 0x10000));
    if (set.contains(CodePointSet.UNDECODABLE)) arcs.add(Symbol.UNDECODABLE, next);
    return states.consume(arcs.triples);
  }

  private static void addAscii(CodePointSet set, int next, Arcs arcs) {
    for (int i = 0; i < set.rangeCount() && set.low(i) < 0x80; i++) {
      arcs.addRange(set.low(i), Math.min(set.high(i), 0x7f), next);
    }
    if (set.contains('\n')) arcs.add(Symbol.FINAL_NEWLINE, next);
  }

  /// The lead bytes of one sequence length.
  ///
  /// @param mask the bits of a lead byte that are part of the code point
  /// @param shift the bits that follow in the other bytes
  /// @param least the smallest code point encoded at this length
  private record Leads(int low, int high, int mask, int shift, int least) {}

  private void addLeads(CodePointSet set, int next, Arcs arcs, Leads leads) {
    for (int lead = leads.low; lead <= leads.high; lead++) {
      int base = (lead & leads.mask) << leads.shift;
      Block block = new Block(base, leads.shift, leads.least);
      OptionalInt after = tail(set, next, block);
      if (after.isPresent()) arcs.add(lead, after.getAsInt());
    }
  }

  /// `1 << bits` code points from `base` on, of which those that exist at this length count.
  private record Block(int base, int bits, int least) {
    int low() {
      return Math.max(base, least);
    }

    int high() {
      return Math.min(base + (1 << bits) - 1, Character.MAX_CODE_POINT);
    }

    Block part(int index) {
      return new Block(base + (index << (bits - 6)), bits - 6, least);
    }
  }

  /// The state that reads the continuation bytes of the block's members; empty if it has none.
  private OptionalInt tail(CodePointSet set, int next, Block block) {
    if (block.low() > block.high() || !set.containsAny(block.low(), block.high())) {
      return OptionalInt.empty();
    }
    if (block.bits == 0) return OptionalInt.of(next);
    if (set.containsAll(block.low(), block.high())) return OptionalInt.of(any(next, block.bits));
    Arcs arcs = new Arcs();
    for (int i = 0; i < 64; i++) {
      OptionalInt after = tail(set, next, block.part(i));
      if (after.isPresent()) arcs.add(CONTINUATION + i, after.getAsInt());
    }
    return OptionalInt.of(states.consume(arcs.triples));
  }

  private int any(int next, int bits) {
    if (bits == 0) return next;
    return states.consume(List.of(CONTINUATION, CONTINUATION + 63, any(next, bits - 6)));
  }

  /// Arcs in ascending order, neighbours with the same target merged.
  private static final class Arcs {
    final List<Integer> triples = new ArrayList<>();

    void add(int symbol, int next) {
      addRange(symbol, symbol, next);
    }

    void addRange(int low, int high, int next) {
      int last = triples.size() - 3;
      boolean joins =
          last >= 0
              && triples.get(last + 1) == low - 1
              && triples.get(last + 2) == next
              && low < Symbol.UNDECODABLE;
      if (joins) {
        triples.set(last + 1, high);
      } else {
        triples.addAll(List.of(low, high, next));
      }
    }
  }
}
