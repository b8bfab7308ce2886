package io.ironpost.cli.rules;

import io.ironpost.core.alert.Alert;
import io.ironpost.daemon.engine.Assembly;
import io.ironpost.daemon.engine.Parsers;
import io.ironpost.daemon.engine.SourceTimes;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Rule;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs test files: the lines of each case through the parsers and the rules of the file beside it,
/// as in production.
///
/// The clock stands still at the end of 2026 in UTC, so that timestamps without a year or a zone
/// mean the same wherever and whenever a test is run.
final class TestRun {
  private static final Instant NOW = Instant.parse("2026-12-31T23:59:59Z");

  static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private final Parsers parsers = parsers();
  private final RuleSearch rules;

  TestRun(RuleSearch rules) {
    this.rules = rules;
  }

  /// Parsers for which it is always [#NOW].
  static Parsers parsers() {
    return new Parsers(new SourceTimes(ZoneOffset.UTC, NOW, CLOCK));
  }

  /// Runs the cases of one file.
  ///
  /// @param own the rules of the file that the tests are for
  List<TestResult> run(TestFile file, List<Rule> own) {
    List<TestResult> results = new ArrayList<>();
    for (String problem : file.problems()) {
      results.add(new TestResult(file.name(), "the file itself", problem, 0));
    }
    if (own.isEmpty()) {
      results.add(
          new TestResult(file.name(), "the file itself", "there is no usable rule beside it", 0));
      return results;
    }
    for (TestFile.Case one : file.cases()) {
      long started = System.nanoTime();
      String failure = failure(one, own);
      long millis = (System.nanoTime() - started) / 1_000_000;
      results.add(new TestResult(file.name(), one.name(), failure, millis));
    }
    if (file.problems().isEmpty()) {
      addOneSided(file, results);
    }
    return results;
  }

  /// A rule is tested when something matches and something does not: each alone is passed by a rule
  /// that matches everything, or nothing.
  private static void addOneSided(TestFile file, List<TestResult> results) {
    boolean matching = file.cases().stream().anyMatch(one -> one.matches() > 0);
    boolean quiet = file.cases().stream().anyMatch(one -> one.matches() == 0);
    if (!matching || !quiet) {
      String missing = matching ? "no case with matches: 0" : "no case that matches";
      results.add(new TestResult(file.name(), "both sides", missing, 0));
    }
  }

  private String failure(TestFile.Case one, List<Rule> own) {
    List<Rule> meant =
        own.stream()
            .filter(r -> one.rule().isEmpty() || RuleSearch.isCalled(r.header(), one.rule()))
            .toList();
    if (meant.isEmpty()) {
      return "the file has no rule " + one.rule();
    }
    List<Alert> alerts = findings(one, meant);
    if (alerts.size() != one.matches()) {
      return "expected %d finding(s), got %d%s"
          .formatted(one.matches(), alerts.size(), alerts.isEmpty() ? "" : ": " + brief(alerts));
    }
    return missingEntity(one, alerts);
  }

  private List<Alert> findings(TestFile.Case one, List<Rule> meant) {
    Set<Rule> closure = rules.closure(meant);
    List<EventRule> events = new ArrayList<>();
    List<CorrelationRule> correlations = new ArrayList<>();
    for (Rule rule : closure) {
      switch (rule) {
        case EventRule event -> events.add(event);
        case CorrelationRule correlation -> correlations.add(correlation);
      }
    }
    Assembly assembly = new Assembly(events, correlations, parsers, CLOCK);
    assembly.judge(one.source(), one.log());
    List<String> ids = meant.stream().map(rule -> rule.header().id()).toList();
    return assembly.judge().alerts().stream().filter(a -> ids.contains(a.ruleId())).toList();
  }

  private static String brief(List<Alert> alerts) {
    return String.join(
        "; ", alerts.stream().limit(3).map(a -> a.title() + " " + a.entities()).toList());
  }

  private static String missingEntity(TestFile.Case one, List<Alert> alerts) {
    for (Map.Entry<String, List<String>> wanted : one.entities().entrySet()) {
      for (String value : wanted.getValue()) {
        if (alerts.stream().noneMatch(a -> a.entity(wanted.getKey()).contains(value))) {
          return "no finding has %s=%s; there is %s"
              .formatted(
                  wanted.getKey(),
                  value,
                  alerts.stream().map(a -> a.entity(wanted.getKey())).distinct().toList());
        }
      }
    }
    return "";
  }
}
