package io.ironpost.rules.correlate;

import io.ironpost.rules.model.CorrelationRule.RuleExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// A formula over rules in disjunctive form: it holds when in one of the cases all wanted rules
/// were seen and no unwanted one.
///
/// The form makes order simple: each case is a list of rules, and `temporal_ordered` asks for them
/// in the order of the correlation's `rules`.
///
/// @param cases at least one, else nothing can satisfy the formula
record RuleFormula(List<Case> cases) {
  /// People write a handful; doubling with every `or` under `and` must stop somewhere.
  static final int MAX_CASES = 256;

  /// @param wanted rules by number, in the order of the correlation
  record Case(int[] wanted, int[] unwanted) {
    boolean holds(int[] seen, int base) {
      for (int rule : wanted) {
        if (seen[base + rule] == 0) {
          return false;
        }
      }
      return noneUnwanted(seen, base);
    }

    boolean noneUnwanted(int[] seen, int base) {
      for (int rule : unwanted) {
        if (seen[base + rule] != 0) {
          return false;
        }
      }
      return true;
    }
  }

  static RuleFormula of(RuleExpr formula, List<String> rules) {
    List<Case> cases = new ArrayList<>();
    for (Literals literals : expand(formula, rules, false)) {
      if (!literals.contradict()) {
        cases.add(literals.asCase());
      }
    }
    return new RuleFormula(List.copyOf(cases));
  }

  boolean holds(int[] seen, int base) {
    for (int i = 0; i < cases.size(); i++) {
      if (cases.get(i).holds(seen, base)) {
        return true;
      }
    }
    return false;
  }

  private static List<Literals> expand(RuleExpr formula, List<String> rules, boolean negated) {
    return switch (formula) {
      case RuleExpr.Matched(var id) -> List.of(Literals.of(number(id, rules), negated));
      case RuleExpr.Neither(var part) -> expand(part, rules, !negated);
      case RuleExpr.Both(var parts) ->
          negated ? anyOf(parts, rules, true) : allOf(parts, rules, false);
      case RuleExpr.Either(var parts) ->
          negated ? allOf(parts, rules, true) : anyOf(parts, rules, false);
    };
  }

  private static List<Literals> anyOf(List<RuleExpr> parts, List<String> rules, boolean negated) {
    List<Literals> all = new ArrayList<>();
    for (RuleExpr part : parts) {
      all.addAll(expand(part, rules, negated));
      checkSize(all.size());
    }
    return all;
  }

  private static List<Literals> allOf(List<RuleExpr> parts, List<String> rules, boolean negated) {
    List<Literals> all = List.of(new Literals(new TreeSet<>(), new TreeSet<>()));
    for (RuleExpr part : parts) {
      List<Literals> right = expand(part, rules, negated);
      checkSize((long) all.size() * right.size());
      List<Literals> product = new ArrayList<>();
      for (Literals one : all) {
        right.forEach(other -> product.add(one.and(other)));
      }
      all = product;
    }
    return all;
  }

  private static void checkSize(long cases) {
    if (cases > MAX_CASES) {
      throw new IllegalArgumentException(
          "the condition has more than " + MAX_CASES + " alternatives; split the correlation");
    }
  }

  private static int number(String id, List<String> rules) {
    int number = rules.indexOf(id);
    if (number < 0) {
      throw new IllegalArgumentException(
          "the condition names `" + id + "`, which is not in `rules`");
    }
    return number;
  }

  private record Literals(NavigableSet<Integer> wanted, NavigableSet<Integer> unwanted) {
    static Literals of(int rule, boolean negated) {
      Literals literals = new Literals(new TreeSet<>(), new TreeSet<>());
      (negated ? literals.unwanted : literals.wanted).add(rule);
      return literals;
    }

    Literals and(Literals other) {
      Literals both = new Literals(new TreeSet<>(wanted), new TreeSet<>(unwanted));
      both.wanted.addAll(other.wanted);
      both.unwanted.addAll(other.unwanted);
      return both;
    }

    boolean contradict() {
      return wanted.stream().anyMatch(unwanted::contains);
    }

    Case asCase() {
      return new Case(
          wanted.stream().mapToInt(Integer::intValue).toArray(),
          unwanted.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
