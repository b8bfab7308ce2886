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
  /// Whose senders are not known: of a datagram, and of the packets in which detectors find scans
  /// and floods, anybody can be the sender. Who answers those blocks whom an attacker names.
  static final List<String> FORGEABLE = List.of("syslog-udp*", "ebpf-network*");

  /// What takes a conversation, so that the address is known to be right: guessing and spraying
  /// (T1110), exploiting what is public (T1190), looking for holes and hidden files (T1595.002 and
  /// .003). Not scans of ports (T1046) and floods (T1498, T1499): firewalls log those too, and one
  /// forged packet a port makes one.
  private static final List<String> TAGS =
      List.of("attack.t1110*", "attack.t1190", "attack.t1595.002", "attack.t1595.003");

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
