package io.ironpost.rules.model;

/// Sigma's `logsource`, lower case, empty where not said.
public record RuleLogsource(String product, String category, String service) {}
