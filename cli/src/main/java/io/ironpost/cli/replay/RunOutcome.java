package io.ironpost.cli.replay;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.ledger.Balance;
import io.ironpost.logs.collect.CollectProblem;
import io.ironpost.logs.collect.Collected;
import io.ironpost.logs.pipeline.Tally;
import io.ironpost.rules.read.RuleCollection;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What came of running logs through rules.
///
/// @param captures among what was collected
/// @param books of the lines that were collected: a line that was cut short is in them
/// @param contentProblems what was wrong in the tables by which lines are taken apart
/// @param unjudged what the rules could not judge in full, and how often
record RunOutcome(
    RuleCollection rules,
    List<Alert> alerts,
    Tally tally,
    List<Collected> collected,
    List<CaptureSeen> captures,
    Balance books,
    List<String> contentProblems,
    Map<String, Long> unjudged,
    Duration elapsed) {
  List<CollectProblem> problems() {
    return collected.stream().flatMap(one -> one.problems().stream()).toList();
  }

  List<CollectProblem> skipped() {
    return collected.stream().flatMap(one -> one.skipped().stream()).toList();
  }
}
