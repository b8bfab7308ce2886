package io.ironpost.cli.rules;

import io.ironpost.rules.lint.LintReport;
import io.ironpost.rules.read.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Problems of rules as SARIF 2.1.0 (OASIS), which code hosts show beside the line.
final class Sarif {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private Sarif() {}

  static Map<String, Object> of(LintReport report) {
    List<Problem> problems = report.problems();
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "ironpost rules lint");
    driver.put(
        "rules",
        problems.stream()
            .map(Problem::code)
            .distinct()
            .sorted()
            .map(c -> Map.of("id", c))
            .toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("columnKind", "unicodeCodePoints");
    run.put("results", problems.stream().map(Sarif::result).toList());
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return log;
  }

  private static Map<String, Object> result(Problem problem) {
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("startLine", problem.location().line());
    region.put("startColumn", problem.location().column());
    if (problem.length() > 0) {
      region.put("endColumn", problem.location().column() + problem.length());
    }
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("artifactLocation", Map.of("uri", uri(problem.location().file())));
    place.put("region", region);
    String hint = problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")";
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", problem.code());
    result.put("level", level(problem));
    result.put("message", Map.of("text", problem.message() + hint));
    result.put("locations", List.of(Map.of("physicalLocation", place)));
    return result;
  }

  private static String level(Problem problem) {
    return switch (problem.severity()) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  /// A relative reference (RFC 3986), as SARIF wants it for files of a checkout.
  private static String uri(String file) {
    return file.replace("%", "%25").replace(" ", "%20").replace('\\', '/');
  }
}
