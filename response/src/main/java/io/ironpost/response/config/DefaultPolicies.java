package io.ironpost.response.config;

import io.ironpost.core.alert.Severity;
import io.ironpost.response.policy.Aim;
import io.ironpost.response.policy.Escalation;
import io.ironpost.response.policy.Mode;
import io.ironpost.response.policy.Policy;
import io.ironpost.response.policy.When;
import java.time.Duration;
import java.util.List;

/// What is done where nobody configured a policy.
final class DefaultPolicies {
  /// Of a datagram the sender is not known, so its lines are no ground for a block.
  static final List<String> FORGEABLE = List.of("syslog-udp*");

  /// What one address does to this host and blocking it ends: guessing and spraying (T1110),
  /// exploiting what is public (T1190), scanning (T1046, T1595), flooding (T1498, T1499).
  private static final List<String> TAGS =
      List.of(
          "attack.t1110*",
          "attack.t1190",
          "attack.t1046",
          "attack.t1595*",
          "attack.t1498*",
          "attack.t1499*");

  private static final int MAX_PER_MINUTE = 60;

  private DefaultPolicies() {}

  static List<Policy> all(Mode mode) {
    When when =
        new When(
            Severity.MEDIUM,
            List.of(),
            List.of(),
            PolicyFamily.globs(TAGS),
            List.of(),
            List.of(),
            PolicyFamily.globs(FORGEABLE));
    return List.of(
        new Policy(
            "attackers",
            mode,
            when,
            new Aim("src_ip", false, 32, 64),
            new Escalation(
                List.of(
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    Duration.ofDays(1),
                    Duration.ofDays(7)),
                Duration.ofDays(30)),
            false,
            MAX_PER_MINUTE));
  }
}
