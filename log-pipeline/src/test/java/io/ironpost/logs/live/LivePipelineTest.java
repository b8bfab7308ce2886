package io.ironpost.logs.live;

import static io.ironpost.logs.live.LiveScene.await;
import static io.ironpost.logs.live.LiveScene.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ironpost.core.channel.Overflow;
import io.ironpost.core.event.Batch;
import io.ironpost.core.event.Batch.Position;
import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.module.Health;
import io.ironpost.logs.collect.BatchSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LivePipelineTest {
  @Test
  void a_line_is_settled_at_once_and_its_buffer_comes_back() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(2)).start()) {
      scene.pipeline.intake("one", Overflow.BLOCK).accept(scene.batch("a", "hello\nworld\n"));
      scene.awaitAll();
      assertThat(scene.judge.settled()).containsExactly("a:hello", "a:world");
      LiveStats stats = scene.pipeline.stats();
      assertThat(stats.lines()).isEqualTo(2);
      assertThat(stats.events()).isEqualTo(2);
      assertThat(stats.bytes()).isZero();
      assertThat(scene.balance().delivered()).isEqualTo(2);
      assertThat(scene.pipeline.health()).isEqualTo(new Health.Up());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void lines_of_a_source_stay_in_order_whatever_the_workers_and_the_senders_do(int workers)
      throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(workers)).start()) {
      List<Thread> senders = new ArrayList<>();
      for (int sender = 0; sender < 3; sender++) {
        senders.add(Thread.ofPlatform().start(sender(scene, sender)));
      }
      for (Thread sender : senders) {
        sender.join();
      }
      scene.stop();
      for (int sender = 0; sender < 3; sender++) {
        for (int source = 0; source < 5; source++) {
          inOrder(scene, "s" + sender + "." + source);
        }
      }
      Balance balance = scene.balance();
      assertThat(balance.received()).isEqualTo(balance.delivered());
    }
  }

  private static Runnable sender(LiveScene scene, int sender) {
    return () -> {
      BatchSink intake = scene.pipeline.intake("sender " + sender, Overflow.BLOCK);
      Random random = new Random(sender);
      int[] next = new int[5];
      for (int i = 0; i < 2_000; i++) {
        int source = random.nextInt(5);
        StringBuilder lines = new StringBuilder();
        for (int line = random.nextInt(6); line >= 0; line--) {
          lines.append(next[source]++).append('\n');
        }
        try {
          intake.accept(scene.batch("s" + sender + "." + source, lines.toString()));
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private static void inOrder(LiveScene scene, String source) {
    List<Integer> numbers =
        scene.judge.settled().stream()
            .filter(line -> line.startsWith(source + ":"))
            .map(line -> Integer.valueOf(line.substring(source.length() + 1)))
            .toList();
    assertThat(numbers).isNotEmpty().isSorted().doesNotHaveDuplicates();
    assertThat(numbers.getLast()).isEqualTo(numbers.size() - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DROP_OLDEST", "DROP_NEWEST"})
  void what_finds_no_room_is_dropped_and_counted_by_lines(String policy)
      throws InterruptedException {
    LiveSettings small =
        new LiveSettings(
            1, 1_000, 10, 100, Duration.ofSeconds(5), LiveScene.SHORT, LiveScene.SHORT, 10);
    try (LiveScene scene = new LiveScene(small)) {
      BatchSink intake = scene.pipeline.intake("udp", Overflow.valueOf(policy));
      for (int i = 0; i < 100; i++) {
        intake.accept(scene.batch("s", i + "\n+\n"));
      }
      assertThat(scene.balance().dropped(DropReason.BUFFER_FULL)).isEqualTo(180);
      assertThat(scene.acknowledged).hasValue(90);
      scene.start().stop();
      List<String> numbers =
          scene.judge.settled().stream().filter(line -> !line.endsWith("+")).toList();
      assertThat(numbers).hasSize(10);
      assertThat(numbers.getFirst()).isEqualTo(policy.equals("DROP_OLDEST") ? "s:90" : "s:0");
      assertThat(scene.balance().inFlight()).isZero();
    }
  }

  @Test
  void a_greedy_intake_leaves_room_for_the_others() throws InterruptedException {
    LiveSettings small =
        new LiveSettings(
            1, 1_000, 1_000, 100, Duration.ofSeconds(5), LiveScene.SHORT, LiveScene.SHORT, 10);
    try (LiveScene scene = new LiveScene(small)) {
      BatchSink greedy = scene.pipeline.intake("greedy", Overflow.DROP_NEWEST);
      for (int i = 0; i < 200; i++) {
        greedy.accept(scene.batch("g", "123456789\n"));
      }
      scene.pipeline.intake("other", Overflow.DROP_NEWEST).accept(scene.batch("o", "here\n"));
      scene.start().stop();
      assertThat(scene.judge.settled()).contains("o:here");
      assertThat(scene.balance().dropped(DropReason.BUFFER_FULL)).isEqualTo(150);
    }
  }

  @Test
  void one_bad_line_costs_that_line_only() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(1)).start()) {
      scene
          .pipeline
          .intake("one", Overflow.BLOCK)
          .accept(scene.batch("a", "one\nbad\n\nboom\ntwo"));
      scene.awaitAll();
      assertThat(scene.judge.settled()).containsExactly("a:one", "a:two");
      Balance balance = scene.balance();
      assertThat(balance.received()).isEqualTo(5);
      assertThat(balance.delivered()).isEqualTo(3);
      assertThat(balance.dropped(DropReason.MALFORMED)).isEqualTo(1);
      assertThat(balance.dropped(DropReason.MODULE_FAILED)).isEqualTo(1);
      SourceStats source = scene.pipeline.stats().sources().getLast();
      assertThat(source.format()).isEqualTo("whole");
      assertThat(source.examples()).hasSize(2);
    }
  }

  @Test
  void an_error_costs_its_batch_and_stalls_nothing() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(1))) {
      BatchSink intake = scene.pipeline.intake("one", Overflow.BLOCK);
      intake.accept(scene.batch("a", "one\n"));
      intake.accept(scene.batch("a", "two\ndie\nthree\n"));
      intake.accept(scene.batch("a", "four\n"));
      scene.start();
      scene.awaitAll();
      assertThat(scene.judge.settled()).contains("a:one", "a:four").doesNotContain("a:three");
      assertThat(scene.balance().dropped(DropReason.MODULE_FAILED)).isEqualTo(3);
      assertThat(scene.balance().delivered()).isEqualTo(2);
      assertThat(scene.pipeline.health().reason()).contains("a worker failed").contains("die");
    }
  }

  @Test
  void a_fault_while_settling_costs_what_was_settled_and_stalls_nothing()
      throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(1)).start()) {
      BatchSink intake = scene.pipeline.intake("one", Overflow.BLOCK);
      intake.accept(scene.batch("a", "choke\n"));
      scene.awaitAll();
      intake.accept(scene.batch("a", "on\n"));
      scene.awaitAll();
      assertThat(scene.judge.settled()).containsExactly("a:on");
      assertThat(scene.balance().dropped(DropReason.MODULE_FAILED)).isEqualTo(1);
      assertThat(scene.pipeline.health()).isInstanceOf(Health.Degraded.class);
    }
  }

  @Test
  void half_an_event_is_judged_after_a_silence() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(2)).start()) {
      scene.pipeline.intake("one", Overflow.BLOCK).accept(scene.batch("pairs", "a\nb\nc\n"));
      await(() -> scene.judge.settled().size() == 2);
      assertThat(scene.judge.settled()).containsExactly("pairs:a+b", "pairs:c");
    }
  }

  @Test
  void no_checkpoint_is_ahead_of_what_was_settled() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(3)).start()) {
      Random random = new Random(1);
      BatchSink intake = scene.pipeline.intake("one", Overflow.BLOCK);
      int[] next = new int[4];
      for (int i = 0; i < 3_000; i++) {
        int source = random.nextInt(4);
        String name = (source < 2 ? "pairs" : "plain") + source;
        int number = next[source]++;
        Position position = new Position(name, Integer.toString(number));
        intake.accept(scene.batch(name, number + "\n", position));
        if (i % 500 == 0) {
          scene.pipeline.checkpointNow();
        }
      }
      scene.stop();
      assertThat(scene.checkpoints).hasSizeGreaterThan(1);
      for (int i = 0; i < scene.checkpoints.size(); i++) {
        List<String> settled = scene.settledAtCheckpoint.get(i);
        scene.checkpoints.get(i).forEach((key, value) -> isJustBefore(key, value, settled));
      }
      assertThat(scene.checkpoints.getLast()).containsEntry("plain3", "" + (next[3] - 1));
    }
  }

  /// Every line up to the position was settled, and none after it.
  private static void isJustBefore(String source, String position, List<String> settled) {
    if (source.equals("kept")) {
      return;
    }
    List<String> lines =
        settled.stream()
            .filter(line -> line.startsWith(source + ":"))
            .flatMap(line -> List.of(line.substring(source.length() + 1).split("\\+")).stream())
            .toList();
    assertThat(lines).hasSize(Integer.parseInt(position) + 1).last().isEqualTo(position);
  }

  @Test
  void positions_are_kept_until_their_input_is_at_its_end() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(1)).start()) {
      BatchSink intake = scene.pipeline.intake("one", Overflow.BLOCK);
      intake.accept(scene.batch("a", "x\n", new Position("file:1", "10")));
      intake.accept(scene.batch("b", "x\n", new Position("file:2", "20")));
      scene.awaitAll();
      scene.pipeline.checkpointNow();
      assertThat(scene.checkpoints.getLast())
          .isEqualTo(Map.of("kept", "as it was", "file:1", "10", "file:2", "20"));
      intake.accept(scene.batch("a", "y\n", new Position("file:1", "")));
      scene.stop();
      assertThat(scene.checkpoints.getLast())
          .isEqualTo(Map.of("kept", "as it was", "file:2", "20"));
    }
  }

  @Test
  void other_rules_are_taken_between_two_batches_and_no_line_is_lost() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(2)).start()) {
      AtomicBoolean sending = new AtomicBoolean(true);
      Thread sender = Thread.ofPlatform().start(() -> send(scene, sending));
      for (int generation = 1; generation <= 20; generation++) {
        int next = generation;
        scene.pipeline.swap(_ -> scene.anyParser(), () -> scene.judge.generation = next);
      }
      sending.set(false);
      sender.join();
      scene.stop();
      List<String> settled = scene.judge.settled();
      for (int source = 0; source < 3; source++) {
        String prefix = "s" + source + ":";
        List<String> lines = settled.stream().filter(line -> line.startsWith(prefix)).toList();
        int generation = 0;
        for (int i = 0; i < lines.size(); i++) {
          String[] parts = lines.get(i).substring(prefix.length()).split("@");
          assertThat(parts[0]).isEqualTo(Integer.toString(i));
          int now = parts.length == 1 ? 0 : Integer.parseInt(parts[1]);
          assertThat(now).isGreaterThanOrEqualTo(generation);
          generation = now;
        }
      }
      assertThat(scene.balance().inFlight()).isZero();
      assertThat(scene.balance().droppedTotal()).isZero();
    }
  }

  private static void send(LiveScene scene, AtomicBoolean sending) {
    BatchSink intake = scene.pipeline.intake("one", Overflow.BLOCK);
    try {
      for (int i = 0; sending.get(); i++) {
        for (int source = 0; source < 3; source++) {
          intake.accept(scene.batch("s" + source, i + "\n"));
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void when_the_judge_refuses_other_rules_all_stays_as_it_was() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(2)).start()) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() ->
              scene.pipeline.swap(
                  _ -> {
                    throw new IllegalStateException("not in force");
                  },
                  () -> {
                    throw new IllegalArgumentException("no");
                  }));
      scene.pipeline.intake("one", Overflow.BLOCK).accept(scene.batch("a", "on\n"));
      scene.awaitAll();
      assertThat(scene.judge.settled()).containsExactly("a:on");
    }
  }

  @Test
  void rules_can_be_swapped_while_nothing_runs() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(2))) {
      scene.pipeline.swap(_ -> scene.anyParser(), () -> scene.judge.generation = 7);
      scene.pipeline.intake("one", Overflow.BLOCK).accept(scene.batch("a", "on\n"));
      scene.start().stop();
      assertThat(scene.judge.settled()).containsExactly("a:on@7");
    }
  }

  @Test
  void what_is_left_when_nobody_waits_any_more_is_counted_as_stopped() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(1))) {
      BatchSink intake = scene.pipeline.intake("one", Overflow.BLOCK);
      for (int i = 0; i < 10; i++) {
        intake.accept(scene.batch("a", i + "\n"));
      }
      scene.start();
      scene.stopNow();
      intake.accept(scene.batch("a", "too late\n"));
      Balance balance = scene.balance();
      assertThat(balance.inFlight()).isZero();
      assertThat(balance.delivered() + balance.dropped(DropReason.STOPPED)).isEqualTo(11);
      assertThat(scene.acknowledged).hasValue(11);
    }
  }

  @Test
  void sources_that_nobody_hears_of_make_room_for_new_ones() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(2)).start()) {
      BatchSink intake = scene.pipeline.intake("one", Overflow.BLOCK);
      for (int i = 0; i < 1_000; i++) {
        intake.accept(scene.batch("pairs" + i, "half\n"));
      }
      await(() -> scene.judge.settled().size() >= 900);
      assertThat(scene.pipeline.stats().sources()).hasSizeLessThanOrEqualTo(101);
      scene.stop();
      assertThat(scene.balance().delivered()).isEqualTo(1_000);
    }
  }

  @Test
  void whoever_taps_sees_events_while_he_looks() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(1)).start()) {
      BatchSink intake = scene.pipeline.intake("one", Overflow.BLOCK);
      List<String> seen = new CopyOnWriteArrayList<>();
      scene.pipeline.tap(record -> seen.add(record.source() + ":" + record.text(0)));
      intake.accept(scene.batch("a", "seen\n"));
      scene.awaitAll();
      scene.pipeline.untap();
      intake.accept(scene.batch("a", "unseen\n"));
      scene.awaitAll();
      assertThat(seen).containsExactly("a:seen");
    }
  }

  @Test
  void time_passes_on_the_thread_that_settles_also_when_nothing_comes() {
    try (LiveScene scene = new LiveScene(settings(1)).start()) {
      await(() -> scene.ticks.get() >= 3);
      assertThat(scene.checkpoints).isEmpty();
    }
  }

  @Test
  void it_starts_again_after_it_was_interrupted() throws InterruptedException {
    try (LiveScene scene = new LiveScene(settings(2)).start()) {
      BatchSink intake = scene.pipeline.intake("one", Overflow.BLOCK);
      intake.accept(scene.batch("a", "one\n"));
      scene.awaitAll();
      scene.stopNow();
      scene.start();
      await(() -> scene.ticks.get() >= 1);
      Batch next = scene.batch("a", "two\n");
      intake.accept(next);
      scene.awaitAll();
      assertThat(scene.judge.settled()).contains("a:one");
    }
  }

  @Test
  void a_checkpoint_that_was_asked_for_has_all_that_was_handed_in_before() throws Exception {
    try (LiveScene scene = new LiveScene(settings(1)).start()) {
      BatchSink intake = scene.pipeline.intake("file", Overflow.BLOCK);
      scene.judge.mayInspect.drainPermits();
      for (int line = 1; line <= 20; line++) {
        intake.accept(scene.batch("a", line + "\n", new Position("file:a", "" + line)));
      }
      List<Map<String, String>> atReturn = new CopyOnWriteArrayList<>();
      Thread asking =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  scene.pipeline.checkpointNow();
                  atReturn.add(scene.checkpoints.getLast());
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              });
      asking.join(Duration.ofMillis(200));
      scene.judge.mayInspect.release(1_000);
      asking.join();
      assertThat(atReturn).singleElement().extracting(p -> p.get("file:a")).isEqualTo("20");
    }
  }

  @Test
  void lines_whose_settling_was_broken_off_come_again() throws Exception {
    try (LiveScene scene = new LiveScene(settings(1)).start()) {
      BatchSink intake = scene.pipeline.intake("file", Overflow.BLOCK);
      intake.accept(scene.batch("a", "well\n", new Position("file:a", "1")));
      scene.awaitAll();
      intake.accept(scene.batch("a", "stuck\n", new Position("file:a", "2")));
      await(() -> scene.judge.isStuck);
      scene.stopNow();
      assertThat(scene.checkpoints).noneMatch(positions -> positions.containsValue("2"));
      assertThat(scene.balance().dropped(DropReason.STOPPED)).isEqualTo(1);
    }
  }

  @Test
  void a_checkpoint_that_does_not_fit_the_memory_ends_nothing() throws Exception {
    try (LiveScene scene = new LiveScene(settings(1)).start()) {
      BatchSink intake = scene.pipeline.intake("file", Overflow.BLOCK);
      intake.accept(scene.batch("a", "x\n", new Position("fatal", "1")));
      await(() -> !scene.pipeline.health().equals(new Health.Up()));
      intake.accept(scene.batch("a", "goes on\n", new Position("fatal", "")));
      scene.awaitAll();
      assertThat(scene.judge.settled()).containsExactly("a:x", "a:goes on");
    }
  }

  @Test
  void a_thread_that_breaks_ends_all_and_a_new_start_goes_on() throws Exception {
    try (LiveScene scene = new LiveScene(settings(2)).start()) {
      BatchSink intake = scene.pipeline.intake("file", Overflow.BLOCK);
      intake.accept(scene.batch("a", "unsure\n"));
      await(() -> !scene.failure.isEmpty());
      assertThat(scene.failure).contains("does not know");
      scene.start();
      while (!scene.judge.settled().contains("b:well")) {
        intake.accept(scene.batch("b", "well\n")); // lost as stopped until it runs again
      }
    }
  }
}
