package io.ironpost.rules.regex;

import io.ironpost.rules.regex.Configuration.Before;
import io.ironpost.rules.regex.Nfa.State;
import io.ironpost.rules.regex.Node.Position;

/// Moves a program from configuration to configuration; the one place where assertions are judged.
/// Not thread-safe.
///
/// A check that the symbol before a position decides is settled on arrival there; any other waits
/// in the configuration for the symbol after it.
final class Stepper {
  /// Stands for the next symbol as long as it has not been read.
  private static final int NOT_READ = -1;

  private enum Verdict {
    HOLDS,
    FAILS,
    WAITS;

    static Verdict of(boolean holds) {
      return holds ? HOLDS : FAILS;
    }
  }

  private final State[] states;
  private final int start;
  private final Alphabet alphabet;
  private final StateSet seen;
  private final int[] pending;
  private final Configuration settled;
  private int pendingSize;
  private long visits;

  Stepper(Nfa nfa, Alphabet alphabet) {
    this.states = nfa.states().toArray(State[]::new);
    this.start = nfa.start();
    this.alphabet = alphabet;
    this.seen = new StateSet(states.length);
    this.pending = new int[states.length];
    this.settled = newConfiguration();
  }

  Configuration newConfiguration() {
    return new Configuration(states.length);
  }

  /// States looked at so far: the measure of work, without a clock.
  long visits() {
    return visits;
  }

  void begin(Configuration into) {
    into.reset(Before.NOTHING);
    seen.clear();
    follow(start, NOT_READ, into);
  }

  /// Reads a symbol of the class; `from` and `into` must differ.
  void step(Configuration from, int symbolClass, Configuration into) {
    int symbol = alphabet.representative(symbolClass);
    Configuration here = from.hasChecks ? settle(from, symbol) : from;
    into.reset(before(symbol));
    into.matched = here.matched;
    if (here.matched || symbol == Symbol.END) return;
    seen.clear();
    for (int i = 0; i < here.states.size(); i++) {
      visits++;
      if (states[here.states.get(i)] instanceof State.Consume(var arcs)) {
        consume(arcs, symbol, into);
      }
    }
  }

  private void consume(int[] arcs, int symbol, Configuration into) {
    for (int i = 0; i < arcs.length; i += 3) {
      if (symbol >= arcs[i] && symbol <= arcs[i + 1]) follow(arcs[i + 2], NOT_READ, into);
    }
  }

  /// The configuration once the waiting checks know what comes next.
  private Configuration settle(Configuration from, int next) {
    settled.reset(from.before);
    seen.clear();
    for (int i = 0; i < from.states.size(); i++) follow(from.states.get(i), next, settled);
    return settled;
  }

  /// Adds a state and what is reached from it without reading.
  private void follow(int from, int next, Configuration into) {
    push(from);
    while (pendingSize > 0) {
      int id = pending[--pendingSize];
      switch (states[id]) {
        case State.Match() -> into.matched = true;
        case State.Consume _ -> into.states.add(id);
        case State.Fork(var targets) -> {
          for (int target : targets) push(target);
        }
        case State.Check(var position, var then) -> {
          switch (judge(position, into.before, next)) {
            case HOLDS -> push(then);
            case FAILS -> {}
            case WAITS -> {
              into.hasChecks = true;
              into.states.add(id);
            }
          }
        }
      }
    }
  }

  private void push(int id) {
    visits++;
    if (seen.add(id)) pending[pendingSize++] = id;
  }

  private static Verdict judge(Position position, Before before, int next) {
    return switch (position) {
      case TEXT_START -> Verdict.of(before == Before.NOTHING);
      case LINE_START -> lineStart(before, next);
      case TEXT_END, TEXT_END_OR_FINAL_NEWLINE, LINE_END, WORD_BOUNDARY, NO_WORD_BOUNDARY ->
          next == NOT_READ ? Verdict.WAITS : Verdict.of(holds(position, before, next));
    };
  }

  private static Verdict lineStart(Before before, int next) {
    if (before == Before.NEWLINE && next == NOT_READ) return Verdict.WAITS;
    return Verdict.of(before == Before.NOTHING || (before == Before.NEWLINE && next != Symbol.END));
  }

  private static boolean holds(Position position, Before before, int next) {
    return switch (position) {
      case TEXT_START, LINE_START -> throw new IllegalStateException("judged elsewhere");
      case TEXT_END -> next == Symbol.END;
      case TEXT_END_OR_FINAL_NEWLINE -> next == Symbol.END || next == Symbol.FINAL_NEWLINE;
      case LINE_END -> next == Symbol.END || before(next) == Before.NEWLINE;
      case WORD_BOUNDARY -> (before == Before.WORD) != (before(next) == Before.WORD);
      case NO_WORD_BOUNDARY -> (before == Before.WORD) == (before(next) == Before.WORD);
    };
  }

  /// What a symbol is to the position after it.
  private static Before before(int symbol) {
    if (symbol == '\n' || symbol == Symbol.FINAL_NEWLINE) return Before.NEWLINE;
    return symbol < 0x80 && CharClasses.WORD.contains(symbol) ? Before.WORD : Before.OTHER;
  }
}
