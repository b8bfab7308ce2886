package io.ironpost.rules.model;

import java.math.BigDecimal;

/// What a value must be like.
public sealed interface Matcher {
  /// Text with wildcards. Matches the spelling of numbers and booleans too.
  record Text(TextPattern pattern) implements Matcher {}

  /// A regular expression, unanchored, in the linear subset.
  record Regex(String pattern, boolean ignoreCase, boolean multiLine, boolean dotAll)
      implements Matcher {}

  /// An address within a network; what is not an address does not match. `network` is `a.b.c.d/n`
  /// or IPv6, already checked by the reader.
  record Cidr(String network) implements Matcher {}

  /// A number compared; text that spells a number counts as one, other text does not match.
  record Number(Operator operator, BigDecimal value) implements Matcher {}

  /// `true` or `false`, as a boolean or spelled out in any case.
  record Bool(boolean value) implements Matcher {}

  /// A part of a timestamp (Sigma's `minute`, `hour`, `day`, `week`, `month`, `year`), in UTC.
  record TimePart(Unit unit, Operator operator, long value) implements Matcher {}

  /// Comparison signs.
  enum Operator {
    EQ,
    NEQ,
    GT,
    GTE,
    LT,
    LTE
  }

  /// Parts of a timestamp: minute 0–59, hour 0–23, day of the month 1–31, ISO week 1–53, month
  /// 1–12, year.
  enum Unit {
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR
  }
}
