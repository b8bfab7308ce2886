package io.ironpost.rules.judge;

import io.ironpost.core.event.FieldNames;
import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.match.RuleEngine;

/// One set of rules, ready to judge: what matches, what correlates, and what is wanted of each
/// match.
public final class LoadedRules {
  public LoadedRules(RuleEngine engine, Correlator correlator, FieldNames names) {}
}
