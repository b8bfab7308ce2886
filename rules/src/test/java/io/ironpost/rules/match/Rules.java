package io.ironpost.rules.match;

import io.ironpost.core.alert.Severity;
import io.ironpost.rules.model.ByteString;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Location;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.model.RuleLogsource;
import io.ironpost.rules.model.TextPattern;
import java.util.ArrayList;
import java.util.List;

/// Makes rules for tests without reading YAML.
final class Rules {
  private Rules() {}

  static EventRule rule(String id, Expr condition) {
    return rule(id, new RuleLogsource("", "", ""), condition);
  }

  static EventRule rule(String id, RuleLogsource logsource, Expr condition) {
    RuleHeader header =
        new RuleHeader(
            id,
            "",
            id,
            "",
            Severity.MEDIUM,
            "",
            true,
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Location("test", 1, 1));
    return new EventRule(header, logsource, condition, true);
  }

  static Expr text(String field, String glob) {
    return new Expr.Test(new Predicate.Field(field, new Matcher.Text(pattern(glob, false))));
  }

  static Expr cased(String field, String glob) {
    return new Expr.Test(new Predicate.Field(field, new Matcher.Text(pattern(glob, true))));
  }

  static Expr keyword(String text) {
    return new Expr.Test(new Predicate.Keyword(new Matcher.Text(pattern("*" + text + "*", false))));
  }

  static Expr field(String field, Matcher matcher) {
    return new Expr.Test(new Predicate.Field(field, matcher));
  }

  static Expr and(Expr... parts) {
    return new Expr.And(List.of(parts));
  }

  static Expr or(Expr... parts) {
    return new Expr.Or(List.of(parts));
  }

  static Expr not(Expr part) {
    return new Expr.Not(part);
  }

  /// Every `*` and `?` is a wildcard.
  static TextPattern pattern(String glob, boolean cased) {
    List<TextPattern.Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*' || c == '?') {
        flush(literal, parts);
        parts.add(c == '*' ? new TextPattern.AnyRun() : new TextPattern.AnyOne());
      } else {
        literal.append(c);
      }
    }
    flush(literal, parts);
    return new TextPattern(parts, cased);
  }

  private static void flush(StringBuilder literal, List<TextPattern.Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new TextPattern.Literal(ByteString.utf8(literal.toString())));
      literal.setLength(0);
    }
  }
}
