package io.ironpost.store.history;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An alert to store; each `with` is one that differs in one thing.
record Samples(
    String id,
    int revision,
    Phase phase,
    String rule,
    Severity severity,
    Optional<Instant> seen,
    Instant toldAt,
    String silencedBy,
    Map<String, List<String>> entities,
    List<String> lines,
    String document) {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /// Alert number `n`, told and seen `n` seconds after noon.
  static Samples alert(int n) {
    Instant time = NOON.plusSeconds(n);
    return new Samples(
        "alert-" + n,
        1,
        Phase.OPENED,
        "ssh_brute_force",
        Severity.MEDIUM,
        Optional.of(time),
        time,
        "",
        Map.of("src_ip", List.of("203.0.113." + n % 250), "user", List.of("root")),
        List.of("Failed password for root from 203.0.113." + n % 250),
        "{\"n\":" + n + "}");
  }

  Samples revision(int to) {
    return new Samples(
        id, to, phase, rule, severity, seen, toldAt, silencedBy, entities, lines, document);
  }

  Samples phase(Phase to) {
    return new Samples(
        id, revision, to, rule, severity, seen, toldAt, silencedBy, entities, lines, document);
  }

  Samples rule(String to) {
    return new Samples(
        id, revision, phase, to, severity, seen, toldAt, silencedBy, entities, lines, document);
  }

  Samples severity(Severity to) {
    return new Samples(
        id, revision, phase, rule, to, seen, toldAt, silencedBy, entities, lines, document);
  }

  Samples seen(Optional<Instant> to) {
    return new Samples(
        id, revision, phase, rule, severity, to, toldAt, silencedBy, entities, lines, document);
  }

  Samples toldAt(Instant to) {
    return new Samples(
        id, revision, phase, rule, severity, seen, to, silencedBy, entities, lines, document);
  }

  Samples silencedBy(String to) {
    return new Samples(
        id, revision, phase, rule, severity, seen, toldAt, to, entities, lines, document);
  }

  Samples entities(Map<String, List<String>> to) {
    return new Samples(
        id, revision, phase, rule, severity, seen, toldAt, silencedBy, to, lines, document);
  }

  Samples lines(String... to) {
    return new Samples(
        id,
        revision,
        phase,
        rule,
        severity,
        seen,
        toldAt,
        silencedBy,
        entities,
        List.of(to),
        document);
  }

  Samples document(String to) {
    return new Samples(
        id, revision, phase, rule, severity, seen, toldAt, silencedBy, entities, lines, to);
  }

  AlertUpdate update() {
    Attack attack = Attack.ofTags(List.of("attack.t1110.001", "attack.credential-access"));
    List<Evidence> evidence =
        lines.stream().map(line -> new Evidence("/var/log/auth.log", 7, 700, line)).toList();
    Alert alert =
        new Alert(
            id,
            "id-of-" + rule,
            rule,
            "Title of " + rule,
            severity,
            attack,
            seen.map(time -> time.minusSeconds(10)),
            seen,
            revision,
            entities,
            evidence);
    AlertRule by =
        new AlertRule(
            "id-of-" + rule, rule, alert.title(), "", severity, attack, List.of(), List.of());
    return new AlertUpdate(
        alert,
        by,
        new UUID(1, 2),
        revision,
        phase,
        toldAt,
        "host.example",
        "src_ip=" + entities.getOrDefault("src_ip", List.of("")).getFirst(),
        silencedBy,
        List.of(),
        0);
  }

  SpooledAlert spooled() {
    return new SpooledAlert(update(), document.getBytes(StandardCharsets.UTF_8));
  }
}
