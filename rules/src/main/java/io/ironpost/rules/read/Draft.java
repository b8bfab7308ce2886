package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Rule;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.model.RuleLogsource;
import java.util.List;

/// A document that was read by itself; what it says of other documents is still by name.
sealed interface Draft {
  /// The header of the rule that the document is about.
  RuleHeader header();

  /// Where it was read, for what is still to be said about it.
  ProblemLog problems();

  /// A rule over events, or several with the correlation that binds them (a threshold, an old
  /// aggregation): complete in itself.
  ///
  /// @param rules the one that bears the document's id is the last
  record Complete(RuleHeader header, List<Rule> rules, ProblemLog problems) implements Draft {}

  /// A correlation; `rule.rules()` and all else in it that means rules are references as written.
  ///
  /// @param generate whether the rules it refers to go on alerting by themselves
  record Correlating(
      CorrelationRule rule, List<Reference> references, boolean generate, ProblemLog problems)
      implements Draft {
    @Override
    public RuleHeader header() {
      return rule.header();
    }
  }

  /// A filter.
  ///
  /// @param targets the rules it is for; empty for any of its logsource
  /// @param keep what an event must fulfil for a filtered rule still to match
  record Filtering(
      RuleHeader header,
      RuleLogsource logsource,
      List<Reference> targets,
      Expr keep,
      ProblemLog problems)
      implements Draft {}

  /// Another rule by id or name, as written.
  record Reference(String text, Span span) {}
}
