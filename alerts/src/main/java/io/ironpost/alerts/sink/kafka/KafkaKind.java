package io.ironpost.alerts.sink.kafka;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Keys;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.SinkPlace;
import io.ironpost.alerts.sink.UnusableSinkException;
import io.ironpost.core.config.ByteSize;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `type = "kafka"`.
public final class KafkaKind implements SinkKind {
  static final String WORD = "kafka";

  public static final Key<List<String>> BROKERS =
      Keys.texts("brokers", List.of(), "Brokers to begin with, each `host:port`; needed.");
  public static final Key<String> TOPIC =
      Keys.text("topic", "ironpost-alerts", "The topic. It is not made here.");
  public static final Key<String> COMPRESSION =
      Keys.choice(
          "compression",
          "none",
          List.of("none", "gzip"),
          "How batches are packed. What needs native libraries is not offered.");
  public static final Key<ByteSize> BUFFER =
      Keys.size(
          "buffer",
          new ByteSize(8L << 20),
          new ByteSize(1L << 20),
          new ByteSize(256L << 20),
          "Memory for records on their way.");
  public static final Key<Duration> TIMEOUT =
      Keys.wait("timeout", Duration.ofSeconds(10), "How long handing over a batch may take.");
  public static final Key<List<String>> PROPERTIES =
      Keys.texts(
          "properties",
          List.of(),
          "Settings of the Kafka producer, each `name=value` (`security.protocol=SSL`).");
  public static final Key<Secret> SECRET_PROPERTIES =
      Keys.secret("secret_properties", "The same, never printed, one per line.");

  /// What a topic may be called (`org.apache.kafka.common.internals.Topic`).
  private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  /// What the promises of this sink rest on.
  private static final List<String> OURS =
      List.of(
          "acks",
          "bootstrap.servers",
          "compression.type",
          "enable.idempotence",
          "key.serializer",
          "value.serializer",
          "transactional.id",
          "enable.metrics.push",
          "delivery.timeout.ms");

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String about() {
    return "Records of a Kafka topic; all replicas in sync have them before they count as"
        + " delivered.";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(BROKERS, TOPIC, COMPRESSION, BUFFER, TIMEOUT, PROPERTIES, SECRET_PROPERTIES);
  }

  @Override
  public List<Complaint> check(SinkOptions options) {
    List<Complaint> found = new ArrayList<>();
    List<String> brokers = options.get(BROKERS);
    if (brokers.isEmpty() || !brokers.stream().allMatch(b -> b.matches("\\S+:\\d{1,5}"))) {
      found.add(new Complaint(BROKERS, "must be at least one `host:port`"));
    }
    if (!TOPIC_NAME.matcher(options.get(TOPIC)).matches()) {
      found.add(new Complaint(TOPIC, "must be up to 249 letters, digits, dots, - and _"));
    }
    if (!options.get(PROPERTIES).stream().allMatch(KafkaKind::isPair)) {
      found.add(new Complaint(PROPERTIES, "must be `name=value` each, and none of " + OURS));
    }
    if (!secretLines(options).allMatch(KafkaKind::isPair)) {
      found.add(
          new Complaint(SECRET_PROPERTIES, "must be `name=value` per line, and none of " + OURS));
    }
    return found;
  }

  private static boolean isPair(String text) {
    int equals = text.indexOf('=');
    return equals > 0 && !OURS.contains(text.substring(0, equals).strip());
  }

  private static Stream<String> secretLines(SinkOptions options) {
    return options.get(SECRET_PROPERTIES).reveal().lines().filter(line -> !line.isBlank());
  }

  /// What the user wants of the producer, by Kafka's own names.
  static Map<String, Object> properties(SinkOptions options) {
    Map<String, Object> properties = new HashMap<>();
    Stream.concat(options.get(PROPERTIES).stream(), secretLines(options))
        .forEach(pair -> {
          int equals = pair.indexOf('=');
          properties.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
        });
    return properties;
  }

  @Override
  public AlertSink open(SinkOptions options, SinkPlace place) {
    UnusableSinkException.throwUnless(WORD, check(options));
    return new KafkaSink(options);
  }
}
