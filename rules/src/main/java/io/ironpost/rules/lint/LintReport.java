package io.ironpost.rules.lint;

import io.ironpost.rules.read.Problem;
import io.ironpost.rules.read.Problem.Severity;
import io.ironpost.rules.read.RuleCollection;
import java.util.List;

/// The result of one run.
///
/// @param rules what was read
/// @param problems all there is to say, by file, line and column
public record LintReport(RuleCollection rules, List<Problem> problems) {
  public LintReport {
    problems = List.copyOf(problems);
  }

  public long count(Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).count();
  }

  public boolean hasErrors() {
    return count(Severity.ERROR) > 0;
  }
}
