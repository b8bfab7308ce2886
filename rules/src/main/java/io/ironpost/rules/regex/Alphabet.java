package io.ironpost.rules.regex;

import io.ironpost.rules.regex.Node.Position;
import java.util.BitSet;
import java.util.Set;

/// Symbols the program never tells apart are one class, which keeps the automaton's rows short.
final class Alphabet {
  private final int[] classes = new int[Symbol.COUNT];
  private final int[] representatives;
  private final boolean finalNewlineMatters;
  private final boolean endMatters;

  Alphabet(Nfa nfa) {
    Set<Position> positions = nfa.positions();
    BitSet starts = new BitSet(Symbol.COUNT + 1);
    for (Nfa.State state : nfa.states()) {
      if (state instanceof Nfa.State.Consume(var arcs)) markArcs(arcs, starts);
    }
    markPositions(positions, starts);
    for (int symbol = Symbol.UNDECODABLE; symbol < Symbol.COUNT; symbol++) starts.set(symbol);
    starts.set(0);
    int count = 0;
    for (int symbol = 0; symbol < Symbol.COUNT; symbol++) {
      if (starts.get(symbol)) count++;
      classes[symbol] = count - 1;
    }
    representatives = starts.get(0, Symbol.COUNT).stream().toArray();
    finalNewlineMatters = positions.contains(Position.TEXT_END_OR_FINAL_NEWLINE);
    endMatters = positions.stream().anyMatch(position -> position != Position.TEXT_START);
  }

  private static void markArcs(int[] arcs, BitSet starts) {
    for (int i = 0; i < arcs.length; i += 3) {
      starts.set(arcs[i]);
      starts.set(arcs[i + 1] + 1);
    }
  }

  private static void markPositions(Set<Position> positions, BitSet starts) {
    if (positions.contains(Position.LINE_START) || positions.contains(Position.LINE_END)) {
      mark(CharClasses.NEWLINE, starts);
    }
    if (positions.contains(Position.WORD_BOUNDARY)
        || positions.contains(Position.NO_WORD_BOUNDARY)) {
      mark(CharClasses.WORD, starts);
    }
  }

  private static void mark(CodePointSet set, BitSet starts) {
    for (int i = 0; i < set.rangeCount(); i++) {
      starts.set(set.low(i));
      starts.set(set.high(i) + 1);
    }
  }

  /// The class of each symbol; shared, not to be written to.
  int[] classes() {
    return classes;
  }

  int size() {
    return representatives.length;
  }

  int representative(int symbolClass) {
    return representatives[symbolClass];
  }

  /// True if the scanner has to tell [Symbol#FINAL_NEWLINE] from other newlines.
  boolean finalNewlineMatters() {
    return finalNewlineMatters;
  }

  /// True if the scanner has to hand on [Symbol#END]: some assertion waits for what comes next.
  boolean endMatters() {
    return endMatters;
  }
}
