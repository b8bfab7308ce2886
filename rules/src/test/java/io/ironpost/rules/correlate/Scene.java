package io.ironpost.rules.correlate;

import io.ironpost.rules.model.CorrelationRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Plays events, written as `fail@15 src=a user=bob`, to a correlator and writes down what it says:
/// `match rule {src=a} 0..60 n=5 v=5.0 [1, 2, 3, 4, 5]` and `more 75 n=6 v=5.0 [6]`, times in
/// seconds.
final class Scene implements Correlator.Sink {
  static final long SECOND = 1_000_000_000L;

  private Correlator correlator;
  private final List<String> said = new ArrayList<>();
  private long evidence;
  private boolean counts = true;

  Scene(CorrelationLimits limits, CorrelationRule... rules) {
    correlator = new Correlator(Arrays.asList(rules), limits, new Random(7));
  }

  Scene(CorrelationRule... rules) {
    this(CorrelationLimits.defaults(), rules);
  }

  static CorrelationLimits limits(int groups) {
    return limits(groups, Duration.ofSeconds(60));
  }

  static CorrelationLimits limits(int groups, Duration lateness) {
    return new CorrelationLimits(groups, 1L << 30, lateness, 4_096, 10);
  }

  Correlator correlator() {
    return correlator;
  }

  /// Goes on with another correlator.
  void continueWith(Correlator other) {
    correlator = other;
  }

  Scene play(String... events) {
    for (String event : events) {
      String[] words = event.split(" ");
      String[] head = words[0].split("@");
      Map<String, String> fields = new HashMap<>();
      for (int i = 1; i < words.length; i++) {
        String[] pair = words[i].split("=", 2);
        fields.put(pair[0], pair[1]);
      }
      play(head[0], Math.round(Double.parseDouble(head[1]) * SECOND), fields);
    }
    return this;
  }

  void play(String rule, long nanos, Map<String, String> fields) {
    List<String> names = correlator.capturedFields(rule);
    byte[] @Nullable [] values = new byte[names.size()][];
    for (int slot = 0; slot < values.length; slot++) {
      values[slot] = bytes(fields.get(names.get(slot)));
    }
    correlator.accept(correlator.handleOf(rule), nanos, values, ++evidence, this);
  }

  /// What was said since the last time.
  List<String> said() {
    List<String> all = List.copyOf(said);
    said.clear();
    return all;
  }

  List<String> saidWithoutEvidence() {
    return said().stream().map(line -> plain(line.substring(0, line.lastIndexOf(" [")))).toList();
  }

  /// Leaves out of [#saidWithoutEvidence] what thinning makes coarser: how many, and since when.
  Scene withoutCounts() {
    counts = false;
    return this;
  }

  String plain(String line) {
    return counts ? line : line.replaceAll("n=\\d+ ", "").replaceAll("} \\d+\\.\\.", "} ..");
  }

  @Override
  public void matched(CorrelationMatch match) {
    String group =
        new TreeMap<>(match.group())
            .entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
    said.add(
        "match %s {%s} %s..%s n=%d v=%s %s"
            .formatted(
                match.rule().header().id(),
                group,
                seconds(match.firstNanos()),
                seconds(match.lastNanos()),
                match.count(),
                match.value(),
                Arrays.toString(match.evidence())));
  }

  @Override
  public void extended(CorrelationMatch.Extension more) {
    said.add(
        "more %s n=%d v=%s [%d]"
            .formatted(seconds(more.timeNanos()), more.count(), more.value(), more.evidence()));
  }

  static String seconds(long nanos) {
    return nanos % SECOND == 0
        ? Long.toString(nanos / SECOND)
        : Double.toString((double) nanos / SECOND);
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
