package io.ironpost.alerts.sink;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// Alerts for the tests of sinks, harmless and hostile, and messages of every format.
public final class SampleAlerts {
  public static final Instant TOLD = Instant.parse("2026-03-01T10:00:05Z");
  static final String ID = "7b6cbd05-6a1f-8c54-9a3c-00000000000";

  /// What an attacker writes into a user name when he knows where alerts go.
  public static final String HOSTILE =
      "x\r\nBcc: evil@example.org\r\n\r\n<14>1 forged | @everyone @here <!channel> <@U123> "
          + "```` ``` **bold** [link](https://evil.example) <https://evil.example|click> "
          + "\u202eback\u0000 \ud800 \" \\ ] = {{title}}";

  private SampleAlerts() {}

  public static AlertUpdate opened(int n) {
    return update(n, 1, AlertUpdate.Phase.OPENED, "root", "Failed password for root");
  }

  public static AlertUpdate hostile() {
    return update(9, 1, AlertUpdate.Phase.OPENED, HOSTILE, "sshd: " + HOSTILE);
  }

  public static AlertUpdate update(
      int n, int revision, AlertUpdate.Phase phase, String user, String line) {
    Map<String, List<String>> entities = new LinkedHashMap<>();
    entities.put("src_ip", List.of("203.0.113.9"));
    entities.put("user", List.of(user, "b", "c", "d", "e"));
    AlertRule rule =
        new AlertRule(
            "5d8fd484-61ab-4d25-a0e1-000000000001",
            "ssh_brute_force",
            "SSH brute force",
            "Many failed logins from one address.",
            Severity.HIGH,
            Attack.ofTags(List.of("attack.credential-access", "attack.t1110.001")),
            List.of("attack.credential-access", "attack.t1110.001"),
            List.of("https://example.org/runbook"));
    Alert alert =
        new Alert(
            ID + n,
            rule.id(),
            rule.name(),
            rule.title(),
            Severity.HIGH,
            rule.attack(),
            Optional.of(Instant.parse("2026-03-01T09:59:00Z")),
            Optional.of(Instant.parse("2026-03-01T10:00:00Z")),
            6,
            entities,
            List.of(
                new Evidence("/var/log/auth.log", 1, 0, "first line"),
                new Evidence("/var/log/auth.log", 2, 11, line)));
    return new AlertUpdate(
        alert,
        rule,
        UUID.fromString("00112233-4455-7677-8899-aabbccddeeff"),
        revision,
        phase,
        TOLD,
        "web-1",
        "src_ip=203.0.113.9",
        "",
        List.of(new EvidenceReference("/var/log/auth.log", 1, 0)),
        0);
  }

  public static Message json(AlertUpdate update) {
    String text =
        "{\"id\":\"%s\",\"revision\":%d,\"title\":\"SSH brute force\"}"
            .formatted(update.alert().id(), update.revision());
    return new Message(update, text.getBytes(StandardCharsets.UTF_8), "application/json");
  }

  public static Message cef(AlertUpdate update) {
    String text =
        "CEF:0|Ironpost|Ironpost|0.1|ssh_brute_force|SSH brute force|8|externalId="
            + update.alert().id();
    return new Message(update, text.getBytes(StandardCharsets.UTF_8), "text/plain");
  }

  public static List<Message> messages(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(n -> json(opened(n))).toList();
  }

  public static String line(Message message) {
    return new String(message.text(), StandardCharsets.UTF_8);
  }
}
