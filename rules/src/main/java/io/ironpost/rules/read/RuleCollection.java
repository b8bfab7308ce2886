package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The rules of a set of files, ready to be compiled.
///
/// @param problems in the order of the files and of their lines
/// @param files how many files were read
/// @param documents how many rules, correlations and filters they hold, good or bad
/// @param refusals the bad ones
public record RuleCollection(
    List<EventRule> eventRules,
    List<CorrelationRule> correlationRules,
    List<Problem> problems,
    List<Refusal> refusals,
    int files,
    int documents) {
  public RuleCollection {
    eventRules = List.copyOf(eventRules);
    correlationRules = List.copyOf(correlationRules);
    problems = List.copyOf(problems);
    refusals = List.copyOf(refusals);
  }

  /// Whether every file could be read. One that could not is a matter of permission or of the
  /// moment: the next start may see more without any file having changed.
  public boolean isComplete() {
    return problems.stream().noneMatch(problem -> problem.code().equals(RuleLoader.UNREADABLE));
  }

  /// How many of the documents can be used.
  public int compiled() {
    return documents - refusals.size();
  }

  public int refused() {
    return refusals.size();
  }

  /// How often rules were refused, by the code of their first error.
  public Map<String, Integer> refusedByReason() {
    Map<String, Integer> counts = new TreeMap<>();
    refusals.forEach(refusal -> counts.merge(refusal.reason().code(), 1, Integer::sum));
    return counts;
  }
}
