package io.ironpost.rules.correlate;

import io.ironpost.rules.model.CorrelationRule;
import java.util.Map;
import java.util.function.Supplier;

/// A correlation that came true: the start of an episode.
///
/// @param id of the episode, made from the rule, the group and the time, so a replay gives the same
/// @param group the group-by names and values, in the rule's order; empty when it has none
/// @param firstNanos time of the oldest event in the window, to the microsecond (timespans over
///   half an hour: to the millisecond)
/// @param lastNanos time of the event at the window's end
/// @param count how many events are in the window
/// @param value what the condition was compared with: events, distinct values, sum, average,
///   percentile, or rules seen
/// @param evidence references to the window's events, the first and last of them when there are
///   many
public record CorrelationMatch(
    long id,
    CorrelationRule rule,
    Map<String, String> group,
    long firstNanos,
    long lastNanos,
    long count,
    double value,
    long[] evidence) {

  /// What a further event of the same episode changes.
  ///
  /// @param id of the episode, as in the [CorrelationMatch] that began it
  /// @param timeNanos of the event
  /// @param count events of the episode so far, exact however long it goes on
  /// @param value what the condition is compared with now
  /// @param evidence reference to the event
  /// @param group as in the match; made of bytes each time it is asked for, during the call only
  public record Extension(
      long id,
      CorrelationRule rule,
      long timeNanos,
      long count,
      double value,
      long evidence,
      Supplier<Map<String, String>> group) {}
}
