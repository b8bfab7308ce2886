package io.ironpost.rules.match;

import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.regex.LinearRegex;
import java.util.Set;

/// Makes the test for a predicate.
final class Checks {
  /// Names by which rules ask for a record's own time.
  private static final Set<String> TIME_FIELDS = Set.of("timestamp", "@timestamp", "time", "_time");

  private Checks() {}

  static Check of(Predicate predicate, Compilation compilation) {
    return switch (predicate) {
      case Predicate.Field(var field, Matcher.TimePart part) when TIME_FIELDS.contains(field) ->
          new Check.OfTime(compilation.field(field), new TimePartTest(part));
      case Predicate.Field(var field, var matcher) ->
          new Check.OfField(compilation.field(field), valueTest(matcher, compilation));
      case Predicate.Keyword(var matcher) -> new Check.OfAnyText(valueTest(matcher, compilation));
      case Predicate.Exists(var field, var expected) ->
          new Check.OfPresence(compilation.field(field), expected);
      case Predicate.IsNull(var field) -> new Check.OfNull(compilation.field(field));
      case Predicate.SameAs(var field, var other, var relation, var cased) ->
          new SameAsCheck(compilation.field(field), compilation.field(other), relation, cased);
    };
  }

  static ValueTest valueTest(Matcher matcher, Compilation compilation) {
    return switch (matcher) {
      case Matcher.Text(var pattern) -> TextTests.of(pattern);
      case Matcher.Regex regex -> {
        LinearRegex linear = compilation.regex(regex);
        yield (bytes, start, end, _) -> linear.find(bytes, start, end);
      }
      case Matcher.Cidr(var network) -> new CidrTest(network);
      case Matcher.Number(var operator, var value) -> new NumberTest(operator, value);
      case Matcher.Bool(var value) -> new BoolTest(value);
      case Matcher.TimePart part -> new TimePartTest(part);
    };
  }
}
