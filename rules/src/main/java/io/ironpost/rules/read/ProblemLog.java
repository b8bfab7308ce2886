package io.ironpost.rules.read;

import io.ironpost.rules.model.Location;
import io.ironpost.rules.read.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Gathers the problems of one file.
final class ProblemLog {
  /// A broken file can hold a mistake per line; nobody reads more than this.
  static final int MAX_PROBLEMS = 1_000;

  /// Finding the bytes of a fix costs a walk over the file.
  static final int MAX_FIXES = 100;

  private static final Comparator<Problem> BY_PLACE =
      Comparator.<Problem>comparingInt(problem -> problem.location().line())
          .thenComparingInt(problem -> problem.location().column());

  private final Source source;
  private final List<Problem> problems = new ArrayList<>();
  private Optional<Problem> firstError = Optional.empty();
  private int errors;
  private int fixes;

  ProblemLog(Source source) {
    this.source = source;
  }

  Source source() {
    return source;
  }

  void add(Severity severity, String code, Span span, String message, String hint) {
    add(severity, code, span, message, hint, Optional.empty());
  }

  void error(String code, Span span, String message, String hint) {
    add(Severity.ERROR, code, span, message, hint, Optional.empty());
  }

  void warning(String code, Span span, String message, String hint) {
    add(Severity.WARNING, code, span, message, hint, Optional.empty());
  }

  void info(String code, Span span, String message, String hint) {
    add(Severity.INFO, code, span, message, hint, Optional.empty());
  }

  /// A problem whose text has one right spelling.
  void fixable(
      Severity severity, String code, Span span, String message, String hint, String spelling) {
    add(severity, code, span, message, hint, fix(span, spelling));
  }

  private Optional<Fix> fix(Span span, String spelling) {
    if (span.length() == 0 || fixes++ >= MAX_FIXES) {
      return Optional.empty();
    }
    int start = source.byteOffset(span.start());
    return Optional.of(new Fix(start, source.byteOffset(span.end()), spelling));
  }

  private void add(
      Severity severity, String code, Span span, String message, String hint, Optional<Fix> fix) {
    Location location = source.at(span);
    Problem problem = new Problem(severity, code, location, span.length(), message, hint, fix);
    if (problem.isError()) {
      errors++;
      firstError = firstError.or(() -> Optional.of(problem));
    }
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    }
  }

  /// From here on another document is read.
  void beginDocument() {
    firstError = Optional.empty();
  }

  /// Why the document that is being read must be refused, if it must.
  Optional<Problem> firstError() {
    return firstError;
  }

  /// How many errors so far; compare before and after to know whether something is sound.
  int errors() {
    return errors;
  }

  List<Problem> problems() {
    return problems;
  }

  /// By line and column.
  List<Problem> inOrder() {
    return problems.stream().sorted(BY_PLACE).toList();
  }
}
