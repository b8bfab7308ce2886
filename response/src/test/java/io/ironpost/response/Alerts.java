package io.ironpost.response;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Alerts as tests need them: SSH brute force from one address, and what differs from that.
public record Alerts(
    String id,
    int revision,
    Phase phase,
    Severity severity,
    List<String> tags,
    List<String> addresses,
    String group,
    String source,
    String silencedBy,
    Instant toldAt) {

  public static Alerts from(String address, Instant toldAt) {
    return new Alerts(
        "alert-of-" + address,
        1,
        Phase.OPENED,
        Severity.MEDIUM,
        List.of("attack.t1110.001", "attack.credential-access"),
        List.of(address),
        "src_ip=" + address,
        "/var/log/auth.log",
        "",
        toldAt);
  }

  public Alerts id(String other) {
    return new Alerts(
        other, revision, phase, severity, tags, addresses, group, source, silencedBy, toldAt);
  }

  public Alerts grown(int to, Instant at) {
    return new Alerts(
        id, to, Phase.UPDATED, severity, tags, addresses, group, source, silencedBy, at);
  }

  public Alerts phase(Phase other) {
    return new Alerts(
        id, revision, other, severity, tags, addresses, group, source, silencedBy, toldAt);
  }

  public Alerts severity(Severity other) {
    return new Alerts(
        id, revision, phase, other, tags, addresses, group, source, silencedBy, toldAt);
  }

  public Alerts tags(String... other) {
    return new Alerts(
        id,
        revision,
        phase,
        severity,
        List.of(other),
        addresses,
        group,
        source,
        silencedBy,
        toldAt);
  }

  public Alerts addresses(List<String> other, String otherGroup) {
    return new Alerts(
        id, revision, phase, severity, tags, other, otherGroup, source, silencedBy, toldAt);
  }

  public Alerts source(String other) {
    return new Alerts(
        id, revision, phase, severity, tags, addresses, group, other, silencedBy, toldAt);
  }

  public Alerts silencedBy(String other) {
    return new Alerts(id, revision, phase, severity, tags, addresses, group, source, other, toldAt);
  }

  public AlertUpdate update() {
    AlertRule rule =
        new AlertRule(
            "b0169629",
            "ssh_brute_force",
            "SSH brute force",
            "",
            severity,
            Attack.ofTags(tags),
            tags,
            List.of());
    Alert alert =
        new Alert(
            id,
            rule.id(),
            rule.name(),
            rule.title(),
            severity,
            rule.attack(),
            Optional.of(toldAt),
            Optional.of(toldAt),
            5L * revision,
            Map.of("src_ip", addresses),
            List.of(new Evidence(source, 1, 0, "Failed password for root")));
    return new AlertUpdate(
        alert,
        rule,
        new UUID(0x7000, revision),
        revision,
        phase,
        toldAt,
        "web1",
        group,
        silencedBy,
        List.of(),
        0);
  }
}
