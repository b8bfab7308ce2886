package io.ironpost.response.config;

import io.ironpost.core.config.Config;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.ResponseRules;
import io.ironpost.response.policy.Mode;
import io.ironpost.response.policy.Policy;
import java.util.List;
import java.util.Optional;

/// A checked configuration as [ResponseRules].
public final class ResponseConfig {
  private ResponseConfig() {}

  public static ResponseRules rules(Config config) {
    Mode general = Mode.of(config.get(ResponseKeys.MODE)).orElse(Mode.OBSERVE);
    List<Policy> policies =
        config.members(PolicyFamily.POLICIES).stream()
            .map(member -> PolicyFamily.policy(member, general))
            .toList();
    return new ResponseRules(
        ResponseKeys.settings(config),
        policies.isEmpty() ? DefaultPolicies.all(general) : policies,
        config.get(ResponseKeys.ALLOW).stream()
            .map(IpPrefix::of)
            .flatMap(Optional::stream)
            .toList());
  }
}
