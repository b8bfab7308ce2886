package io.ironpost.alerts.format;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Alerts to be written.
final class Samples {
  private static final String[] PIECES = {
    "a",
    "=",
    "|",
    "\\",
    "\"",
    "\n",
    "\r",
    "\t",
    "\u001b[2J",
    "\u0000",
    "\u007f",
    "\u202e",
    "\u2028",
    "\ufeff",
    "\ufffd",
    "\ud83d\ude00",
    "\ud800",
    "\udc00",
    "</script>",
    "%s",
    "é",
    "\u0085",
    "{}"
  };

  private Samples() {}

  /// A brute force as it looks, with an attacker who writes into the log.
  static AlertUpdate bruteForce() {
    Map<String, List<String>> entities = new LinkedHashMap<>();
    entities.put("src_ip", List.of("203.0.113.9"));
    entities.put("user", List.of("root", "ora|cle=\\x"));
    entities.put("hostname", List.of("web1"));
    AlertRule rule =
        new AlertRule(
            "8d3b5a0e-1111-4222-8333-444455556666",
            "ssh_brute_force",
            "SSH brute force",
            "Five failed passwords within a minute.",
            Severity.MEDIUM,
            Attack.ofTags(List.of("attack.credential-access", "attack.t1110.001", "attack.t1078")),
            List.of("attack.credential-access", "attack.t1110.001", "attack.t1078"),
            List.of("https://example.org/runbook?a=b|c"));
    Alert alert =
        new Alert(
            "3f1a7c52-9d1b-8e44-a0c3-5b7d9e1f2a3b",
            rule.id(),
            rule.name(),
            "SSH brute force",
            Severity.MEDIUM,
            rule.attack(),
            Optional.of(Instant.parse("2026-03-01T12:00:00.123456789Z")),
            Optional.of(Instant.parse("2026-03-01T12:00:42Z")),
            7,
            entities,
            List.of(
                new Evidence(
                    "/var/log/auth.log",
                    17,
                    1_800,
                    "sshd[1]: Failed password for root from 203.0.113.9"),
                new Evidence(
                    "/var/log/auth.log",
                    18,
                    1_900,
                    "sshd[1]: Invalid user \u001b[31mora|cle=\\x\u202e from 203.0.113.9")));
    return new AlertUpdate(
        alert,
        rule,
        UUID.fromString("0195527e-0000-7000-8000-000000000001"),
        2,
        Phase.UPDATED,
        Instant.parse("2026-03-01T12:00:43.5Z"),
        "web1",
        "src_ip=203.0.113.9",
        "",
        List.of(
            new EvidenceReference("/var/log/auth.log", 17, 1_800),
            new EvidenceReference("/var/log/auth.log", 18, 1_900)),
        5);
  }

  /// Any text anywhere, valid or not.
  static AlertUpdate random(Random random) {
    AlertRule rule =
        new AlertRule(
            "r" + text(random),
            text(random),
            text(random),
            text(random),
            Severity.values()[random.nextInt(5)],
            new Attack(texts(random), List.of()),
            texts(random),
            texts(random));
    Map<String, List<String>> entities = new LinkedHashMap<>();
    List<String> names =
        List.of("src_ip", "dst_ip", "dst_port", "user", "file", "\n\u202e\ud83d\ude00");
    names.forEach(name -> entities.put(name, texts(random)));
    List<Evidence> evidence = new ArrayList<>();
    texts(random)
        .forEach(
            t -> evidence.add(new Evidence(text(random), random.nextLong(), random.nextLong(), t)));
    Alert alert =
        new Alert(
            "i" + text(random),
            rule.id(),
            rule.name(),
            text(random),
            Severity.values()[random.nextInt(5)],
            rule.attack(),
            random.nextBoolean() ? Optional.empty() : Optional.of(time(random)),
            random.nextBoolean() ? Optional.empty() : Optional.of(time(random)),
            1 + random.nextLong(Long.MAX_VALUE - 1),
            entities,
            evidence);
    return new AlertUpdate(
        alert,
        rule,
        new UUID(random.nextLong(), random.nextLong()),
        1 + random.nextInt(1_000),
        Phase.values()[random.nextInt(3)],
        time(random),
        text(random),
        text(random),
        text(random),
        List.of(new EvidenceReference(text(random), random.nextLong(), random.nextLong())),
        random.nextLong(Long.MAX_VALUE));
  }

  private static Instant time(Random random) {
    return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
  }

  static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
      text.append(
          random.nextInt(4) == 0
              ? String.valueOf((char) random.nextInt(0x10000))
              : PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static List<String> texts(Random random) {
    List<String> texts = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      texts.add(text(random));
    }
    return texts;
  }

  /// With thousands of long lines: far above any limit.
  static AlertUpdate huge(String piece) {
    AlertUpdate small = bruteForce();
    String longText = piece.repeat(1_024);
    AlertRule rule = small.rule();
    Alert alert = small.alert();
    Map<String, List<String>> entities = new LinkedHashMap<>();
    for (int i = 0; i < 25; i++) {
      entities.put("field" + i, Collections.nCopies(10, longText));
    }
    AlertRule hugeRule =
        new AlertRule(
            rule.id(),
            longText,
            longText,
            longText,
            rule.severity(),
            rule.attack(),
            Collections.nCopies(20, longText),
            Collections.nCopies(20, longText));
    Alert hugeAlert =
        new Alert(
            alert.id(),
            rule.id(),
            longText,
            longText,
            alert.severity(),
            rule.attack(),
            alert.firstSeen(),
            alert.lastSeen(),
            alert.count(),
            entities,
            Collections.nCopies(13, new Evidence(longText, 1, 2, longText)));
    return new AlertUpdate(
        hugeAlert,
        hugeRule,
        small.traceId(),
        small.revision(),
        small.phase(),
        small.toldAt(),
        small.host(),
        longText,
        "",
        Collections.nCopies(1_000, new EvidenceReference("/var/log/auth.log", 1, 2)),
        1);
  }
}
