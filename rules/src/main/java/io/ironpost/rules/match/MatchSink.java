package io.ironpost.rules.match;

import io.ironpost.core.event.EventRecord;

/// Told of every rule that a record matched.
@FunctionalInterface
public interface MatchSink {
  /// The record is only valid during the call.
  void matched(CompiledRule rule, EventRecord record);
}
