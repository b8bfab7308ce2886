package io.ironpost.daemon.engine;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.rules.correlate.CorrelationLimits;
import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.judge.RuleJudge;
import io.ironpost.rules.match.EngineLimits;
import io.ironpost.rules.match.RuleEngine;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/// One set of rules, ready to judge what parsers read.
public final class Assembly {
  private final Parsers parsers;
  private final RuleJudge judge;

  public Assembly(
      List<EventRule> rules,
      List<CorrelationRule> correlations,
      Parsers parsers,
      InstantSource clock) {
    this.parsers = parsers;
    RuleEngine engine =
        new RuleEngine(rules, parsers.names(), EngineLimits.defaults(), System::nanoTime);
    Correlator correlator = new Correlator(correlations, CorrelationLimits.defaults());
    this.judge = new RuleJudge(engine, correlator, parsers.names(), clock.millis() * 1_000_000L);
  }

  public RuleJudge judge() {
    return judge;
  }

  /// Judges a few lines on this thread, as the pipeline does with many.
  ///
  /// @param source what the lines are said to come from
  public void judge(String source, String text) {
    LogParser parser = parsers.auto(source);
    EventRecord record = parsers.record();
    record.origin(source, 0);
    Inspector inspector = judge.inspector();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long number = 1;
    for (int start = 0; start < bytes.length; number++) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      record.begin(bytes, start, end, number);
      if (end > start && parser.parse(record) instanceof Outcome.Parsed) {
        inspector.inspect(record);
      }
      start = end + 1;
    }
    while (parser.flush(record) instanceof Outcome.Parsed) {
      inspector.inspect(record);
    }
    judge.settle(inspector.take());
  }
}
