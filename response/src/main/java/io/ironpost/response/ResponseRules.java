package io.ironpost.response;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.policy.Policy;
import java.util.List;

/// What can be changed while it runs, as the configuration has it.
///
/// @param allow the networks of `response.allow`
public record ResponseRules(
    ResponseSettings settings, List<Policy> policies, List<IpPrefix> allow) {
  public ResponseRules {
    policies = List.copyOf(policies);
    allow = List.copyOf(allow);
  }
}
