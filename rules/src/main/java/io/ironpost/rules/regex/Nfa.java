package io.ironpost.rules.regex;

import io.ironpost.rules.regex.Node.Position;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The compiled program: a nondeterministic automaton over [Symbol]s.
///
/// @param states the states; their number in the list is their name
/// @param start the state a search starts in
record Nfa(List<State> states, int start) {
  Nfa {
    states = List.copyOf(states);
  }

  sealed interface State {
    /// Consumes one symbol.
    ///
    /// @param arcs triples: lowest symbol, highest symbol, state after it
    record Consume(int[] arcs) implements State {}

    /// Goes on in all of them at once.
    record Fork(int[] next) implements State {}

    record Check(Position position, int next) implements State {}

    record Match() implements State {}
  }

  /// The positions the program asks about.
  Set<Position> positions() {
    return states.stream()
        .filter(State.Check.class::isInstance)
        .map(state -> ((State.Check) state).position())
        .collect(Collectors.toUnmodifiableSet());
  }
}
