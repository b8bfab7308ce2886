package io.ironpost.rules.read;

import io.ironpost.rules.read.Yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sigma's `expand`: `%name%` stands for the values that the site supplies; `\%` is a percent sign.
final class Placeholders {
  private final RuleContext context;

  Placeholders(RuleContext context) {
    this.context = context;
  }

  /// The value with every placeholder replaced by each of its values; empty when one has none,
  /// which is reported: such a rule can only be refused, since `not filter` would be true for
  /// everything.
  List<String> expand(Scalar value) {
    List<String> expanded = List.of("");
    StringBuilder literal = new StringBuilder();
    String text = value.text();
    int names = 0;
    for (int at = 0; at < text.length(); at++) {
      int end = text.charAt(at) == '%' ? text.indexOf('%', at + 1) : -1;
      if (text.startsWith("\\%", at)) {
        literal.append(text.charAt(++at));
      } else if (end > at + 1) {
        Optional<List<String>> values = valuesOf(value, at, end);
        if (values.isEmpty() || !affords(expanded, values.get(), value)) {
          return List.of();
        }
        expanded = times(expanded, literal.toString(), values.get());
        literal.setLength(0);
        names++;
        at = end;
      } else {
        literal.append(text.charAt(at));
      }
    }
    warnWithoutName(value, names);
    return times(expanded, literal.toString(), List.of(""));
  }

  private boolean affords(List<String> heads, List<String> values, Scalar value) {
    long product = (long) heads.size() * values.size();
    return context.affords((int) Math.min(product, Integer.MAX_VALUE), value.span());
  }

  private Optional<List<String>> valuesOf(Scalar value, int percent, int end) {
    String name = value.text().substring(percent + 1, end);
    List<String> values = context.options().placeholders().getOrDefault(name, List.of());
    if (values.isEmpty()) {
      context
          .problems()
          .error(
              "placeholder-without-values",
              context.part(value, percent, end + 1 - percent),
              "no values are known for the placeholder '" + name + "'",
              "supply values for '" + name + "', or drop the rule");
      return Optional.empty();
    }
    return Optional.of(values);
  }

  private void warnWithoutName(Scalar value, int names) {
    if (names == 0) {
      String message = "'expand' without a %placeholder% in the value";
      context.problems().warning("expand-without-placeholder", value.span(), message, "");
    }
  }

  private static List<String> times(List<String> heads, String between, List<String> values) {
    List<String> product = new ArrayList<>();
    for (String head : heads) {
      for (String value : values) {
        product.add(head + between + value);
      }
    }
    return product;
  }
}
