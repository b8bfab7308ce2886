package io.ironpost.response.journal;

import io.ironpost.core.alert.Severity;

/// Why something was done.
public sealed interface Cause {
  /// A policy answered an alert.
  ///
  /// @param traceId goes from the first line to this action
  /// @param rule as users call it
  record Alerted(
      String policy, String alertId, String traceId, String ruleId, String rule, Severity severity)
      implements Cause {
    public Alerted {
      rule = ActionRecord.cut(rule);
      ruleId = ActionRecord.cut(ruleId);
    }
  }

  /// A person said so.
  ///
  /// @param reason their words; empty when they gave none
  record Ordered(Person by, String reason) implements Cause {
    public Ordered {
      reason = ActionRecord.cut(reason);
    }
  }

  /// It was found in force and nobody knows who ordered it: the journal was lost.
  record Found() implements Cause {}
}
