package io.ironpost.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.config.ByteSize;
import io.ironpost.core.module.Health;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class RetentionTest {
  private static final ByteSize SMALL = new ByteSize(4L << 20);
  private static final Instant NOW = Samples.NOON;

  private final Engine engine;
  @TempDir Path folder;

  private History history;

  RetentionTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() {
    history = new History(engine.fresh(folder), InstantSource.fixed(NOW));
  }

  @AfterEach
  void close() {
    history.close();
  }

  private Retention retention(int days, ByteSize size) {
    RetentionLimits limits = new RetentionLimits(Duration.ofDays(days), size);
    return new Retention(history, limits, InstantSource.fixed(NOW), _ -> {});
  }

  private void write(int from, int to, Phase phase, Instant told, String document) {
    List<SpooledAlert> alerts =
        IntStream.range(from, to)
            .mapToObj(Samples::alert)
            .map(alert -> alert.phase(phase).toldAt(told).document(document))
            .map(Samples::spooled)
            .toList();
    history.write("test", to, alerts);
  }

  @Test
  void closed_alerts_beyond_the_age_go_with_all_that_belongs_to_them() throws Exception {
    write(0, 300, Phase.CLOSED, NOW.minus(Duration.ofDays(31)), "{}");
    write(300, 305, Phase.UPDATED, NOW.minus(Duration.ofDays(31)), "{}");
    write(305, 307, Phase.OPENED, NOW.minus(Duration.ofDays(61)), "{}");
    write(307, 317, Phase.CLOSED, NOW.minus(Duration.ofDays(29)), "{}");
    Retention retention = retention(30, RetentionLimits.DEFAULT_MAX_SIZE);

    retention.sweep();

    assertThat(history.stats().alerts()).isEqualTo(15);
    assertThat(retention.removedByAge()).isEqualTo(302);
    assertThat(retention.removedBySize()).isZero();
    assertThat(history.byEntity("user", Instant.MIN, 1).getFirst().alerts()).isEqualTo(15);
    assertThat(history.find("alert-0")).isEmpty();
    assertThat(history.find("alert-300")).isPresent();
    assertThat(retention.health()).isEqualTo(new Health.Up());
  }

  @Test
  void the_oldest_go_while_there_is_too_much_and_the_file_becomes_smaller() throws Exception {
    String document = "x".repeat(3_000);
    for (int i = 0; i < 4; i++) {
      write(i * 500, i * 500 + 500, Phase.CLOSED, NOW.minusSeconds(1_000 - i), document);
    }
    write(2_000, 2_003, Phase.OPENED, NOW.minusSeconds(5_000), document);
    long before = history.bytes();
    assertThat(before).isGreaterThan(SMALL.bytes());
    Retention retention = retention(30, SMALL);

    retention.sweep();

    assertThat(history.bytes()).isLessThan((long) (SMALL.bytes() * 0.9)).isGreaterThan(1 << 20);
    assertThat(retention.removedBySize()).isEqualTo(2_003 - history.stats().alerts()).isPositive();
    assertThat(history.find("alert-0")).isEmpty();
    assertThat(history.find("alert-1999")).isPresent();
    assertThat(history.find("alert-2000")).isPresent();
    if (engine == Engine.SQLITE) {
      assertThat(Files.size(folder.resolve("history.db"))).isLessThan(SMALL.bytes());
    }
    retention.sweep();
    assertThat(retention.health()).isEqualTo(new Health.Up());
  }

  @Test
  void open_alerts_beyond_the_size_stay_and_are_told() throws Exception {
    write(0, 1_500, Phase.OPENED, NOW, "x".repeat(4_000));
    Retention retention = retention(30, SMALL);

    retention.sweep();

    assertThat(history.stats().alerts()).isEqualTo(1_500);
    assertThat(retention.health()).isInstanceOf(Health.Degraded.class);
  }

  @Test
  void an_empty_history_has_nothing_to_remove() throws Exception {
    Retention retention = retention(1, SMALL);
    retention.sweep();
    assertThat(retention.removedByAge()).isZero();
    assertThat(history.bytes()).isGreaterThanOrEqualTo(0);
  }

  @Test
  void a_stop_ends_its_sleep() throws Exception {
    Retention retention =
        new Retention(history, RetentionLimits.defaults(), InstantSource.fixed(NOW), Thread::sleep);
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                retention.start();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (thread.isAlive() && System.nanoTime() < deadline) {
      retention.stop();
      thread.join(Duration.ofMillis(20));
    }
    assertThat(thread.isAlive()).isFalse();
  }
}
