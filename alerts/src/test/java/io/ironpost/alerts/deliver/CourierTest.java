package io.ironpost.alerts.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.fold.Hush;
import io.ironpost.alerts.format.NativeJson;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.disk.LocalDisk;
import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.trace.TraceIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class CourierTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Delivery AWAY =
      new Delivery.TryAgain(0, "connection refused", Duration.ZERO);

  @TempDir private Path folder;
  private final ListReader reader = new ListReader();
  private final FakeReceiver receiver = new FakeReceiver();
  private final Ledger ledger = new Ledger();
  private Courier courier;
  private Thread thread = Thread.currentThread();

  private static CourierSettings settings(Route route, int rate, int burst) {
    Duration soon = Duration.ofMillis(1);
    return new CourierSettings(route, rate, burst, soon, soon, Duration.ofHours(1));
  }

  private Courier courier(CourierSettings settings) {
    return courier(settings, Hush.NONE);
  }

  private Courier courier(CourierSettings settings, Hush hush) {
    InstantSource clock = InstantSource.fixed(NOW);
    DeadLetters letters =
        new DeadLetters(
            new LocalDisk(), folder.resolve("refused.ndjson"), DeadLetters.DEFAULT_MAX_BYTES);
    CourierPlace place =
        new CourierPlace(
            clock,
            new TraceIds(clock, new Random(1)),
            new Random(2),
            hush,
            ledger.account("deliver", "pager"),
            letters);
    return new Courier("pager", receiver::open, new NativeJson(64 << 10), reader, settings, place);
  }

  private void start() {
    thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                courier.start();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void runToTheEnd() throws InterruptedException {
    courier.stop();
    courier.start();
  }

  @BeforeEach
  void withoutLimits() {
    courier = courier(settings(Route.ALL, 0, 1));
  }

  @AfterEach
  void end() throws InterruptedException {
    courier.stop();
    if (thread.isVirtual()) {
      thread.join(Duration.ofSeconds(10));
    }
    assertThat(receiver.stillOpen()).isZero();
  }

  private static AlertUpdate update(int id, Severity severity, Phase phase, Instant toldAt) {
    AlertRule rule =
        new AlertRule(
            "r" + id % 3,
            "rule_" + id % 3,
            "Title",
            "",
            severity,
            new Attack(List.of(), List.of()),
            List.of("attack.t1110"),
            List.of());
    Alert alert =
        new Alert(
            "id" + id,
            rule.id(),
            rule.name(),
            rule.title(),
            severity,
            rule.attack(),
            Optional.empty(),
            Optional.empty(),
            1,
            Map.of(),
            List.of());
    return new AlertUpdate(
        alert, rule, new UUID(1, id), 1, phase, toldAt, "web1", "", "", List.of(), 0);
  }

  private void add(AlertUpdate update) {
    reader.add(NativeJson.whole(update));
  }

  private void add(int from, int to) {
    IntStream.rangeClosed(from, to)
        .forEach(id -> add(update(id, Severity.MEDIUM, Phase.OPENED, NOW)));
  }

  private static List<String> keys(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(id -> "id" + id + ".1").toList();
  }

  private Balance books() {
    return ledger.stage("deliver");
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(until);
      Thread.sleep(1);
    }
  }

  @Test
  void what_is_in_the_spool_arrives_in_order_and_is_acknowledged() throws InterruptedException {
    add(1, 11);
    runToTheEnd();
    assertThat(receiver.keys()).isEqualTo(keys(1, 11));
    assertThat(reader.acknowledged()).isEqualTo(11);
    assertThat(books().delivered()).isEqualTo(11);
    assertThat(books().inFlight()).isZero();
  }

  @Test
  void what_comes_later_arrives_too() throws InterruptedException {
    start();
    add(1, 3);
    await(() -> receiver.keys().size() == 3);
    add(4, 5);
    await(() -> reader.acknowledged() == 5);
    assertThat(receiver.keys()).isEqualTo(keys(1, 5));
  }

  @Test
  void a_receiver_that_is_away_gets_everything_once_when_it_is_back() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      receiver.answers(_ -> AWAY);
    }
    receiver.answers(_ -> new Delivery.TryAgain(2, "too slow", Duration.ZERO));
    add(1, 9);
    start();
    await(() -> reader.acknowledged() == 9);
    assertThat(receiver.keys()).isEqualTo(keys(1, 9));
    assertThat(courier.failures()).isEqualTo(51);
    await(() -> courier.health() instanceof Health.Up);
  }

  @Test
  void while_it_is_away_the_health_says_since_when_and_why() throws InterruptedException {
    for (int i = 0; i < 1_000_000; i++) {
      receiver.answers(_ -> AWAY);
    }
    add(1, 9);
    start();
    await(() -> courier.health() instanceof Health.Degraded);
    assertThat(courier.health().reason())
        .isEqualTo("pager unreachable since 2026-03-01T12:00:00Z, 9 waiting: connection refused");
    assertThat(books().inFlight()).isBetween(1L, 4L);
    courier.stop();
    thread.join();
    assertThat(reader.acknowledged()).isZero();
  }

  @Test
  void a_refused_message_is_kept_aside_and_those_behind_it_arrive()
      throws InterruptedException, IOException {
    receiver.answers(_ -> new Delivery.Refused(1, "413 too large"));
    add(1, 5);
    runToTheEnd();
    assertThat(receiver.keys()).containsExactly("id1.1", "id3.1", "id4.1", "id5.1");
    assertThat(books().dropped(DropReason.REFUSED)).isEqualTo(1);
    assertThat(books().inFlight()).isZero();
    assertThat(Files.readString(folder.resolve("refused.ndjson")))
        .contains("\"why\":\"413 too large\"", "\"alert\":\"id2.1\"")
        .endsWith("\n");
  }

  @Test
  void a_message_on_which_the_sink_fails_does_not_hold_up_the_rest() throws InterruptedException {
    for (int i = 0; i < 40; i++) {
      receiver.answers(messages -> {
        if (messages.stream().anyMatch(m -> m.update().key().equals("id3.1"))) {
          throw new IllegalStateException("a bug");
        }
        return new Delivery.Delivered();
      });
    }
    add(1, 8);
    start(); // stop() would end the waits between tries
    await(() -> reader.acknowledged() == 8);
    assertThat(receiver.keys())
        .containsExactly("id1.1", "id2.1", "id4.1", "id5.1", "id6.1", "id7.1", "id8.1");
    assertThat(books().dropped(DropReason.REFUSED)).isEqualTo(1);
  }

  @Test
  void an_entry_that_cannot_be_read_is_counted_and_passed_over() throws InterruptedException {
    add(1, 1);
    reader.add(new byte[] {1, 2, 3});
    reader.add("{\"schema_version\":\"9.0\"}".getBytes(StandardCharsets.UTF_8));
    add(2, 2);
    runToTheEnd();
    assertThat(receiver.keys()).isEqualTo(keys(1, 2));
    assertThat(books().dropped(DropReason.UNREADABLE)).isEqualTo(2);
    assertThat(reader.acknowledged()).isEqualTo(4);
  }

  @Test
  void what_the_receiver_does_not_want_is_passed_over() throws InterruptedException {
    Route route =
        new Route(
            Severity.MEDIUM,
            List.of("rule_*"),
            List.of("r2"),
            List.of("attack.t*"),
            List.of(),
            false);
    courier = courier(settings(route, 0, 1));
    add(update(1, Severity.HIGH, Phase.OPENED, NOW));
    add(update(1, Severity.HIGH, Phase.UPDATED, NOW));
    add(update(2, Severity.HIGH, Phase.OPENED, NOW)); // rule r2
    add(update(3, Severity.LOW, Phase.OPENED, NOW));
    add(update(4, Severity.MEDIUM, Phase.OPENED, NOW));
    runToTheEnd();
    assertThat(receiver.keys()).containsExactly("id1.1", "id4.1");
    assertThat(books().dropped(DropReason.UNWANTED)).isEqualTo(3);
    assertThat(reader.acknowledged()).isEqualTo(5);
  }

  @Test
  void a_silence_made_after_the_telling_holds_too() throws InterruptedException {
    courier =
        courier(settings(Route.ALL, 0, 1), (alert, _) -> alert.id().equals("id2") ? "s1" : "");
    add(1, 3);
    runToTheEnd();
    assertThat(receiver.keys()).containsExactly("id1.1", "id3.1");
    assertThat(books().dropped(DropReason.SILENCED)).isEqualTo(1);
  }

  @Test
  void above_the_rate_messages_are_summed_up_and_serious_ones_still_pass()
      throws InterruptedException {
    courier = courier(settings(Route.ALL, 1, 8));
    add(1, 20);
    add(update(21, Severity.CRITICAL, Phase.OPENED, NOW));
    runToTheEnd();
    assertThat(receiver.keys().subList(0, 7))
        .containsExactly("id1.1", "id2.1", "id3.1", "id4.1", "id5.1", "id6.1", "id21.1");
    assertThat(receiver.keys()).hasSize(8);
    assertThat(receiver.texts().getLast())
        .contains(
            "14 more alert message(s) held back within 1 s: rule_1 (5), rule_2 (5), rule_0 (4)");
    assertThat(books().dropped(DropReason.RATE_LIMITED)).isEqualTo(14);
    assertThat(books().delivered()).isEqualTo(7);
    assertThat(courier.digests()).isEqualTo(1);
  }

  @Test
  void the_backlog_of_an_outage_is_not_held_back() throws InterruptedException {
    courier = courier(settings(Route.ALL, 1, 4));
    for (int i = 1; i <= 60; i++) {
      add(update(i, Severity.MEDIUM, Phase.OPENED, NOW.plusSeconds(i)));
    }
    runToTheEnd();
    assertThat(receiver.keys()).isEqualTo(keys(1, 60));
  }

  @Test
  void what_it_had_in_hand_when_another_took_its_place_is_not_in_flight_for_ever()
      throws InterruptedException {
    for (int i = 0; i < 1_000_000; i++) {
      receiver.answers(_ -> AWAY);
    }
    add(1, 4);
    start();
    await(() -> courier.health() instanceof Health.Degraded);
    courier.stop();
    thread.join();
    courier.close();
    assertThat(books().inFlight()).isZero();
    assertThat(books().dropped(DropReason.STOPPED)).isPositive();
  }

  @Test
  void after_a_failure_of_the_module_nothing_is_booked_twice() throws InterruptedException {
    receiver.answers(_ -> new Delivery.TryAgain(1, "then it broke", Duration.ZERO));
    receiver.answers(_ -> {
      throw new AssertionError("a failure beyond a fault");
    });
    add(1, 4);
    try {
      courier.start();
    } catch (AssertionError _) {
      // as the supervisor would
    }
    runToTheEnd();
    assertThat(receiver.keys()).isEqualTo(keys(1, 4));
    assertThat(books().received()).isEqualTo(4);
    assertThat(books().inFlight()).isZero();
  }
}
