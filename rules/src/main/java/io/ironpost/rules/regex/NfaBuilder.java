package io.ironpost.rules.regex;

import io.ironpost.rules.regex.Nfa.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// States under construction. Built from the end to the beginning, so each state's successors exist
/// before it; only loops need a state set afterwards.
final class NfaBuilder {
  private static final State UNSET = new State.Match();

  private static final int VISITS_PER_STATE = 4;

  private final List<State> states = new ArrayList<>();

  /// Equal consuming states are one: the tails of UTF-8 sequences are shared this way.
  private final Map<List<Integer>, Integer> consumers = new HashMap<>();

  private int visits;

  int add(State state) {
    if (states.size() == RegexLimits.MAX_NFA_STATES) throw tooBig();
    states.add(state);
    return states.size() - 1;
  }

  /// Counts a visit to a node: sets nothing is in share one state, so the number of states alone
  /// would not bound `(?:[^\s\S]{9999}){9999}`.
  void spend() {
    if (++visits > VISITS_PER_STATE * RegexLimits.MAX_NFA_STATES) throw tooBig();
  }

  private static RegexSyntaxException tooBig() {
    return new RegexSyntaxException(
        0,
        "the pattern compiles to more than " + RegexLimits.MAX_NFA_STATES + " states",
        "Use smaller repetition counts or smaller classes");
  }

  int reserve() {
    return add(UNSET);
  }

  void set(int id, State state) {
    states.set(id, state);
  }

  /// @param arcs triples as in [State.Consume]
  int consume(List<Integer> arcs) {
    Integer known = consumers.get(arcs);
    if (known != null) return known;
    int id = add(new State.Consume(arcs.stream().mapToInt(Integer::intValue).toArray()));
    consumers.put(List.copyOf(arcs), id);
    return id;
  }

  Nfa build(int start) {
    return new Nfa(states, start);
  }
}
