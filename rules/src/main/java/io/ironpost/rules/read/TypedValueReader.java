package io.ironpost.rules.read;

import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Matcher.Operator;
import io.ironpost.rules.model.Matcher.Unit;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.model.Predicate.Relation;
import io.ironpost.rules.read.Modifier.Role;
import io.ironpost.rules.read.Yaml.Kind;
import io.ironpost.rules.read.Yaml.Scalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads values that are no plain text: regular expressions, networks, numbers, parts of a time,
/// presence, other fields.
final class TypedValueReader {
  private final RuleContext context;
  private final Placeholders placeholders;
  private final RegexReader regexes;
  private final NetworkReader networks;

  TypedValueReader(RuleContext context) {
    this.context = context;
    this.placeholders = new Placeholders(context);
    this.regexes = new RegexReader(context);
    this.networks = new NetworkReader(context);
  }

  /// Empty when the value does not fit its type, which is reported.
  Optional<Expr> read(FieldKey key, Scalar value) {
    if (key.has(Role.TIME_PART)) {
      return timePart(key, value);
    }
    if (key.has(Role.COMPARE)) {
      return number(key, value);
    }
    return switch (key.first(Role.TYPE).orElseThrow()) {
      case RE -> any(key, value, regexes::read);
      case CIDR -> any(key, value, (_, v, text) -> networks.read(v, text));
      case EXISTS -> exists(key, value);
      default -> Optional.of(fieldReference(key, value));
    };
  }

  private interface MatcherReader {
    Optional<Matcher> read(FieldKey key, Scalar value, String text);
  }

  private Optional<Expr> any(FieldKey key, Scalar value, MatcherReader reader) {
    List<String> texts =
        key.has(Modifier.EXPAND) ? placeholders.expand(value) : List.of(value.text());
    List<Expr> tests =
        texts.stream()
            .flatMap(text -> reader.read(key, value, text).stream())
            .map(matcher -> ValueReader.test(key, matcher))
            .toList();
    return tests.isEmpty() ? Optional.empty() : Optional.of(Expr.anyOf(tests));
  }

  private Optional<Expr> number(FieldKey key, Scalar value) {
    Modifier sign = key.first(Role.COMPARE).orElseThrow();
    Optional<BigDecimal> number = ValueReader.number(value.text());
    if (number.isEmpty()) {
      String message = "'%s' needs a number, not '%s'".formatted(sign.word(), value.text());
      context.problems().error("not-a-number", value.span(), message, "");
    }
    return number.map(n -> ValueReader.test(key, new Matcher.Number(operator(sign), n)));
  }

  private static Operator operator(Modifier sign) {
    return switch (sign) {
      case GT -> Operator.GT;
      case GTE -> Operator.GTE;
      case LT -> Operator.LT;
      case LTE -> Operator.LTE;
      default -> Operator.EQ;
    };
  }

  private Optional<Expr> timePart(FieldKey key, Scalar value) {
    Unit unit = Unit.valueOf(key.first(Role.TIME_PART).orElseThrow().name());
    Operator operator = key.first(Role.COMPARE).map(c -> operator(c)).orElse(Operator.EQ);
    Optional<BigDecimal> number = ValueReader.number(value.text());
    boolean fits = number.isPresent() && inRange(unit, number.get());
    if (!fits) {
      String message =
          "'%s' is no %s".formatted(value.text(), unit.name().toLowerCase(Locale.ROOT));
      context.problems().error("not-a-time-part", value.span(), message, range(unit));
      return Optional.empty();
    }
    long part = number.get().longValueExact();
    return Optional.of(ValueReader.test(key, new Matcher.TimePart(unit, operator, part)));
  }

  private static boolean inRange(Unit unit, BigDecimal number) {
    boolean whole = number.stripTrailingZeros().scale() <= 0;
    BigDecimal low = BigDecimal.valueOf(lowest(unit));
    return whole
        && number.compareTo(low) >= 0
        && number.compareTo(BigDecimal.valueOf(highest(unit))) <= 0;
  }

  private static int lowest(Unit unit) {
    return unit == Unit.MINUTE || unit == Unit.HOUR || unit == Unit.YEAR ? 0 : 1;
  }

  private static int highest(Unit unit) {
    return switch (unit) {
      case MINUTE -> 59;
      case HOUR -> 23;
      case DAY -> 31;
      case WEEK -> 53;
      case MONTH -> 12;
      case YEAR -> 9999;
    };
  }

  private static String range(Unit unit) {
    return "a whole number from %d to %d".formatted(lowest(unit), highest(unit));
  }

  private Optional<Expr> exists(FieldKey key, Scalar value) {
    boolean yes = value.text().equalsIgnoreCase("true");
    if (!yes && !value.text().equalsIgnoreCase("false")) {
      String message = "'exists' takes true or false, not '" + value.text() + "'";
      context.problems().error("not-a-boolean", value.span(), message, "");
      return Optional.empty();
    }
    if (value.kind() != Kind.BOOLEAN) {
      String message = "'exists' takes true or false without quotes";
      context.problems().info("quoted-boolean", value.span(), message, "drop the quotes");
    }
    return Optional.of(new Expr.Test(new Predicate.Exists(key.field(), yes)));
  }

  private static Expr fieldReference(FieldKey key, Scalar value) {
    Relation relation =
        key.first(Role.PLACE).map(TypedValueReader::relation).orElse(Relation.EQUALS);
    boolean cased = key.has(Modifier.CASED);
    return new Expr.Test(new Predicate.SameAs(key.field(), value.text(), relation, cased));
  }

  private static Relation relation(Modifier place) {
    return switch (place) {
      case CONTAINS -> Relation.CONTAINS;
      case STARTSWITH -> Relation.STARTS_WITH;
      case ENDSWITH -> Relation.ENDS_WITH;
      default -> Relation.EQUALS;
    };
  }
}
