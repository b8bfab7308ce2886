package io.ironpost.response.policy;

/// What is done about alerts of some kind.
///
/// @param name as in the configuration: `[policies.<name>]`
/// @param mode already resolved: the policy's own, else that of `[response]`
/// @param aim whom it is done to
/// @param escalation for how long
/// @param extend whether an alert that grows moves the end of its action; otherwise the action ends
///   when it was to end, and an attack that goes on then is a new offence
/// @param maxPerMinute actions of this policy; more are held back
public record Policy(
    String name,
    Mode mode,
    When when,
    Aim aim,
    Escalation escalation,
    boolean extend,
    int maxPerMinute) {
  public Policy {
    if (name.isBlank() || maxPerMinute < 1) {
      throw new IllegalArgumentException("policy '%s', %d a minute".formatted(name, maxPerMinute));
    }
  }
}
