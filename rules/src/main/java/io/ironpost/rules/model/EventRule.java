package io.ironpost.rules.model;

/// A rule that looks at one event.
///
/// @param logsource the kind of log that the rule is about
/// @param condition the whole detection, with every selection, modifier and `1 of x*` written out
/// @param alerts false when the rule only feeds correlations (a correlation without `generate`)
public record EventRule(RuleHeader header, RuleLogsource logsource, Expr condition, boolean alerts)
    implements Rule {}
