package io.ironpost.rules.read;

import io.ironpost.rules.model.RuleLogsource;
import io.ironpost.rules.read.Problem.Severity;
import io.ironpost.rules.read.Yaml.Mapping;
import java.util.Locale;
import java.util.Optional;

/// Reads `logsource`.
final class LogsourceReader {
  private static final RuleLogsource ANY = new RuleLogsource("", "", "");

  private final ProblemLog problems;
  private final RuleKeys keys;

  LogsourceReader(ProblemLog problems) {
    this.problems = problems;
    this.keys = new RuleKeys(problems);
  }

  /// Sigma demands a logsource; the short form has none, so its absence is worth no word there.
  RuleLogsource read(Mapping rule, RuleForm form) {
    Optional<Mapping> logsource = keys.map(rule, "logsource");
    if (logsource.isEmpty()) {
      if (form == RuleForm.SIGMA && !rule.has("logsource")) {
        warn(rule.span(), "the rule has no logsource, so it looks at every record");
      }
      return ANY;
    }
    keys.checkSpelling(logsource.get(), RuleKeys.LOGSOURCE, Severity.WARNING);
    RuleLogsource read =
        new RuleLogsource(
            word(logsource.get(), "product"),
            word(logsource.get(), "category"),
            word(logsource.get(), "service"));
    if (read.equals(ANY)) {
      warn(logsource.get().span(), "the logsource says nothing, so the rule looks at every record");
    }
    return read;
  }

  private void warn(Span span, String message) {
    String hint = "name a product, category or service";
    problems.warning("missing-logsource", span, message, hint);
  }

  private String word(Mapping logsource, String key) {
    return keys.textOr(logsource, key, "").strip().toLowerCase(Locale.ROOT);
  }
}
