package io.ironpost.response.journal;

import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.policy.Mode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One record as one line: eight hexadecimal digits of CRC-32C, a blank, a flat JSON object. The
/// sum tells a line that was torn from one that is whole, whatever the disk left of it.
final class RecordLine {
  private static final int SUM = 8;

  private RecordLine() {}

  static String write(ActionRecord record) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("id", record.id());
    members.put("state", record.state().word());
    members.put("mode", record.mode().word());
    members.put("kind", record.action().kind());
    members.put("target", record.action().target());
    cause(record.cause(), members);
    members.put("duration", record.duration().toString());
    members.put("until", record.until().toString());
    members.put("made_at", record.madeAt().toString());
    members.put("changed_at", record.changedAt().toString());
    members.put("said", record.said());
    String json = FlatJson.write(members);
    return sum(json) + ' ' + json;
  }

  private static void cause(Cause cause, Map<String, String> members) {
    switch (cause) {
      case Cause.Alerted(var policy, var alert, var trace, var ruleId, var rule, var severity) -> {
        members.put("policy", policy);
        members.put("alert_id", alert);
        members.put("trace_id", trace);
        members.put("rule_id", ruleId);
        members.put("rule", rule);
        members.put("severity", severity.word());
      }
      case Cause.Ordered(var by, var reason) -> {
        members.put("by", by.name());
        members.put("uid", Integer.toString(by.uid()));
        members.put("reason", reason);
      }
      case Cause.Found() -> members.put("found", "true");
    }
  }

  private static String sum(String json) {
    CRC32C crc = new CRC32C();
    crc.update(json.getBytes(StandardCharsets.US_ASCII)); // the writer escapes all else
    return "%08x".formatted(crc.getValue());
  }

  /// Empty when it is not what [#write] made, or of a newer release.
  static Optional<ActionRecord> read(String line) {
    if (line.length() < SUM + 2 || line.charAt(SUM) != ' ') {
      return Optional.empty();
    }
    String json = line.substring(SUM + 1);
    if (!sum(json).equals(line.substring(0, SUM))) {
      return Optional.empty();
    }
    try {
      return FlatJson.read(json).flatMap(RecordLine::record);
    } catch (DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<ActionRecord> record(Map<String, String> members) {
    Optional<ActionState> state = ActionState.of(text(members, "state"));
    Optional<Mode> mode = Mode.of(text(members, "mode"));
    Optional<IpPrefix> target = IpPrefix.of(text(members, "target"));
    String id = text(members, "id");
    boolean known = text(members, "kind").equals("block_address") && !id.isEmpty();
    if (!known || state.isEmpty() || mode.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ActionRecord(
            id,
            state.get(),
            mode.get(),
            new BlockAddress(target.get()),
            cause(members),
            Duration.parse(text(members, "duration")),
            Instant.parse(text(members, "until")),
            Instant.parse(text(members, "made_at")),
            Instant.parse(text(members, "changed_at")),
            text(members, "said")));
  }

  private static Cause cause(Map<String, String> members) {
    if (members.containsKey("policy")) {
      return new Cause.Alerted(
          text(members, "policy"),
          text(members, "alert_id"),
          text(members, "trace_id"),
          text(members, "rule_id"),
          text(members, "rule"),
          Severity.of(text(members, "severity")).orElse(Severity.MEDIUM));
    }
    if (members.containsKey("by")) {
      return new Cause.Ordered(
          new Person(text(members, "by"), Integer.parseInt(text(members, "uid"))),
          text(members, "reason"));
    }
    return new Cause.Found();
  }

  private static String text(Map<String, String> members, String name) {
    return members.getOrDefault(name, "");
  }
}
