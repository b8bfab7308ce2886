package io.ironpost.rules.read;

import io.ironpost.rules.read.Yaml.Scalar;

/// What the readers of one file share.
final class RuleContext {
  /// More tests than this in one file come from `windash` and `expand` multiplying each other, or
  /// from an attacker; all of SigmaHQ has under 60,000.
  static final int MAX_TESTS = 500_000;

  private final ProblemLog problems;
  private final ReadOptions options;
  private int tests;

  RuleContext(ProblemLog problems, ReadOptions options) {
    this.problems = problems;
    this.options = options;
  }

  ProblemLog problems() {
    return problems;
  }

  ReadOptions options() {
    return options;
  }

  /// Accounts for tests about to be made; says so once when they are too many.
  boolean affords(int more, Span span) {
    if (tests > MAX_TESTS) {
      return false;
    }
    tests += Math.min(more, MAX_TESTS + 1);
    if (tests > MAX_TESTS) {
      problems.error(
          "file-too-big",
          span,
          "the rules of this file come to more than %,d tests".formatted(MAX_TESTS),
          "split it, or use fewer variants");
      return false;
    }
    return true;
  }

  /// Where a part of a scalar stands.
  Span part(Scalar scalar, int from, int length) {
    return ScalarSpans.part(problems.source(), scalar, from, length);
  }
}
