package io.ironpost.cli.doctor;

import io.ironpost.cli.output.SafeText;
import io.ironpost.daemon.control.JsonValue;
import java.util.ArrayList;
import java.util.List;

/// Receivers of alerts that are not told.
final class ReceiverChecks {
  /// A backlog that drains in a moment is none.
  private static final int LONG_BACKLOG = 100;

  private final Case the;

  ReceiverChecks(Case the) {
    this.the = the;
  }

  List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    List<JsonValue> sinks = the.status().get("sinks").items();
    if (sinks.isEmpty()) {
      found.add(
          Finding.note(
              "Nobody is told of alerts: they are only kept.",
              "no [sinks.<name>] in the configuration",
              "Add one, as [sinks.screen] type = \"stdout\"; `ironpost alerts tail` shows them too"));
    }
    for (JsonValue sink : sinks) {
      failing(sink, found);
      refusing(sink, found);
      limited(sink, found);
    }
    return found;
  }

  private static String name(JsonValue sink) {
    return SafeText.of(sink.get("name").text());
  }

  private void failing(JsonValue sink, List<Finding> found) {
    long backlog = sink.get("backlog").whole();
    String name = name(sink);
    if (!sink.get("health").text().equals("up")) {
      found.add(
          Finding.warning(
              "The receiver %s takes no alerts.".formatted(name),
              "%,d waiting, %,d tries failed: %s"
                  .formatted(
                      backlog,
                      sink.get("failures").whole(),
                      SafeText.of(sink.get("reason").text())),
              "Look at the receiver and at [sinks.%s]; what waits goes out when it answers"
                  .formatted(name)));
    } else if (backlog >= LONG_BACKLOG && grew(sink)) {
      found.add(
          Finding.warning(
              "The receiver %s is slower than alerts come.".formatted(name),
              "%,d waiting and growing".formatted(backlog),
              "sinks.%1$s.min_severity = \"medium\" or sinks.%1$s.updates = false: send it less"
                  .formatted(name)));
    }
  }

  private boolean grew(JsonValue sink) {
    return the.before().status().get("sinks").items().stream()
        .filter(one -> one.get("name").equals(sink.get("name")))
        .anyMatch(one -> one.get("backlog").whole() < sink.get("backlog").whole());
  }

  private void refusing(JsonValue sink, List<Finding> found) {
    long refused = sink.get("refused").whole();
    if (refused > 0) {
      found.add(
          Finding.warning(
              "The receiver %s refuses alerts for good.".formatted(name(sink)),
              "%,d refused of %,d".formatted(refused, refused + sink.get("delivered").whole()),
              "Read why in refused-%1$s.ndjson in the data folder; often sinks.%1$s.format"
                  .formatted(name(sink))));
    }
  }

  private void limited(JsonValue sink, List<Finding> found) {
    String name = sink.get("name").text();
    double held = held(the.now(), name);
    if (held == 0) {
      return;
    }
    String key = "sinks." + SafeText.of(name) + ".rate_limit";
    found.add(
        Finding.note(
            "The receiver %s gets digests in the place of alerts.".formatted(SafeText.of(name)),
            "%,.0f held back by the rate limit, %,.0f a second now"
                .formatted(held, the.rate(sample -> held(sample, name))),
            "Silence or tune the loudest rule (`ironpost top`), or raise %s (now %s)"
                .formatted(key, the.setting(key))));
  }

  private static double held(Sample sample, String sink) {
    return sample.drops("rate_limited").stream()
        .filter(one -> one.label("source").equals(sink))
        .mapToDouble(Series::value)
        .sum();
  }
}
