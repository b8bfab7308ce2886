package io.ironpost.bench;

import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.alert.Sighting;
import java.util.List;
import java.util.Map;

/// A failed password of one address, with its line made when asked for, as the judge does.
record SampleSighting(String group, long number) implements Sighting {
  private static final AlertRule RULE =
      new AlertRule(
          "8d3b5a0e-1111-4222-8333-444455556666",
          "ssh_failed_password",
          "SSH password refused",
          "Somebody tried a password that was wrong.",
          Severity.LOW,
          Attack.ofTags(List.of("attack.credential-access", "attack.t1110.001")),
          List.of("attack.credential-access", "attack.t1110.001"),
          List.of());

  private static final String SOURCE = "/var/log/auth.log";
  private static final long START_NANOS = 1_700_000_000_000_000_000L;
  private static final int LINE_BYTES = 110;

  @Override
  public AlertRule rule() {
    return RULE;
  }

  @Override
  public long count() {
    return 1;
  }

  @Override
  public long firstNanos() {
    return START_NANOS + number;
  }

  @Override
  public long lastNanos() {
    return START_NANOS + number;
  }

  @Override
  public List<EvidenceReference> references() {
    return List.of(new EvidenceReference(SOURCE, number, number * LINE_BYTES));
  }

  @Override
  public List<Evidence> evidence() {
    String text =
        "Mar  1 12:00:00 web1 sshd[%d]: Failed password for root from %s port 4242 ssh2"
            .formatted(number, group);
    return List.of(new Evidence(SOURCE, number, number * LINE_BYTES, text));
  }

  @Override
  public Map<String, List<String>> entities() {
    return Map.of("src_ip", List.of(group), "user", List.of("root"));
  }
}
