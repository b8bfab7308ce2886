package io.ironpost.rules.match;

import io.ironpost.core.event.FieldNames;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Compiles rules into a [Group], in two passes: first every rule's cover, which decides what is
/// indexed; then the conditions, which ask the index where it knows the answer.
final class GroupBuilder {
  private static final int COST_OF_INFIXES = 100;

  private final List<CompiledRule> rules;
  private final Compilation compilation;
  private final Map<Trigger, Integer> triggers = new HashMap<>();
  private final Set<Trigger> inCovers = new HashSet<>();
  private final List<List<Integer>> woken = new ArrayList<>();
  private final List<Integer> always = new ArrayList<>();
  private final Map<Predicate, Integer> checkNumbers = new HashMap<>();
  private final List<Check> checks = new ArrayList<>();
  private final Map<Predicate, Triggers> triggersOf = new HashMap<>();
  private final Node[] conditions;

  private GroupBuilder(List<CompiledRule> rules, FieldNames names) {
    this.rules = rules;
    this.compilation = new Compilation(names);
    this.conditions = new Node[rules.size()];
  }

  static Group build(List<CompiledRule> rules, FieldNames names) {
    GroupBuilder builder = new GroupBuilder(rules, names);
    builder.chooseCovers();
    for (int i = 0; i < rules.size(); i++) {
      builder.conditions[i] = builder.compile(rules.get(i).rule().condition());
    }
    return new Group(builder);
  }

  private void chooseCovers() {
    for (int i = 0; i < rules.size(); i++) {
      Optional<Cover> cover = Cover.of(rules.get(i).rule().condition(), compilation);
      if (cover.isEmpty()) {
        always.add(i);
      } else {
        for (Trigger trigger : cover.get().triggers()) {
          woken.get(number(trigger)).add(i);
          inCovers.add(trigger);
        }
      }
    }
  }

  private int number(Trigger trigger) {
    return triggers.computeIfAbsent(
        trigger,
        _ -> {
          woken.add(new ArrayList<>());
          return woken.size() - 1;
        });
  }

  private Node compile(Expr condition) {
    return switch (condition) {
      case Expr.Named(var _, var part) -> compile(part);
      case Expr.Not(var part) -> new Node.Inverse(compile(part));
      case Expr.And(var parts) -> {
        Node[] ordered = ordered(parts);
        yield ordered.length == 1 ? ordered[0] : new Node.All(ordered, cost(ordered));
      }
      case Expr.Or(var parts) -> alternatives(parts);
      case Expr.Test(var predicate) ->
          CaseVariants.expand(predicate) instanceof Expr.Or(var variants)
              ? alternatives(variants)
              : test(predicate);
    };
  }

  /// An `or`, in which the substrings of one field that nothing else knows become one test.
  private Node alternatives(List<Expr> parts) {
    Map<String, List<byte[]>> infixes = new LinkedHashMap<>();
    List<Expr> others = new ArrayList<>();
    for (Expr part : parts) {
      Optional<byte[]> infix = unindexedInfix(part);
      if (infix.isPresent()) {
        infixes.computeIfAbsent(fieldOf(part), _ -> new ArrayList<>()).add(infix.get());
      } else {
        others.add(part);
      }
    }
    List<Node> nodes = new ArrayList<>(List.of(ordered(others)));
    infixes.forEach((field, literals) -> nodes.addAll(anyInfix(field, literals)));
    nodes.sort(Comparator.comparingInt(Node::cost));
    return any(nodes.toArray(Node[]::new));
  }

  private Optional<byte[]> unindexedInfix(Expr part) {
    if (part instanceof Expr.Test(Predicate.Field(var _, Matcher.Text(var pattern)))
        && !pattern.cased()
        && !UnicodeGlobTest.isNeededFor(pattern)
        && TextTests.TextShape.of(pattern) instanceof TextTests.TextShape.Infix(var text)
        && !isAnswered(triggersOf(((Expr.Test) part).predicate()))) {
      return Optional.of(text);
    }
    return Optional.empty();
  }

  private static String fieldOf(Expr part) {
    return part instanceof Expr.Test(Predicate.Field(var field, var _)) ? field : "";
  }

  private List<Node> anyInfix(String field, List<byte[]> literals) {
    List<Node> nodes = new ArrayList<>();
    for (ValueTest test : InfixSet.of(literals)) {
      checks.add(new Check.OfField(compilation.field(field), test));
      nodes.add(new Node.Tested(checks.size() - 1, COST_OF_INFIXES));
    }
    return nodes;
  }

  private Triggers triggersOf(Predicate predicate) {
    return triggersOf.computeIfAbsent(predicate, p -> Triggers.of(p, compilation));
  }

  private Node[] ordered(List<Expr> parts) {
    return parts.stream()
        .map(this::compile)
        .sorted(Comparator.comparingInt(Node::cost))
        .toArray(Node[]::new);
  }

  private static int cost(Node[] parts) {
    return Arrays.stream(parts).mapToInt(Node::cost).reduce(0, (a, b) -> Math.min(a + b, 1 << 20));
  }

  /// Joins what the index answers into one look.
  private static Node any(Node[] parts) {
    int[] fired =
        Arrays.stream(parts)
            .filter(Node.Fired.class::isInstance)
            .mapToInt(part -> ((Node.Fired) part).trigger())
            .toArray();
    if (parts.length == 1 || fired.length < 2) {
      return parts.length == 1 ? parts[0] : new Node.Any(parts, cost(parts));
    }
    Node together = new Node.AnyFired(fired);
    if (fired.length == parts.length) {
      return together;
    }
    Node[] joined = new Node[parts.length - fired.length + 1];
    joined[0] = together;
    int at = 1;
    for (Node part : parts) {
      if (!(part instanceof Node.Fired)) {
        joined[at++] = part;
      }
    }
    return new Node.Any(joined, cost(joined));
  }

  private Node test(Predicate predicate) {
    Triggers of = triggersOf(predicate);
    if (isAnswered(of)) {
      return new Node.Fired(number(of.anyOf().getFirst()));
    }
    int check = checkNumbers.computeIfAbsent(predicate, this::addCheck);
    Node tested = new Node.Tested(check, costOf(predicate));
    return isGuarded(predicate, of) ? guarded(of, tested) : tested;
  }

  /// Whether the index can say no before the test is made. The literals of regular expressions are
  /// few and their tests dear, so they are always indexed.
  private boolean isGuarded(Predicate predicate, Triggers of) {
    boolean regex = predicate instanceof Predicate.Field(var _, Matcher.Regex _);
    return !of.anyOf().isEmpty()
        && of.anyOf().stream()
            .allMatch(trigger ->
                trigger.kind() == Trigger.Kind.INFIX && (regex || inCovers.contains(trigger)));
  }

  private Node guarded(Triggers of, Node tested) {
    int[] literals = of.anyOf().stream().mapToInt(this::number).toArray();
    return new Node.All(new Node[] {new Node.AnyFired(literals), tested}, tested.cost());
  }

  /// Whether the index answers the question by itself. Whole values, heads and tails cost next to
  /// nothing to index; a substring makes the automaton of its field larger for every byte read, so
  /// it is there only when it wakes a rule.
  private boolean isAnswered(Triggers of) {
    return of.complete()
        && (of.anyOf().getFirst().kind() != Trigger.Kind.INFIX
            || inCovers.contains(of.anyOf().getFirst()));
  }

  private int addCheck(Predicate predicate) {
    checks.add(Checks.of(predicate, compilation));
    return checks.size() - 1;
  }

  private static int costOf(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Field(var _, Matcher.Regex _) -> 200;
      case Predicate.Field(var _, Matcher.Text _) -> 30;
      case Predicate.Keyword _ -> 300;
      case Predicate.Field _, Predicate.SameAs _ -> 50;
      case Predicate.Exists _, Predicate.IsNull _ -> 2;
    };
  }

  List<CompiledRule> rules() {
    return rules;
  }

  Node[] conditions() {
    return conditions;
  }

  int[] always() {
    return always.stream().mapToInt(Integer::intValue).toArray();
  }

  Check[] checks() {
    return checks.toArray(Check[]::new);
  }

  int[][] wokenBy() {
    return woken.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).distinct().toArray())
        .toArray(int[][]::new);
  }

  @Nullable FieldIndex[] fieldIndexes() {
    int last = triggers.keySet().stream().mapToInt(Trigger::fieldId).reduce(-1, Math::max);
    @Nullable FieldIndex[] indexes = new FieldIndex[last + 1];
    IntStream.rangeClosed(0, last).forEach(field -> indexes[field] = indexOf(field));
    return indexes;
  }

  @Nullable FieldIndex anyTextIndex() {
    return indexOf(Trigger.ANY_TEXT);
  }

  private @Nullable Map<Integer, FieldIndex.Builder> builders;

  private @Nullable FieldIndex indexOf(int fieldId) {
    if (builders == null) {
      builders = new HashMap<>();
      for (Map.Entry<Trigger, Integer> entry : triggers.entrySet()) {
        builders
            .computeIfAbsent(entry.getKey().fieldId(), _ -> new FieldIndex.Builder())
            .add(entry.getKey(), entry.getValue());
      }
    }
    FieldIndex.Builder builder = builders.get(fieldId);
    return builder == null ? null : builder.build();
  }
}
