package io.ironpost.alerts.sink.kafka;

import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.text.Visible;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Kafka's producer with the settings that our promises need: `acks=all` and idempotence, so that
/// its own repeats double nothing. What we offer again after a crash has the same record key (the
/// alert) and the header `ironpost-alert-key` (the telling), by which a consumer knows it; a
/// compacted topic keeps the last telling of each alert.
final class AlertProducer implements AutoCloseable {
  static final String KEY_HEADER = "ironpost-alert-key";

  private static final int MAX_REASON_CHARS = 300;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final KafkaProducer<byte[], byte[]> kafka;
  private final String topic;
  private final Duration timeout;
  private boolean broken;

  /// A producer, or why there is none.
  sealed interface Made {
    record Working(AlertProducer producer) implements Made {}

    record Failed(Delivery why) implements Made {}
  }

  private AlertProducer(KafkaProducer<byte[], byte[]> kafka, String topic, Duration timeout) {
    this.kafka = kafka;
    this.topic = topic;
    this.timeout = timeout;
  }

  static Made make(SinkOptions options) {
    Duration timeout = options.get(KafkaKind.TIMEOUT);
    try {
      return new Made.Working(
          new AlertProducer(
              new KafkaProducer<>(
                  settings(options), new ByteArraySerializer(), new ByteArraySerializer()),
              options.get(KafkaKind.TOPIC),
              timeout));
    } catch (KafkaException e) {
      // Names of brokers that are not known yet, key stores that cannot be read: both may mend.
      return new Made.Failed(later(0, e));
    }
  }

  private static Map<String, Object> settings(SinkOptions options) {
    Map<String, Object> settings = new HashMap<>();
    // Half of the time each for the broker's answer and for finding out who leads the topic.
    int half = Math.toIntExact(options.get(KafkaKind.TIMEOUT).toMillis() / 2);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) half);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, half);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, options.get(KafkaKind.COMPRESSION));
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, options.get(KafkaKind.BUFFER).bytes());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "ironpost");
    settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, ""); // no JMX
    settings.putAll(KafkaKind.properties(options));
    settings.put(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, String.join(",", options.get(KafkaKind.BROKERS)));
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false); // nothing is told unasked
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * half);
    return settings;
  }

  /// Sends all and waits for all. The first that did not arrive decides; those after it are offered
  /// again even if they arrived.
  Delivery send(List<Message> messages) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      for (Message message : messages) {
        Future<RecordMetadata> last = kafka.send(record(message));
        sent.add(last);
        // Each would wait anew for brokers that are away: a hundred times what a batch may take.
        if (last.isDone() && last.state() == Future.State.FAILED) {
          break;
        }
      }
    } catch (InterruptException _) {
      Thread.interrupted(); // Kafka sets the flag again; the exception says it
      throw new InterruptedException();
    } catch (KafkaException | IllegalStateException e) {
      // What was sent before is waited for; the next is the one that failed.
      Delivery before = await(sent, end);
      return before instanceof Delivery.Delivered ? failed(sent.size(), e) : before;
    }
    return await(sent, end);
  }

  private ProducerRecord<byte[], byte[]> record(Message message) {
    byte[] key = message.update().alert().id().getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> told = new ProducerRecord<>(topic, key, message.text());
    told.headers()
        .add(KEY_HEADER, message.update().key().getBytes(StandardCharsets.UTF_8))
        .add("content-type", message.mediaType().getBytes(StandardCharsets.UTF_8));
    return told;
  }

  private Delivery await(List<Future<RecordMetadata>> sent, long end) throws InterruptedException {
    for (int n = 0; n < sent.size(); n++) {
      try {
        sent.get(n).get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        return failed(n, e.getCause() == null ? e : e.getCause());
      } catch (TimeoutException _) {
        broken = true;
        return new Delivery.TryAgain(n, "Kafka: no answer in time", Duration.ZERO);
      }
    }
    return new Delivery.Delivered();
  }

  private Delivery failed(int taken, Throwable failure) {
    boolean refused =
        failure instanceof RecordTooLargeException
            || failure instanceof InvalidRecordException
            || failure instanceof CorruptRecordException;
    if (refused) {
      return new Delivery.Refused(taken, reason(failure));
    }
    // A producer that is fenced, or was refused by its name, does not mend by itself.
    broken = !(failure instanceof RetriableException);
    return later(taken, failure);
  }

  private static Delivery later(int taken, Throwable failure) {
    return new Delivery.TryAgain(taken, reason(failure), Duration.ZERO);
  }

  /// The cause says more than `Failed to construct kafka producer`. Kafka keeps values of passwords
  /// out of its messages.
  private static String reason(Throwable failure) {
    Throwable said = failure.getCause() instanceof KafkaException cause ? cause : failure;
    String text = said.getMessage() == null ? said.getClass().getSimpleName() : said.getMessage();
    return "Kafka: " + Visible.line(text, MAX_REASON_CHARS);
  }

  boolean isBroken() {
    return broken;
  }

  @Override
  public void close() {
    kafka.close(CLOSE_WITHIN);
  }
}
