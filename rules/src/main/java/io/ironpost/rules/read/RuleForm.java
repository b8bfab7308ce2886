package io.ironpost.rules.read;

/// In which of the two ways a rule is written.
enum RuleForm {
  SIGMA,
  /// The first Ironpost's list of conditions.
  SHORT
}
