package io.ironpost.rules.read;

import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.model.RuleLogsource;

/// The rule over single events inside a rule that counts them. It has the id of the whole with
/// `.event` behind it, no name (the name means the whole), and never alerts by itself.
final class Desugared {
  private static final String SUFFIX = ".event";

  private Desugared() {}

  static EventRule events(RuleHeader whole, RuleLogsource logsource, Expr condition) {
    return events(whole, whole.id() + SUFFIX, logsource, condition);
  }

  static EventRule events(RuleHeader whole, String id, RuleLogsource logsource, Expr condition) {
    RuleHeader header =
        new RuleHeader(
            id,
            "",
            whole.title(),
            whole.description(),
            whole.level(),
            whole.status(),
            whole.enabled(),
            whole.author(),
            whole.tags(),
            whole.references(),
            whole.falsePositives(),
            whole.fields(),
            whole.location());
    return new EventRule(header, logsource, condition, false);
  }
}
