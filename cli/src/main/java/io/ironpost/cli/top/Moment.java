package io.ironpost.cli.top;

import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A daemon now, and a moment before: what is shown are the differences.
///
/// @param seconds between the two
record Moment(JsonValue before, JsonValue now, List<JsonValue> rules, double seconds) {
  private static final double NANOS_PER_SECOND = 1e9;

  Moment {
    rules = List.copyOf(rules);
  }

  /// Remembers the last answer.
  static final class Watch {
    private final ControlClient client;
    private JsonValue last;
    private long lastAt;

    Watch(ControlClient client) {
      this.client = client;
      this.last = ask("status");
      this.lastAt = System.nanoTime();
    }

    Moment next() {
      JsonValue now = ask("status");
      List<JsonValue> rules = ask("rules").get("rules").items();
      long at = System.nanoTime();
      Moment moment = new Moment(last, now, rules, (at - lastAt) / NANOS_PER_SECOND);
      last = now;
      lastAt = at;
      return moment;
    }

    private JsonValue ask(String what) {
      return DaemonOption.expect(client.get(Target.of(what)));
    }
  }

  /// How fast a figure grew, a second. A daemon that started anew in between counts from zero.
  double rate(Function<JsonValue, JsonValue> figure) {
    double grown = figure.apply(now).decimal() - figure.apply(before).decimal();
    return seconds <= 0 ? 0 : Math.max(0, grown) / seconds;
  }

  double rate(String part, String name) {
    return rate(status -> status.get(part).get(name));
  }

  /// The same of a row in a list, found by its name.
  double rate(String list, String key, JsonValue row, String name) {
    return rate(status ->
        status.get(list).items().stream()
            .filter(one -> one.get(key).equals(row.get(key)))
            .map(one -> one.get(name))
            .findFirst()
            .orElse(new JsonValue.Nothing()));
  }

  double droppedRate() {
    return now.get("books").items().stream()
        .mapToDouble(book -> rate("books", "stage", book, "dropped"))
        .sum();
  }

  /// The rules with most of something, without those that have none.
  List<JsonValue> rulesWithMost(String figure, int most) {
    return rules.stream()
        .filter(rule -> rule.get(figure).decimal() > 0)
        .sorted(Comparator.comparingDouble((JsonValue r) -> r.get(figure).decimal()).reversed())
        .limit(most)
        .toList();
  }

  /// For programs: one object.
  Map<String, Object> figures() {
    JsonValue times = now.get("latency").get("line_to_alert");
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("uptime_seconds", now.get("uptime_seconds").whole());
    figures.put("health", now.get("health").get("status").text());
    figures.put("lines_per_second", rounded(rate("pipeline", "collected")));
    figures.put("judged_per_second", rounded(rate("pipeline", "processed")));
    figures.put("matches_per_second", rounded(rate("pipeline", "rule_matches")));
    figures.put("alerts_per_second", rounded(rate("pipeline", "alerts_sent")));
    figures.put("dropped_per_second", rounded(droppedRate()));
    figures.put("p50_ms", times.get("p50_ms").decimal());
    figures.put("p99_ms", times.get("p99_ms").decimal());
    figures.put("waiting", waiting());
    figures.put("rss_bytes", now.get("memory").get("rss_bytes").whole());
    return figures;
  }

  /// Alerts that some receiver has not taken.
  long waiting() {
    return now.get("sinks").items().stream().mapToLong(s -> s.get("backlog").whole()).sum();
  }

  private static double rounded(double rate) {
    return Math.round(rate * 10) / 10.0;
  }
}
