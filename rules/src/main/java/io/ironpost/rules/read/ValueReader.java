package io.ironpost.rules.read;

import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.read.Modifier.Role;
import io.ironpost.rules.read.Yaml.Kind;
import io.ironpost.rules.read.Yaml.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads one value under its modifiers.
final class ValueReader {
  private final RuleContext context;
  private final TextValueReader texts;
  private final TypedValueReader types;

  ValueReader(RuleContext context) {
    this.context = context;
    this.texts = new TextValueReader(context);
    this.types = new TypedValueReader(context);
  }

  /// Empty when the value does not fit, which is reported.
  Optional<Expr> read(FieldKey key, Scalar value) {
    if (!context.affords(1, value.span())) {
      return Optional.empty();
    }
    if (value.isNull()) {
      return readNull(key, value);
    }
    if (key.has(Role.TYPE) || key.has(Role.COMPARE) || key.has(Role.TIME_PART)) {
      return types.read(key, value);
    }
    if (isPlainValue(key, value)) {
      return Optional.of(new Expr.Test(new Predicate.Field(key.field(), scalarMatcher(value))));
    }
    List<Expr> spellings =
        texts.read(key, value).stream().map(matcher -> test(key, matcher)).toList();
    return spellings.isEmpty() ? Optional.empty() : Optional.of(Expr.anyOf(spellings));
  }

  static Expr test(FieldKey key, Matcher matcher) {
    return new Expr.Test(
        key.isKeyword()
            ? new Predicate.Keyword(matcher)
            : new Predicate.Field(key.field(), matcher));
  }

  private Optional<Expr> readNull(FieldKey key, Scalar value) {
    boolean onlyLinks = key.modifiers().stream().allMatch(m -> m.role() == Role.LINK);
    if (key.isKeyword()) {
      String message = "a keyword is empty";
      context.problems().error("empty-keyword", value.span(), message, "");
      return Optional.empty();
    }
    if (!onlyLinks) {
      Modifier first = key.modifiers().getFirst();
      String message = "'" + first.word() + "' needs a value; here is none (null)";
      String hint = "write '' for the empty text, or drop the modifier to mean a missing field";
      context.problems().error("null-with-modifier", value.span(), message, hint);
      return Optional.empty();
    }
    return Optional.of(new Expr.Test(new Predicate.IsNull(key.field())));
  }

  /// A number or boolean that is compared as such; under text modifiers it is its spelling.
  private static boolean isPlainValue(FieldKey key, Scalar value) {
    boolean unmodified =
        key.modifiers().stream().allMatch(m -> m.role() == Role.LINK || m.role() == Role.CASE);
    return value.kind() != Kind.TEXT && unmodified && !key.isKeyword();
  }

  static Matcher scalarMatcher(Scalar value) {
    return value.kind() == Kind.BOOLEAN
        ? new Matcher.Bool(value.text().toLowerCase(Locale.ROOT).equals("true"))
        : new Matcher.Number(Matcher.Operator.EQ, number(value.text()).orElseThrow());
  }

  /// A number as YAML spells it.
  static Optional<BigDecimal> number(String text) {
    return switch (ScalarKinds.of(text)) {
      case INTEGER -> Optional.of(new BigDecimal(integer(text)));
      case DECIMAL -> Optional.of(new BigDecimal(text));
      case TEXT, BOOLEAN, NULL -> Optional.empty();
    };
  }

  private static BigInteger integer(String text) {
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
  }
}
