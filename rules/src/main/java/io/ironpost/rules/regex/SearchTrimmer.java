package io.ironpost.rules.regex;

import io.ironpost.rules.regex.Node.Alternation;
import io.ironpost.rules.regex.Node.Assertion;
import io.ironpost.rules.regex.Node.Atomic;
import io.ironpost.rules.regex.Node.Chars;
import io.ironpost.rules.regex.Node.Concat;
import io.ironpost.rules.regex.Node.Empty;
import io.ironpost.rules.regex.Node.Look;
import io.ironpost.rules.regex.Node.Repeat;
import io.ironpost.rules.regex.Shape.Nullable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Cuts from both ends of a pattern what an unanchored search for any match does not need:
/// `.*foo.*` is `foo`, `\s+$` is `\s$`. The first is sound as the search tries every start, the
/// second as it asks only whether there is a match, not how long. What is cut would cost states at
/// every byte.
final class SearchTrimmer {
  private enum Edge {
    HEAD,
    TAIL
  }

  private SearchTrimmer() {}

  static Node trim(Node pattern) {
    return trim(trim(pattern, Edge.HEAD), Edge.TAIL);
  }

  private static Node trim(Node node, Edge edge) {
    if (Shape.nullable(node) == Nullable.ALWAYS) return Node.EMPTY;
    return switch (node) {
      case Empty(), Chars _, Assertion _, Atomic _, Look _ -> node;
      case Repeat(var body, var min, _, _) ->
          min == 1 ? trim(body, edge) : Node.repeat(new Repeat(body, min, min, false));
      case Alternation(var branches) ->
          Node.alternation(branches.stream().map(branch -> trim(branch, edge)).toList());
      case Concat(var parts) -> concat(parts, edge);
    };
  }

  private static Node concat(List<Node> parts, Edge edge) {
    Deque<Node> left = new ArrayDeque<>(parts);
    while (!left.isEmpty()) {
      Node trimmed = trim(edge == Edge.HEAD ? left.removeFirst() : left.removeLast(), edge);
      if (trimmed instanceof Empty) continue;
      if (edge == Edge.HEAD) left.addFirst(trimmed);
      else left.addLast(trimmed);
      break;
    }
    return Node.concat(List.copyOf(left));
  }
}
