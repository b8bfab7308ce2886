package io.ironpost.cli.doctor;

import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.output.SafeText;
import io.ironpost.core.config.ByteSize;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// A daemon looked at twice, so that what happened once can be told from what happens now.
///
/// @param settings in force, by dotted key; secrets are masked
/// @param at the time of the second look
record Case(
    Sample before, Sample now, List<JsonValue> rules, Map<String, String> settings, Instant at) {
  private static final double NANOS_PER_SECOND = 1e9;

  Case {
    rules = List.copyOf(rules);
    settings = Map.copyOf(settings);
  }

  static Case of(Sample before, ControlClient client, Instant at) {
    Map<String, String> settings = new HashMap<>();
    JsonValue config = DaemonOption.expect(client.get(Target.of("config")));
    config
        .get("settings")
        .items()
        .forEach(one -> settings.put(one.get("key").text(), one.get("value").text()));
    List<JsonValue> rules =
        DaemonOption.expect(client.get(Target.of("rules"))).get("rules").items();
    return new Case(before, Sample.take(client), rules, settings, at);
  }

  JsonValue status() {
    return now.status();
  }

  /// What a setting is; empty when the daemon does not know it.
  String setting(String key) {
    return settings.getOrDefault(key, "");
  }

  /// A setting that is a size; zero when it is none.
  long size(String key) {
    return ByteSize.of(setting(key)).map(ByteSize::bytes).orElse(0L);
  }

  /// How fast something grows, a second.
  double rate(ToDoubleFunction<Sample> figure) {
    double seconds = (now.nanos() - before.nanos()) / NANOS_PER_SECOND;
    return seconds <= 0
        ? 0
        : Math.max(0, figure.applyAsDouble(now) - figure.applyAsDouble(before)) / seconds;
  }

  /// How many, in all and at this moment: `1,200 in all, 35 a second now`.
  String counted(ToDoubleFunction<Sample> figure) {
    return "%,.0f in all, %,.0f a second now".formatted(figure.applyAsDouble(now), rate(figure));
  }

  /// Who it happened to, the worst first: `udp (1,200), /var/log/x (3)`.
  String worst(String reason) {
    List<String> named =
        now.drops(reason).stream()
            .sorted((a, b) -> Double.compare(b.value(), a.value()))
            .limit(3)
            .map(one -> "%s (%,.0f)".formatted(SafeText.of(one.label("source")), one.value()))
            .toList();
    return String.join(", ", named);
  }
}
