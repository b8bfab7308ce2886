package io.ironpost.rules.match;

import io.ironpost.rules.model.Matcher.Operator;
import java.math.BigDecimal;

/// Compares a value, if it spells a number, with the rule's number. Text that is no number answers
/// no, also to `neq`.
final class NumberTest implements ValueTest {
  private final Operator operator;
  private final BigDecimal limit;
  private final long integerLimit;

  NumberTest(Operator operator, BigDecimal limit) {
    this.operator = operator;
    this.limit = limit;
    this.integerLimit = asLong(limit);
  }

  /// The number as a long when it is one, else [Numbers#NOT_AN_INTEGER].
  static long asLong(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException _) {
      return Numbers.NOT_AN_INTEGER;
    }
  }

  @Override
  public boolean holds(byte[] bytes, int start, int end, int kind) {
    long integer = Numbers.integer(bytes, start, end);
    if (integer != Numbers.NOT_AN_INTEGER && integerLimit != Numbers.NOT_AN_INTEGER) {
      return agrees(operator, Long.compare(integer, integerLimit));
    }
    return Numbers.decimal(bytes, start, end)
        .map(value -> agrees(operator, value.compareTo(limit)))
        .orElse(false);
  }

  /// Whether the sign of a comparison (value to limit) is what the operator asks for.
  static boolean agrees(Operator operator, int sign) {
    return switch (operator) {
      case EQ -> sign == 0;
      case NEQ -> sign != 0;
      case GT -> sign > 0;
      case GTE -> sign >= 0;
      case LT -> sign < 0;
      case LTE -> sign <= 0;
    };
  }
}
