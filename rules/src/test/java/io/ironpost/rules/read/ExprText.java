package io.ironpost.rules.read;

import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Matcher.Operator;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.model.TextPattern;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A condition as one line of text, for golden files: `&` and, `|` or, `!` not, `name{…}` a
/// selection; wildcards bare and literal stars escaped; `\xNN` for bytes that are no printable
/// ASCII text.
final class ExprText {
  private ExprText() {}

  static String of(Expr expr) {
    return switch (expr) {
      case Expr.And(var parts) -> join(parts, " & ");
      case Expr.Or(var parts) -> join(parts, " | ");
      case Expr.Not(var part) -> "!" + of(part);
      case Expr.Named(var name, var part) -> name + "{" + of(part) + "}";
      case Expr.Test(var predicate) -> predicate(predicate);
    };
  }

  private static String join(List<Expr> parts, String sign) {
    return parts.stream().map(ExprText::of).collect(Collectors.joining(sign, "(", ")"));
  }

  private static String predicate(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Field(var field, var matcher) -> field + matcher(matcher);
      case Predicate.Keyword(var matcher) -> "*" + matcher(matcher);
      case Predicate.Exists(var field, var expected) ->
          field + (expected ? " exists" : " does not exist");
      case Predicate.IsNull(var field) -> field + " null";
      case Predicate.SameAs(var field, var other, var relation, var cased) ->
          "%s %s%s field(%s)"
              .formatted(
                  field, relation.name().toLowerCase(Locale.ROOT), cased ? ":cased" : "", other);
    };
  }

  private static String matcher(Matcher matcher) {
    return switch (matcher) {
      case Matcher.Text(var pattern) -> (pattern.cased() ? ":cased " : " ") + text(pattern);
      case Matcher.Regex(var regex, var i, var m, var s) ->
          " /" + regex + "/" + (i ? "i" : "") + (m ? "m" : "") + (s ? "s" : "");
      case Matcher.Cidr(var network) -> " in " + network;
      case Matcher.Number(var operator, var value) ->
          " " + sign(operator) + " " + value.toPlainString();
      case Matcher.Bool(var value) -> " is " + value;
      case Matcher.TimePart(var unit, var operator, var value) ->
          "." + unit.name().toLowerCase(Locale.ROOT) + " " + sign(operator) + " " + value;
    };
  }

  private static String sign(Operator operator) {
    return switch (operator) {
      case EQ -> "=";
      case NEQ -> "!=";
      case GT -> ">";
      case GTE -> ">=";
      case LT -> "<";
      case LTE -> "<=";
    };
  }

  private static String text(TextPattern pattern) {
    StringBuilder out = new StringBuilder("'");
    for (TextPattern.Part part : pattern.parts()) {
      switch (part) {
        case TextPattern.AnyRun() -> out.append('*');
        case TextPattern.AnyOne() -> out.append('?');
        case TextPattern.Literal(var bytes) -> literal(bytes.toBytes(), out);
      }
    }
    return out.append("'").toString();
  }

  private static void literal(byte[] bytes, StringBuilder out) {
    for (byte b : bytes) {
      int c = b & 0xFF;
      if (c == '*' || c == '?' || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c >= ' ' && c < 0x7F) {
        out.append((char) c);
      } else {
        out.append("\\x%02X".formatted(c));
      }
    }
  }
}
