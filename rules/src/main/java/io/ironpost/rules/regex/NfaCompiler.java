package io.ironpost.rules.regex;

import io.ironpost.rules.regex.Nfa.State;
import io.ironpost.rules.regex.Node.Alternation;
import io.ironpost.rules.regex.Node.Assertion;
import io.ironpost.rules.regex.Node.Atomic;
import io.ironpost.rules.regex.Node.Chars;
import io.ironpost.rules.regex.Node.Concat;
import io.ironpost.rules.regex.Node.Empty;
import io.ironpost.rules.regex.Node.Look;
import io.ironpost.rules.regex.Node.Repeat;
import java.util.List;

/// Thompson's construction (Communications of the ACM 11(6), 1968): each node becomes states that
/// lead to the states of what follows it. Counted repetitions are written out, which
/// [RegexLimits#MAX_NFA_STATES] bounds.
final class NfaCompiler {
  private final NfaBuilder states = new NfaBuilder();
  private final Utf8Compiler utf8 = new Utf8Compiler(states);

  private NfaCompiler() {}

  static Nfa compile(Node pattern) {
    NfaCompiler compiler = new NfaCompiler();
    int match = compiler.states.add(new State.Match());
    int start = compiler.compile(pattern, match);
    boolean anchored = Shape.startsAtTextStart(pattern);
    return compiler.states.build(anchored ? start : compiler.fromAnywhere(start));
  }

  /// A search may start before every code point, but not inside of one: `\B` would hold there.
  private int fromAnywhere(int start) {
    int loop = states.reserve();
    int skip = utf8.compile(CodePointSet.ALL, loop);
    states.set(loop, new State.Fork(new int[] {start, skip}));
    return loop;
  }

  private int compile(Node node, int next) {
    states.spend();
    return switch (node) {
      case Empty() -> next;
      case Chars(var set) -> utf8.compile(set, next);
      case Assertion(var position) -> states.add(new State.Check(position, next));
      case Concat(var parts) -> concat(parts, next);
      case Alternation(var branches) -> alternation(branches, next);
      case Repeat repeat -> repeat(repeat, next);
      case Atomic _, Look _ -> throw new IllegalStateException("LinearSubset left " + node);
    };
  }

  private int concat(List<Node> parts, int next) {
    int entry = next;
    for (Node part : parts.reversed()) entry = compile(part, entry);
    return entry;
  }

  private int alternation(List<Node> branches, int next) {
    int[] entries = new int[branches.size()];
    for (int i = 0; i < entries.length; i++) entries[i] = compile(branches.get(i), next);
    return states.add(new State.Fork(entries));
  }

  private int repeat(Repeat repeat, int next) {
    Node body = repeat.body();
    if (repeat.max() != Repeat.UNBOUNDED) {
      return times(body, repeat.min(), optional(body, repeat.max() - repeat.min(), next));
    }
    int loop = states.reserve();
    int again = compile(body, loop);
    states.set(loop, new State.Fork(new int[] {again, next}));
    return repeat.min() == 0 ? loop : times(body, repeat.min() - 1, again);
  }

  private int times(Node body, int times, int next) {
    int entry = next;
    for (int i = 0; i < times; i++) entry = compile(body, entry);
    return entry;
  }

  private int optional(Node body, int times, int next) {
    int entry = next;
    for (int i = 0; i < times; i++) {
      entry = states.add(new State.Fork(new int[] {compile(body, entry), next}));
    }
    return entry;
  }
}
