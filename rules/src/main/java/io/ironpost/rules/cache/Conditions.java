package io.ironpost.rules.cache;

import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.model.TextPattern;
import java.math.BigDecimal;

/// Conditions, node by node: a tag, then the parts. Writing is checked by the compiler to be
/// complete; a test reads back every kind.
final class Conditions {
  private Conditions() {}

  static void write(Encoder out, Expr condition) {
    switch (condition) {
      case Expr.And(var parts) -> {
        out.small(0);
        out.list(parts, part -> write(out, part));
      }
      case Expr.Or(var parts) -> {
        out.small(1);
        out.list(parts, part -> write(out, part));
      }
      case Expr.Not(var part) -> {
        out.small(2);
        write(out, part);
      }
      case Expr.Named(var name, var part) -> {
        out.small(3);
        out.text(name);
        write(out, part);
      }
      case Expr.Test(var predicate) -> {
        out.small(4);
        writePredicate(out, predicate);
      }
    }
  }

  static Expr read(Decoder in) {
    return switch (in.small()) {
      case 0 -> new Expr.And(in.list(() -> read(in)));
      case 1 -> new Expr.Or(in.list(() -> read(in)));
      case 2 -> new Expr.Not(read(in));
      case 3 -> new Expr.Named(in.text(), read(in));
      case 4 -> new Expr.Test(readPredicate(in));
      default -> throw new BadCacheException("unknown tag");
    };
  }

  private static void writePredicate(Encoder out, Predicate predicate) {
    switch (predicate) {
      case Predicate.Field(var field, var matcher) -> {
        out.small(0);
        out.text(field);
        writeMatcher(out, matcher);
      }
      case Predicate.Keyword(var matcher) -> {
        out.small(1);
        writeMatcher(out, matcher);
      }
      case Predicate.Exists(var field, var expected) -> {
        out.small(2);
        out.text(field);
        out.flag(expected);
      }
      case Predicate.IsNull(var field) -> {
        out.small(3);
        out.text(field);
      }
      case Predicate.SameAs(var field, var other, var relation, var cased) -> {
        out.small(4);
        out.text(field);
        out.text(other);
        out.small(relation.ordinal());
        out.flag(cased);
      }
    }
  }

  private static Predicate readPredicate(Decoder in) {
    return switch (in.small()) {
      case 0 -> new Predicate.Field(in.text(), readMatcher(in));
      case 1 -> new Predicate.Keyword(readMatcher(in));
      case 2 -> new Predicate.Exists(in.text(), in.flag());
      case 3 -> new Predicate.IsNull(in.text());
      case 4 ->
          new Predicate.SameAs(
              in.text(), in.text(), in.oneOf(Predicate.Relation.values()), in.flag());
      default -> throw new BadCacheException("unknown tag");
    };
  }

  private static void writeMatcher(Encoder out, Matcher matcher) {
    switch (matcher) {
      case Matcher.Text(var pattern) -> {
        out.small(0);
        out.flag(pattern.cased());
        out.list(pattern.parts(), part -> writePart(out, part));
      }
      case Matcher.Regex regex -> {
        out.small(1);
        out.text(regex.pattern());
        out.flag(regex.ignoreCase());
        out.flag(regex.multiLine());
        out.flag(regex.dotAll());
      }
      case Matcher.Cidr(var network) -> {
        out.small(2);
        out.text(network);
      }
      case Matcher.Number(var operator, var value) -> {
        out.small(3);
        out.small(operator.ordinal());
        out.text(value.toString());
      }
      case Matcher.Bool(var value) -> {
        out.small(4);
        out.flag(value);
      }
      case Matcher.TimePart(var unit, var operator, var value) -> {
        out.small(5);
        out.small(unit.ordinal());
        out.small(operator.ordinal());
        out.number(value);
      }
    }
  }

  private static Matcher readMatcher(Decoder in) {
    return switch (in.small()) {
      case 0 -> readText(in);
      case 1 -> new Matcher.Regex(in.text(), in.flag(), in.flag(), in.flag());
      case 2 -> new Matcher.Cidr(in.text());
      case 3 -> new Matcher.Number(in.oneOf(Matcher.Operator.values()), new BigDecimal(in.text()));
      case 4 -> new Matcher.Bool(in.flag());
      case 5 ->
          new Matcher.TimePart(
              in.oneOf(Matcher.Unit.values()), in.oneOf(Matcher.Operator.values()), in.number());
      default -> throw new BadCacheException("unknown tag");
    };
  }

  private static Matcher readText(Decoder in) {
    boolean cased = in.flag();
    return new Matcher.Text(new TextPattern(in.list(() -> readPart(in)), cased));
  }

  private static void writePart(Encoder out, TextPattern.Part part) {
    switch (part) {
      case TextPattern.AnyOne _ -> out.small(0);
      case TextPattern.AnyRun _ -> out.small(1);
      case TextPattern.Literal(var bytes) -> {
        out.small(2);
        out.bytes(bytes);
      }
    }
  }

  private static TextPattern.Part readPart(Decoder in) {
    return switch (in.small()) {
      case 0 -> new TextPattern.AnyOne();
      case 1 -> new TextPattern.AnyRun();
      case 2 -> new TextPattern.Literal(in.bytes());
      default -> throw new BadCacheException("unknown tag");
    };
  }
}
