package io.ironpost.rules.regex;

import static io.ironpost.rules.regex.DfaGeneration.DEAD;
import static io.ironpost.rules.regex.DfaGeneration.MATCHED;
import static io.ironpost.rules.regex.DfaGeneration.UNKNOWN;

/// A deterministic automaton whose states are built as the input asks for them: once warm a search
/// costs one table look-up per byte. Its memory is bounded: when full, all states are thrown away.
///
/// Any number of threads search at once. The table is read without a lock, see [DfaGeneration];
/// only working out a new transition takes the lock. A search that keeps finding the table full
/// goes on by [NfaSimulation], which needs no memory.
final class LazyDfa {
  private final Nfa nfa;
  private final Alphabet alphabet;
  private final int[] classes;
  private final int initial;
  private volatile DfaGeneration current;

  private final Object lock = new Object();
  private final Stepper stepper;
  private final Configuration from;
  private final Configuration into;
  private int flushes;

  /// A state, and the generation in which its number means something.
  private record Place(DfaGeneration generation, int state) {}

  LazyDfa(Nfa nfa) {
    this.nfa = nfa;
    this.alphabet = new Alphabet(nfa);
    this.classes = alphabet.classes();
    this.stepper = new Stepper(nfa, alphabet);
    this.from = stepper.newConfiguration();
    this.into = stepper.newConfiguration();
    this.current = new DfaGeneration(alphabet.size());
    stepper.begin(into);
    this.initial = stateOf(into, current);
  }

  /// Whether there is a match in the text from `start` to `end`.
  boolean find(byte[] bytes, int start, int end) {
    if (initial < 0) return initial == MATCHED;
    boolean finalNewline = alphabet.finalNewlineMatters() && end > start && bytes[end - 1] == '\n';
    return scan(bytes, start, finalNewline ? end - 1 : end, finalNewline);
  }

  /// The loop everything else is for. A state that leads to itself is left only by looking at
  /// bytes, not at where the last one led, so the processor can look at many at once.
  private boolean scan(byte[] bytes, int start, int end, boolean finalNewline) {
    DfaGeneration generation = current;
    int[] table = generation.table();
    int state = initial;
    int decodedTo = start;
    int generations = 1;
    for (int i = start; i < end; i++) {
      int symbol = bytes[i];
      if (symbol < 0) {
        symbol &= 0xff;
        if (i >= decodedTo) {
          int length = Utf8.sequenceLength(bytes, i, end);
          if (length == 0) symbol = Symbol.UNDECODABLE;
          decodedTo = i + length;
        }
      }
      int next = table[state + classes[symbol]];
      if (next == state) {
        i = skipAscii(bytes, i + 1, end, table, state) - 1;
        continue;
      }
      if (next == UNKNOWN) {
        Place place = advance(new Place(generation, state), classes[symbol]);
        next = place.state;
        if (place.generation != generation && ++generations > RegexLimits.MAX_FLUSHES_PER_FIND) {
          return simulate(place, new SymbolReader(bytes, i + 1, decodedTo, end, finalNewline));
        }
        generation = place.generation;
        table = generation.table();
      }
      if (next < 0) return next == MATCHED;
      state = next;
    }
    return finish(new Place(generation, state), finalNewline);
  }

  private int skipAscii(byte[] bytes, int at, int end, int[] table, int state) {
    int i = at;
    while (i < end && bytes[i] >= 0 && table[state + classes[bytes[i]]] == state) i++;
    return i;
  }

  private boolean finish(Place place, boolean finalNewline) {
    Place at = finalNewline ? step(place, Symbol.FINAL_NEWLINE) : place;
    return (alphabet.endMatters() ? step(at, Symbol.END) : at).state == MATCHED;
  }

  private Place step(Place at, int symbol) {
    if (at.state < 0) return at;
    int next = at.generation.table()[at.state + classes[symbol]];
    return next == UNKNOWN ? advance(at, classes[symbol]) : new Place(at.generation, next);
  }

  private boolean simulate(Place place, SymbolReader rest) {
    if (place.state < 0) return place.state == MATCHED;
    byte[] configuration;
    synchronized (lock) {
      configuration = place.generation.configuration(place.state);
    }
    return new NfaSimulation(nfa, alphabet).findFrom(configuration, rest);
  }

  /// Works out a transition. The place may be of a generation that has been thrown away meanwhile;
  /// the result is of the current one.
  private Place advance(Place at, int symbolClass) {
    synchronized (lock) {
      byte[] configuration = at.generation.configuration(at.state);
      if (current.isFull()) flush();
      DfaGeneration generation = current;
      from.decode(configuration);
      stepper.step(from, symbolClass, into);
      int state = generation == at.generation ? at.state : generation.offset(configuration);
      int next = stateOf(into, generation);
      generation.setTransition(state, symbolClass, next);
      return new Place(generation, next);
    }
  }

  /// The initial state comes first in each generation, so its number never changes.
  private void flush() {
    DfaGeneration fresh = new DfaGeneration(alphabet.size());
    stepper.begin(into);
    stateOf(into, fresh);
    flushes++;
    current = fresh;
  }

  private static int stateOf(Configuration configuration, DfaGeneration generation) {
    if (configuration.matched) return MATCHED;
    if (configuration.states.size() == 0) return DEAD;
    return generation.offset(configuration.encode());
  }

  Nfa nfa() {
    return nfa;
  }

  Alphabet alphabet() {
    return alphabet;
  }

  /// States looked at in building, over all searches: the work beyond one look-up per byte.
  long visits() {
    synchronized (lock) {
      return stepper.visits();
    }
  }

  int flushes() {
    synchronized (lock) {
      return flushes;
    }
  }

  int memoryBytes() {
    synchronized (lock) {
      return current.memoryBytes();
    }
  }

  int stateCount() {
    synchronized (lock) {
      return current.stateCount();
    }
  }
}
