package io.ironpost.rules.read;

import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.read.Problem.Severity;
import io.ironpost.rules.read.Yaml.Entry;
import io.ironpost.rules.read.Yaml.Kind;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one condition of the short form: `field`, `operator` (or, as the first code had it,
/// `modifier`), `value`, `negate`. Text is compared with case, as it was, unless `modifier:
/// case_insensitive` says otherwise, and without wildcards.
final class ShortConditionReader {
  private static final Set<String> KEYS =
      Set.of("field", "operator", "modifier", "value", "negate");
  private static final String CASE_INSENSITIVE = "case_insensitive";

  /// What each operator is in Sigma's words; `in` is `equals` of a list.
  private static final Map<String, List<Modifier>> OPERATORS =
      Map.ofEntries(
          Map.entry("equals", List.of()),
          Map.entry("exact", List.of()),
          Map.entry("in", List.of()),
          Map.entry("not_equals", List.of(Modifier.NEQ)),
          Map.entry("contains", List.of(Modifier.CONTAINS)),
          Map.entry("startswith", List.of(Modifier.STARTSWITH)),
          Map.entry("endswith", List.of(Modifier.ENDSWITH)),
          Map.entry("regex", List.of(Modifier.RE)),
          Map.entry("exists", List.of(Modifier.EXISTS)),
          Map.entry("cidr", List.of(Modifier.CIDR)),
          Map.entry("gt", List.of(Modifier.GT)),
          Map.entry("gte", List.of(Modifier.GTE)),
          Map.entry("lt", List.of(Modifier.LT)),
          Map.entry("lte", List.of(Modifier.LTE)));

  private final RuleContext context;
  private final ProblemLog problems;
  private final RuleKeys keys;
  private final TypedValueReader types;

  ShortConditionReader(RuleContext context) {
    this.context = context;
    this.problems = context.problems();
    this.keys = new RuleKeys(problems);
    this.types = new TypedValueReader(context);
  }

  /// Empty when something is wrong with it, which is reported.
  Optional<Expr> read(Mapping condition) {
    keys.checkSpelling(condition, KEYS, Severity.WARNING);
    Optional<Scalar> field = keys.text(condition, "field");
    if (field.isEmpty()) {
      problems.error("missing-field", condition.span(), "a condition needs 'field'", "");
    }
    Optional<List<Modifier>> modifiers = modifiers(condition);
    if (field.isEmpty() || modifiers.isEmpty()) {
      return Optional.empty();
    }
    FieldKey key = new FieldKey(field.get(), field.get().text(), modifiers.get());
    Optional<Expr> test = linked(key, values(condition, key));
    return negated(condition) ? test.map(Expr.Not::new) : test;
  }

  private Optional<List<Modifier>> modifiers(Mapping condition) {
    List<Modifier> modifiers = new ArrayList<>();
    boolean cased = true;
    boolean known = true;
    List<Scalar> words = new ArrayList<>(keys.texts(condition, "operator"));
    words.addAll(keys.texts(condition, "modifier"));
    for (Scalar word : words) {
      String lower = word.text().strip().toLowerCase(Locale.ROOT);
      cased &= !lower.equals(CASE_INSENSITIVE);
      if (OPERATORS.containsKey(lower)) {
        modifiers.addAll(OPERATORS.getOrDefault(lower, List.of()));
      } else if (!lower.equals(CASE_INSENSITIVE)) {
        reportUnknown(word, lower);
        known = false;
      }
    }
    modifiers.add(cased ? Modifier.CASED : Modifier.I);
    return known ? Optional.of(List.copyOf(modifiers)) : Optional.empty();
  }

  private void reportUnknown(Scalar word, String lower) {
    String message = "unknown operator '" + word.text() + "'";
    List<String> all = OPERATORS.keySet().stream().sorted().toList();
    Optional<String> nearest = Nearest.to(lower, all);
    if (nearest.isPresent()) {
      String hint = "did you mean '" + nearest.get() + "'?";
      problems.fixable(
          Severity.ERROR, "unknown-operator", word.span(), message, hint, nearest.get());
    } else {
      problems.error("unknown-operator", word.span(), message, "known: " + String.join(", ", all));
    }
  }

  private List<Scalar> values(Mapping condition, FieldKey key) {
    Optional<Entry> value = condition.entry("value");
    if (value.isEmpty() && key.has(Modifier.EXISTS)) {
      return List.of(new Scalar(key.span(), "true", Kind.BOOLEAN, Yaml.Style.PLAIN));
    }
    int before = problems.errors();
    List<Scalar> values = keys.texts(condition, "value");
    if (values.isEmpty() && problems.errors() == before) {
      problems.error("missing-value", condition.span(), "a condition needs 'value'", "");
    }
    return values;
  }

  private Optional<Expr> linked(FieldKey key, List<Scalar> values) {
    List<Expr> tests = new ArrayList<>(values.size());
    values.forEach(value -> test(key, value).ifPresent(tests::add));
    if (tests.isEmpty()) {
      return Optional.empty();
    }
    Expr any = Expr.anyOf(tests);
    return Optional.of(key.has(Modifier.NEQ) ? new Expr.Not(any) : any);
  }

  private Optional<Expr> test(FieldKey key, Scalar value) {
    if (!context.affords(1, value.span())) {
      return Optional.empty();
    }
    if (key.has(Modifier.Role.TYPE) || key.has(Modifier.Role.COMPARE)) {
      return types.read(key, value);
    }
    return Optional.of(new Expr.Test(new Predicate.Field(key.field(), matcher(key, value))));
  }

  private static Matcher matcher(FieldKey key, Scalar value) {
    if (!key.has(Modifier.Role.PLACE) && value.kind() != Kind.TEXT) {
      return ValueReader.scalarMatcher(value);
    }
    PatternText text = PatternText.literal(value.text());
    PatternText placed = TextValueReader.place(key, text);
    return new Matcher.Text(placed.pattern(key.has(Modifier.CASED)));
  }

  private boolean negated(Mapping condition) {
    Optional<Scalar> negate = keys.text(condition, "negate");
    boolean yes = negate.map(n -> n.text().equalsIgnoreCase("true")).orElse(false);
    if (!yes && negate.isPresent() && !negate.get().text().equalsIgnoreCase("false")) {
      problems.error("not-a-boolean", negate.get().span(), "'negate' takes true or false", "");
    }
    return yes;
  }
}
