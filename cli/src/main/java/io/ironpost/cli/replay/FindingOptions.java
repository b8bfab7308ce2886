package io.ironpost.cli.replay;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.Severity;
import java.util.List;
import picocli.CommandLine.Option;

/// Which findings are shown, how much of them, and which make the command fail.
final class FindingOptions {
  @Option(
      names = "--evidence",
      description = "Show the lines that prove each finding (JSON and NDJSON always have them).")
  private boolean evidence;

  @Option(
      names = "--min-severity",
      paramLabel = "LEVEL",
      description =
          "Leave out findings below: informational, low, medium, high, critical. Default: low.")
  private String minSeverity = "low";

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description =
          "End with 1 when there is a finding of this level or worse. Default: end with 0.")
  private String failOn = "";

  boolean evidence() {
    return evidence;
  }

  /// Those at or over `--min-severity`.
  List<Alert> shown(List<Alert> alerts) {
    Severity least = level("--min-severity", minSeverity);
    return alerts.stream().filter(alert -> alert.severity().isAtLeast(least)).toList();
  }

  /// Checked before the work, not after it.
  void check() {
    level("--min-severity", minSeverity);
    if (!failOn.isEmpty()) {
      level("--fail-on", failOn);
    }
  }

  /// How a run with these findings ends.
  Exit exit(List<Alert> alerts) {
    if (failOn.isEmpty()) {
      return Exit.CLEAN;
    }
    Severity threshold = level("--fail-on", failOn);
    return alerts.stream().anyMatch(alert -> alert.severity().isAtLeast(threshold))
        ? Exit.FINDINGS
        : Exit.CLEAN;
  }

  private static Severity level(String option, String word) {
    return Severity.of(word)
        .orElseThrow(() ->
            new Refusal(
                Exit.PROBLEM,
                option
                    + " takes informational, low, medium, high or critical, not "
                    + SafeText.of(word)
                    + "."));
  }
}
