package io.ironpost.alerts.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.core.config.Secret;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSinkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static FixedOptions options(int port) {
    return new FixedOptions()
        .with(KafkaKind.BROKERS, List.of("127.0.0.1:" + port))
        .with(KafkaKind.TIMEOUT, Duration.ofSeconds(10));
  }

  private static AlertSink open(FixedOptions options) {
    return new KafkaKind().open(options, FixedOptions.place());
  }

  /// One broker for all: it takes seconds to start.
  @Test
  void a_broker_has_each_alert_under_its_id(@TempDir Path folder) throws Exception {
    List<Message> messages =
        List.of(
            SampleAlerts.json(SampleAlerts.opened(1)),
            SampleAlerts.cef(SampleAlerts.hostile()),
            new Message(SampleAlerts.opened(2), new byte[30_000], "text/plain"),
            SampleAlerts.json(SampleAlerts.opened(3)));
    FixedOptions options;
    try (Broker broker = new Broker(folder)) {
      options = options(broker.port);
      try (AlertSink sink = open(options.with(KafkaKind.COMPRESSION, "none"))) {
        assertThat(deliverPatiently(sink, messages.subList(0, 2)))
            .isInstanceOf(Delivery.Delivered.class);
        assertThat(sink.deliver(messages.subList(1, 4)))
            .as("too large for the broker")
            .isInstanceOfSatisfying(
                Delivery.Refused.class, refused -> assertThat(refused.taken()).isEqualTo(1));
        assertThat(sink.deliver(messages.subList(3, 4))).isInstanceOf(Delivery.Delivered.class);
      }
      List<ConsumerRecord<String, String>> records = read(broker.port, 4);
      assertThat(records.getFirst().key()).isEqualTo(SampleAlerts.opened(1).alert().id());
      assertThat(records.getFirst().value()).isEqualTo(SampleAlerts.line(messages.getFirst()));
      assertThat(records)
          .extracting(told -> header(told, AlertProducer.KEY_HEADER))
          .contains(
              SampleAlerts.opened(1).key(),
              SampleAlerts.hostile().key(),
              SampleAlerts.opened(3).key());
      assertThat(header(records.get(1), "content-type")).isEqualTo("text/plain");
    }
  }

  /// The first request for a topic makes it, and may come before its leader is chosen.
  private static Delivery deliverPatiently(AlertSink sink, List<Message> messages)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Delivery delivery = sink.deliver(messages);
    while (delivery instanceof Delivery.TryAgain && System.nanoTime() < end) {
      delivery = sink.deliver(messages);
    }
    return delivery;
  }

  private static String header(ConsumerRecord<String, String> told, String name) {
    return new String(told.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static List<ConsumerRecord<String, String>> read(int port, int count) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", "127.0.0.1:" + port, "auto.offset.reset", "earliest");
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition only = new TopicPartition("ironpost-alerts", 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (records.size() < count && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  @Test
  void brokers_that_are_away_are_tried_again_within_the_limit() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (AlertSink sink = open(options(free).with(KafkaKind.TIMEOUT, Duration.ofMillis(400)))) {
      long before = System.nanoTime();
      assertThat(sink.deliver(SampleAlerts.messages(1, 100)))
          .isInstanceOfSatisfying(
              Delivery.TryAgain.class,
              again -> assertThat(again.why()).startsWith("Kafka: ").contains("ironpost-alerts"));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void settings_that_the_producer_does_not_take_are_a_reason_without_secrets() throws Exception {
    FixedOptions options =
        options(1)
            .with(KafkaKind.PROPERTIES, List.of("security.protocol=SASL_SSL"))
            .with(
                KafkaKind.SECRET_PROPERTIES,
                new Secret("sasl.jaas.config=nonsense password=s3cret-word;"));
    try (AlertSink sink = open(options)) {
      assertThat(sink.deliver(SampleAlerts.messages(1, 1)))
          .isInstanceOfSatisfying(
              Delivery.TryAgain.class,
              again -> assertThat(again.why()).doesNotContain("s3cret-word"));
    }
  }

  @Test
  void what_the_promises_rest_on_cannot_be_set() {
    FixedOptions bad =
        new FixedOptions()
            .with(KafkaKind.TOPIC, "a b")
            .with(KafkaKind.PROPERTIES, List.of("acks=0"))
            .with(KafkaKind.SECRET_PROPERTIES, new Secret("no pair"));
    assertThat(new KafkaKind().check(bad))
        .extracting(Complaint::key)
        .containsExactly(
            KafkaKind.BROKERS, KafkaKind.TOPIC, KafkaKind.PROPERTIES, KafkaKind.SECRET_PROPERTIES);
  }
}
