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
  private final LoadedRules rules;
  private Hits hits;

  RuleInspector(EventMatcher matcher, LoadedRules rules) {
    this.matcher = matcher;
    this.rules = rules;
    this.hits = rules.pool().take();
  }

  @Override
  public void inspect(EventRecord record) {
    hits.nextRecord();
    matcher.match(record, this);
  }

  @Override
  public void matched(CompiledRule rule, EventRecord record) {
    Interest interest = rules.interest(rule.index());
    if (interest.isAny()) {
      hits.add(rule.index(), record, interest.fieldIds());
    }
  }

  @Override
  public Verdicts take() {
    Verdicts found = new FoundHits(rules, hits);
    hits = rules.pool().take();
    return found;
  }
}
