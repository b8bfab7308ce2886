package io.ironpost.rules.lint;

import io.ironpost.rules.model.Rule;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.read.Problem;
import io.ironpost.rules.read.Problem.Severity;
import io.ironpost.rules.read.ReadOptions;
import io.ironpost.rules.read.RuleCollection;
import io.ironpost.rules.read.RuleLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Checks rule files: one run says everything about all of them.
public final class RuleLinter {
  private static final Pattern TECHNIQUE = Pattern.compile("attack\\.t[0-9]{4}(\\.[0-9]{3})?");
  private static final Comparator<Problem> BY_PLACE =
      Comparator.<Problem, String>comparing(problem -> problem.location().file())
          .thenComparingInt(problem -> problem.location().line())
          .thenComparingInt(problem -> problem.location().column());

  private final LintOptions options;

  public RuleLinter(LintOptions options) {
    this.options = options;
  }

  /// Files, and folders with all rule files below them.
  public LintReport lint(List<Path> roots) {
    ReadOptions reading = new ReadOptions(options.placeholders(), KnownFields.all());
    RuleCollection rules = new RuleLoader(reading).load(roots);
    List<Problem> problems = new ArrayList<>(rules.problems());
    if (options.attackTags()) {
      Stream.concat(
              rules.eventRules().stream().filter(rule -> rule.alerts()),
              rules.correlationRules().stream().filter(rule -> rule.alerts()))
          .flatMap(rule -> missingTechnique(rule).stream())
          .forEach(problems::add);
    }
    problems.sort(BY_PLACE);
    return new LintReport(rules, problems);
  }

  private static Optional<Problem> missingTechnique(Rule rule) {
    RuleHeader header = rule.header();
    if (header.tags().stream().anyMatch(tag -> TECHNIQUE.matcher(tag).matches())) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            Severity.ERROR,
            "missing-attack-tag",
            header.location(),
            0,
            "the rule names no ATT&CK technique",
            "add a tag like attack.t1110.001",
            Optional.empty()));
  }
}
