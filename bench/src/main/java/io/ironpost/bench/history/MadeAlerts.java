package io.ironpost.bench.history;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.Severity;
import io.ironpost.store.history.SpooledAlert;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Alerts as a busy host has them: three entities, two lines of evidence, a document of some 900
/// bytes; 200 rules of which few raise most, 50,000 addresses of which few attack most; one in a
/// hundred is critical. Equal seeds give equal alerts.
final class MadeAlerts {
  private static final int RULES = 200;
  private static final int ADDRESSES = 50_000;
  private static final int USERS = 1_000;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Attack ATTACK =
      Attack.ofTags(List.of("attack.t1110.001", "attack.credential-access"));

  private final Random random;
  private int made;

  MadeAlerts(long seed) {
    random = new Random(seed);
  }

  List<SpooledAlert> next(int count) {
    List<SpooledAlert> alerts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      alerts.add(next());
    }
    return alerts;
  }

  /// The address that attacks most.
  static String commonAddress() {
    return address(0);
  }

  private static String address(int n) {
    return "198.%d.%d.%d".formatted(18 + (n >> 16), n >> 8 & 0xFF, n & 0xFF);
  }

  /// Small numbers are much likelier than large ones.
  private int skewed(int bound) {
    double x = random.nextDouble();
    return (int) (bound * x * x * x);
  }

  private SpooledAlert next() {
    int rule = skewed(RULES);
    String address = address(skewed(ADDRESSES));
    String user = "user" + skewed(USERS);
    Instant time = FIRST.plusMillis(made++ * 1_000L);
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    List<Evidence> lines = List.of(line(made, address, user), line(made + 1, address, user));
    Map<String, List<String>> entities = new LinkedHashMap<>();
    entities.put("src_ip", List.of(address));
    entities.put("user", List.of(user));
    entities.put("process", List.of("sshd"));
    Severity severity = severity(random.nextInt(100));
    String name = "rule_" + rule;
    Alert alert =
        new Alert(
            id,
            new UUID(1, rule).toString(),
            name,
            "What rule number " + rule + " has found",
            severity,
            ATTACK,
            Optional.of(time),
            Optional.of(time.plusSeconds(5)),
            2,
            entities,
            lines);
    AlertRule by =
        new AlertRule(
            alert.ruleId(), name, alert.title(), "", severity, ATTACK, List.of(), List.of());
    AlertUpdate update =
        new AlertUpdate(
            alert,
            by,
            new UUID(random.nextLong(), random.nextLong()),
            1,
            Phase.CLOSED,
            time.plusSeconds(6),
            "host-1.example",
            "src_ip=" + address,
            "",
            List.of(),
            0);
    return new SpooledAlert(update, document(update));
  }

  private static Severity severity(int percent) {
    if (percent == 0) {
      return Severity.CRITICAL;
    }
    if (percent < 10) {
      return Severity.HIGH;
    }
    return percent < 40 ? Severity.MEDIUM : Severity.LOW;
  }

  private static Evidence line(int number, String address, String user) {
    String text =
        "Jan  1 00:00:00 host-1 sshd[%d]: Failed password for %s from %s port %d ssh2"
            .formatted(1_000 + number % 30_000, user, address, 1_024 + number % 60_000);
    return new Evidence("/var/log/auth.log", number, number * 110L, text);
  }

  /// Not the program's own writer, which is another module's; as long as its documents are.
  private static byte[] document(AlertUpdate update) {
    Alert alert = update.alert();
    StringBuilder json = new StringBuilder(1_000);
    json.append("{\"schema\":1,\"id\":\"").append(alert.id());
    json.append("\",\"trace_id\":\"").append(update.traceId());
    json.append("\",\"rule\":{\"id\":\"").append(alert.ruleId());
    json.append("\",\"name\":\"").append(alert.ruleName());
    json.append("\",\"title\":\"").append(alert.title());
    json.append("\"},\"severity\":\"").append(alert.severity().word());
    json.append("\",\"first_seen\":\"").append(alert.firstSeen().orElse(FIRST));
    json.append("\",\"last_seen\":\"").append(alert.lastSeen().orElse(FIRST));
    json.append("\",\"entities\":{\"src_ip\":").append(alert.entity("src_ip"));
    json.append(",\"user\":").append(alert.entity("user")).append("},\"evidence\":[");
    for (Evidence line : alert.evidence()) {
      json.append("{\"source\":\"").append(line.source());
      json.append("\",\"line\":").append(line.lineNumber());
      json.append(",\"offset\":").append(line.byteOffset());
      json.append(",\"text\":\"").append(line.text()).append("\"},");
    }
    return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }
}
