package io.ironpost.rules.correlate;

import io.ironpost.rules.model.CorrelationRule.Bound;
import io.ironpost.rules.model.Matcher.Operator;
import java.util.List;

/// The numeric condition of a correlation; all bounds must hold.
final class Bounds {
  private final Operator[] operators;
  private final double[] limits;

  Bounds(List<Bound> bounds) {
    operators = bounds.stream().map(Bound::operator).toArray(Operator[]::new);
    limits = bounds.stream().mapToDouble(Bound::value).toArray();
  }

  boolean hold(double value) {
    for (int i = 0; i < limits.length; i++) {
      if (!holds(operators[i], value, limits[i])) {
        return false;
      }
    }
    return true;
  }

  /// A count from which on no bound changes its answer any more.
  double saturation() {
    double highest = 0;
    for (int i = 0; i < limits.length; i++) {
      boolean reached = operators[i] == Operator.GTE || operators[i] == Operator.LT;
      highest = Math.max(highest, reached ? Math.ceil(limits[i]) : Math.floor(limits[i]) + 1);
    }
    return highest;
  }

  private static boolean holds(Operator operator, double value, double limit) {
    return switch (operator) {
      case EQ -> value == limit;
      case NEQ -> value != limit;
      case GT -> value > limit;
      case GTE -> value >= limit;
      case LT -> value < limit;
      case LTE -> value <= limit;
    };
  }
}
