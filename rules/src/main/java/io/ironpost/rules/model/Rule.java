package io.ironpost.rules.model;

/// A rule of either kind.
public sealed interface Rule permits EventRule, CorrelationRule {
  RuleHeader header();
}
