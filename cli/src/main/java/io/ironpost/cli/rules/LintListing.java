package io.ironpost.cli.rules;

import io.ironpost.cli.output.Column;
import io.ironpost.cli.output.Listing;
import io.ironpost.rules.lint.LintReport;
import io.ironpost.rules.read.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Problems of rules as rows.
final class LintListing {
  private LintListing() {}

  static Listing<Problem> of(LintReport report) {
    return new Listing<>(
        "problems",
        List.of(
            Column.dataOnly("severity", LintListing::severity),
            Column.dataOnly("code", Problem::code),
            Column.dataOnly("file", problem -> problem.location().file()),
            Column.dataOnly("line", problem -> problem.location().line()),
            Column.dataOnly("column", problem -> problem.location().column()),
            Column.dataOnly("length", Problem::length),
            Column.dataOnly("message", Problem::message),
            Column.dataOnly("hint", Problem::hint),
            Column.dataOnly("fixable", problem -> problem.fix().isPresent())),
        report.problems(),
        summary(report));
  }

  static String severity(Problem problem) {
    return problem.severity().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> summary(LintReport report) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("files", report.rules().files());
    summary.put("rules", report.rules().documents());
    summary.put("compiled", report.rules().compiled());
    summary.put("refused", report.rules().refused());
    summary.put("refused_by_reason", report.rules().refusedByReason());
    summary.put("errors", report.count(Problem.Severity.ERROR));
    summary.put("warnings", report.count(Problem.Severity.WARNING));
    summary.put("infos", report.count(Problem.Severity.INFO));
    return summary;
  }
}
