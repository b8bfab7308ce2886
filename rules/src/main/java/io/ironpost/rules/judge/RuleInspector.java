package io.ironpost.rules.judge;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Verdicts;
import io.ironpost.rules.match.CompiledRule;
import io.ironpost.rules.match.EventMatcher;
import io.ironpost.rules.match.MatchSink;

/// One thread's matcher, which keeps its matches until the batch is settled.
final class RuleInspector implements Inspector, MatchSink {
  private final EventMatcher matcher;
  private final Interest[] interests;
  private final HitsPool pool;
  private Hits hits;

  RuleInspector(EventMatcher matcher, Interest[] interests, HitsPool pool) {
    this.matcher = matcher;
    this.interests = interests;
    this.pool = pool;
    this.hits = pool.take();
  }

  @Override
  public void inspect(EventRecord record) {
    hits.nextRecord();
    matcher.match(record, this);
  }

  @Override
  public void matched(CompiledRule rule, EventRecord record) {
    Interest interest = interests[rule.index()];
    if (interest.isAny()) {
      hits.add(rule.index(), record, interest.fieldIds());
    }
  }

  @Override
  public Verdicts take() {
    Hits found = hits;
    hits = pool.take();
    return found;
  }
}
