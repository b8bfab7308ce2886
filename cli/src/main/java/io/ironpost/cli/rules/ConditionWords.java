package io.ironpost.cli.rules;

import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.model.TextPattern;
import java.util.Locale;

/// Predicates in words: `message is "*Failed password*"`.
final class ConditionWords {
  private ConditionWords() {}

  static String of(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Field(var field, var matcher) -> field + " " + of(matcher);
      case Predicate.Keyword(var matcher) -> "some value " + of(matcher);
      case Predicate.Exists(var field, var expected) ->
          field + (expected ? " is there" : " is not there");
      case Predicate.IsNull(var field) -> field + " is missing or null";
      case Predicate.SameAs(var field, var other, var relation, _) ->
          field + " " + words(relation) + " the value of " + other;
    };
  }

  /// The field whose value decides; empty when it is any of them.
  static String field(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Field(var field, _) -> field;
      case Predicate.Keyword _ -> "";
      case Predicate.Exists(var field, _) -> field;
      case Predicate.IsNull(var field) -> field;
      case Predicate.SameAs(var field, _, _, _) -> field;
    };
  }

  private static String of(Matcher matcher) {
    return switch (matcher) {
      case Matcher.Text(var pattern) -> text(pattern);
      case Matcher.Regex(var pattern, var ignoreCase, _, _) ->
          "matches /" + pattern + "/" + (ignoreCase ? "i" : "");
      case Matcher.Cidr(var network) -> "is in " + network;
      case Matcher.Number(var operator, var value) -> sign(operator) + " " + value;
      case Matcher.Bool(var value) -> "is " + value;
      case Matcher.TimePart(var unit, var operator, var value) ->
          "has a %s %s %d".formatted(unit.name().toLowerCase(Locale.ROOT), sign(operator), value);
    };
  }

  private static String text(TextPattern pattern) {
    StringBuilder glob = new StringBuilder();
    for (TextPattern.Part part : pattern.parts()) {
      switch (part) {
        case TextPattern.Literal(var bytes) -> glob.append(bytes);
        case TextPattern.AnyOne() -> glob.append('?');
        case TextPattern.AnyRun() -> glob.append('*');
      }
    }
    String cased = pattern.cased() ? " (case counts)" : "";
    return (glob.isEmpty() ? "is empty" : "is \"" + glob + "\"") + cased;
  }

  private static String words(Predicate.Relation relation) {
    return switch (relation) {
      case EQUALS -> "equals";
      case CONTAINS -> "contains";
      case STARTS_WITH -> "starts with";
      case ENDS_WITH -> "ends with";
    };
  }

  private static String sign(Matcher.Operator operator) {
    return switch (operator) {
      case EQ -> "=";
      case NEQ -> "≠";
      case GT -> ">";
      case GTE -> "≥";
      case LT -> "<";
      case LTE -> "≤";
    };
  }
}
