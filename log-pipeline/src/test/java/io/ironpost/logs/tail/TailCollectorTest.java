package io.ironpost.logs.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.module.Health;
import io.ironpost.logs.collect.CollectLimits;
import io.ironpost.logs.tail.TailSettings.From;
import io.ironpost.logs.tail.TailSettings.Watching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TailCollectorTest {
  @TempDir Path directory;

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Path at(String name) {
    return directory.resolve(name);
  }

  private TailSettings quick(String... patterns) {
    return RunningTail.quick(
        List.of(patterns).stream().map(p -> at(p).toString()).toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource(Watching.class)
  void lines_come_as_they_are_written_with_their_numbers_and_offsets(Watching watching)
      throws Exception {
    append(at("a.log"), "one\n");
    try (RunningTail tail = new RunningTail(quick("a.log").watching(watching)).start()) {
      tail.awaitLines("one");
      append(at("a.log"), "two\r\n\nthr\0ee\n");
      tail.awaitLines("one", "two\r", "", "thr\0ee");
      append(at("a.log"), "f\u00fcnf \u2713\n");
      tail.awaitLines("one", "two\r", "", "thr\0ee", "f\u00fcnf \u2713");
      assertThat(tail.lines().stream().map(RunningTail.Line::number))
          .containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(tail.lines().stream().map(RunningTail.Line::offset))
          .containsExactly(0L, 4L, 9L, 10L, 17L);
      assertThat(tail.health()).isInstanceOf(Health.Up.class);
    }
  }

  /// `/proc/kmsg` keeps its reader waiting and no interrupt ends that; only root may try it.
  @ParameterizedTest
  @ValueSource(strings = {"/proc/self/status", "/proc/kmsg"})
  void a_file_that_the_kernel_makes_up_holds_up_no_other(String made) throws Exception {
    assumeTrue(Files.isReadable(Path.of(made)), made + " cannot be read");
    Files.createSymbolicLink(at("0.log"), Path.of(made));
    append(at("a.log"), "one\n");
    try (RunningTail tail = new RunningTail(quick("*.log")).start()) {
      tail.awaitLines("one");
      append(at("a.log"), "two\n");
      tail.awaitLines("one", "two");
    }
  }

  /// Who may write in a folder of logs must not be able to stop all others: opening a FIFO waits
  /// for a writer.
  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void a_log_that_became_a_fifo_holds_up_no_other(int open) throws Exception {
    append(at("a.log"), "one\n");
    append(at("b.log"), "two\n");
    try (RunningTail tail = new RunningTail(quick("*.log").atMost(open, 10)).start()) {
      tail.awaitLines("one", "two");
      Files.delete(at("a.log")); // its inode number is free: the FIFO may get it
      Process made = new ProcessBuilder("mkfifo", at("a.log").toString()).start();
      assertThat(made.waitFor()).isZero();
      append(at("c.log"), "three\n"); // found by a look at the whole folder
      tail.awaitLines("one", "two", "three");
      append(at("b.log"), "four\n");
      tail.awaitLines("one", "two", "three", "four");
    }
  }

  @Test
  void half_a_line_waits_for_its_end() throws Exception {
    append(at("a.log"), "one\ntw");
    try (RunningTail tail = new RunningTail(quick("a.log")).start()) {
      tail.awaitLines("one");
      append(at("a.log"), "o");
      append(at("b.log"), "x"); // concerns nobody
      append(at("a.log"), "\nthree");
      tail.awaitLines("one", "two");
      tail.stop();
      tail.start();
      append(at("a.log"), "\n");
      tail.awaitLines("one", "two", "three");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1023, 1024, 1025, 1026, 4095, 4096, 5000, 1 << 20})
  void of_a_line_that_is_too_long_the_beginning_is_kept_and_the_loss_counted(int length)
      throws Exception {
    append(at("a.log"), "one\n" + "x".repeat(length) + "\ntwo\n");
    try (RunningTail tail = new RunningTail(quick("a.log")).start()) {
      tail.awaitLines("one", "x".repeat(Math.min(length, 1024)), "two");
      tail.await("the books", () -> tail.books().inFlight() == 0);
      assertThat(tail.books().dropped(DropReason.LINE_TOO_LONG)).isEqualTo(length > 1024 ? 1 : 0);
      assertThat(tail.lines().getLast().number()).isEqualTo(3);
      assertThat(tail.lines().getLast().offset()).isEqualTo(5L + length);
    }
  }

  @Test
  void a_line_that_is_too_long_stays_one_line_over_a_restart() throws Exception {
    append(at("a.log"), "x".repeat(3000));
    try (RunningTail tail = new RunningTail(quick("a.log")).start()) {
      tail.awaitLines("x".repeat(1024));
      tail.stop();
      append(at("a.log"), "x".repeat(3000) + "\ntwo\n");
      tail.start();
      tail.awaitLines("x".repeat(1024), "two");
    }
  }

  @Test
  void the_first_start_begins_at_the_end_of_what_is_there_and_later_ones_lose_nothing()
      throws Exception {
    append(at("a.log"), "old\nhal");
    try (RunningTail tail = new RunningTail(quick("*.log").from(From.END)).start()) {
      tail.await("its place", () -> tail.positions().size() == 2);
      append(at("a.log"), "f\n");
      tail.awaitLines("half");
      assertThat(tail.lines().getFirst().number()).isEqualTo(2);
      append(at("b.log"), "new\n");
      tail.awaitLines("half", "new");
      tail.stop();
      append(at("c.log"), "meanwhile\n");
      append(at("a.log"), "too\n");
      tail.start();
      tail.await("both", () -> tail.texts().size() == 4);
      assertThat(tail.texts()).contains("meanwhile", "too");
    }
  }

  @Test
  void nothing_written_is_read_at_first_and_the_place_is_known_all_the_same() throws Exception {
    append(at("a.log"), "old\n");
    try (RunningTail tail = new RunningTail(quick("a.log").from(From.END)).start()) {
      tail.await("its place", () -> tail.positions().size() == 2);
      tail.stop();
      append(at("a.log"), "meanwhile\n");
      tail.start();
      tail.awaitLines("meanwhile");
    }
  }

  @ParameterizedTest
  @EnumSource(Watching.class)
  void patterns_find_what_appears_later_in_folders_that_appear_later(Watching watching)
      throws Exception {
    TailSettings settings =
        quick("logs/*.log", "deep/**/x?.txt", "c/*/*-json.log", "folder").watching(watching);
    try (RunningTail tail = new RunningTail(settings.excluding(List.of("**.gz", "bad*"))).start()) {
      Files.createDirectories(at("logs"));
      append(at("logs/a.log"), "1\n");
      append(at("logs/a.txt"), "no\n");
      append(at("logs/bad.log"), "no\n");
      Files.createDirectories(at("deep/er/still"));
      append(at("deep/x1.txt"), "2\n");
      append(at("deep/er/still/x2.txt"), "3\n");
      append(at("deep/er/still/x22.txt"), "no\n");
      Files.createDirectories(at("c/abc"));
      append(at("c/abc/abc-json.log"), "4\n");
      Files.createDirectories(at("folder"));
      append(at("folder/any"), "5\n");
      append(at("folder/any.gz"), "no\n");
      tail.await("five", () -> tail.texts().size() >= 5);
      assertThat(tail.texts()).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    }
  }

  @Test
  void a_folder_replaced_by_another_is_followed() throws Exception {
    Files.createDirectories(at("logs"));
    append(at("logs/a.log"), "1\n");
    try (RunningTail tail = new RunningTail(quick("logs/*.log")).start()) {
      tail.awaitLines("1");
      Files.move(at("logs"), at("old"));
      Files.createDirectories(at("logs"));
      append(at("logs/a.log"), "2\n");
      tail.awaitLines("1", "2");
      append(at("logs/a.log"), "3\n");
      tail.awaitLines("1", "2", "3");
    }
  }

  @Test
  void an_archive_among_the_logs_is_left_alone() throws Exception {
    Files.write(at("a.log"), new byte[] {0x1f, (byte) 0x8b, 8, 0, '\n'});
    append(at("b.log"), "1\n");
    try (RunningTail tail = new RunningTail(quick("*.log")).start()) {
      tail.awaitLines("1");
    }
  }

  @Test
  void more_files_than_may_be_open_are_all_read() throws Exception {
    List<String> expected = new ArrayList<>();
    try (RunningTail tail = new RunningTail(quick("*.log").atMost(3, 100)).start()) {
      for (int round = 0; round < 4; round++) {
        for (int file = 0; file < 20; file++) {
          append(at(file + ".log"), file + "/" + round + "\n");
          expected.add(file + "/" + round);
        }
        int wanted = expected.size();
        tail.await("all of round " + round, () -> tail.texts().size() >= wanted);
      }
      assertThat(tail.texts()).containsExactlyInAnyOrderElementsOf(expected);
      Files.move(at("7.log"), at("7.log.1")); // most likely closed
      append(at("7.log.1"), "rest\n");
      append(at("7.log"), "new\n");
      tail.await("both", () -> tail.texts().size() == expected.size() + 2);
      assertThat(tail.texts()).endsWith("rest", "new");
    }
  }

  @Test
  void more_files_than_are_followed_are_told() throws Exception {
    for (int file = 0; file < 5; file++) {
      append(at(file + ".log"), file + "\n");
    }
    try (RunningTail tail = new RunningTail(quick("*.log").atMost(10, 3)).start()) {
      tail.await("three", () -> tail.texts().size() == 3);
      tail.await("it is told", () -> tail.health().reason().contains("more than 3 files"));
    }
  }

  @Test
  void a_file_that_may_not_be_read_is_told_and_read_once_it_may() throws Exception {
    append(at("a.log"), "1\n");
    Files.setPosixFilePermissions(at("a.log"), Set.of());
    assumeFalse(Files.isReadable(at("a.log")), "root may read every file");
    try (RunningTail tail = new RunningTail(quick("a.log")).start()) {
      tail.await("it is told", () -> tail.health().reason().contains("permission denied"));
      Files.setPosixFilePermissions(
          at("a.log"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
      tail.awaitLines("1");
      tail.await("it is well", () -> tail.health() instanceof Health.Up);
    }
  }

  @Test
  void a_folder_or_a_pipe_where_a_file_is_expected_stops_nothing() throws Exception {
    Files.createDirectories(at("a.log/below"));
    append(at("b.log"), "1\n");
    Process made = new ProcessBuilder("mkfifo", at("c.log").toString()).start();
    assertThat(made.waitFor()).isZero();
    try (RunningTail tail = new RunningTail(quick("*.log", "b.log/x/y.log")).start()) {
      tail.awaitLines("1");
    }
  }

  @Test
  void garbage_for_positions_is_no_position() throws Exception {
    append(at("a.log"), "1\n");
    FileStat stat = FileStat.of(at("a.log")).orElseThrow();
    try (RunningTail tail = new RunningTail(quick("a.log"))) {
      tail.remember("files:" + stat.id().key(), "offset=-7 line=0 head=999:zz path=\0");
      tail.remember("files:", "x");
      tail.remember("files:1:2:3", "path=");
      tail.remember("journald", "s=abc");
      tail.start();
      tail.awaitLines("1");
    }
  }

  @Test
  void two_collectors_leave_each_others_positions_alone() throws Exception {
    append(at("pod.log"), "of a container\n");
    append(at("a.log"), "of the host\n");
    Map<String, String> kept;
    try (RunningTail tail = new RunningTail("containers", quick("pod.log")).start()) {
      tail.awaitLines("of a container");
      tail.stop();
      kept = tail.positions();
    }
    try (RunningTail tail = new RunningTail("file", quick("a.log"))) {
      kept.forEach(tail::remember);
      tail.start();
      tail.awaitLines("of the host");
      tail.stop();
      assertThat(tail.positions()).containsAllEntriesOf(kept);
    }
  }

  @Test
  void a_busy_file_does_not_keep_others_waiting() throws Exception {
    append(at("busy.log"), ("x".repeat(99) + "\n").repeat(20_000));
    append(at("quiet.log"), "here\n");
    try (RunningTail tail = new RunningTail(quick("*.log")).start()) {
      tail.await("all", () -> tail.texts().size() == 20_001);
      assertThat(tail.texts().indexOf("here")).isLessThan(200); // some batches of 4 KiB
    }
  }

  @Test
  void a_sink_that_waits_makes_larger_batches_and_loses_nothing() throws Exception {
    try (RunningTail tail = new RunningTail(quick("a.log")).start()) {
      append(at("a.log"), "0\n");
      tail.awaitLines("0");
      tail.hold();
      for (int line = 1; line <= 500; line++) {
        append(at("a.log"), line + "\n");
      }
      tail.letThrough();
      tail.await("all", () -> tail.texts().size() == 501);
      assertThat(tail.texts().getLast()).isEqualTo("500");
    }
  }

  @Test
  void a_line_is_there_within_milliseconds() throws Exception {
    append(at("a.log"), "0\n");
    TailSettings slow = quick("a.log").looking(Duration.ofHours(1), Duration.ofHours(1));
    try (RunningTail tail = new RunningTail(slow).start()) {
      tail.awaitLines("0");
      List<Long> waits = new ArrayList<>();
      for (int line = 1; line <= 50; line++) {
        long before = System.nanoTime();
        append(at("a.log"), line + "\n");
        int wanted = line + 1;
        tail.await("the line", () -> tail.texts().size() == wanted);
        waits.add(System.nanoTime() - before);
      }
      waits.sort(null);
      assertThat(Duration.ofNanos(waits.get(25))).isLessThan(Duration.ofMillis(20));
    }
  }

  @Test
  void stopped_in_the_middle_of_handing_on_it_goes_on_with_the_same_lines() throws Exception {
    append(at("a.log"), "1\n2\n");
    try (RunningTail tail = new RunningTail(quick("a.log"))) {
      tail.hold();
      tail.start();
      tail.await("a batch in hand", tail::isHeld);
      tail.interrupt();
      tail.letThrough();
      tail.start();
      tail.awaitLines("1", "2");
      tail.await("the books", () -> tail.books().inFlight() == 0);
    }
  }

  @Test
  void settings_out_of_range_are_refused() {
    TailSettings good = TailSettings.following(List.of("/var/log/*.log"));
    assertThatThrownBy(() -> good.atMost(0, 1)).hasMessageContaining("mostOpen");
    assertThatThrownBy(() -> good.looking(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("poll");
    assertThatThrownBy(() -> TailSettings.following(List.of("/var/log/[a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(good.within(CollectLimits.defaults()).limits().bufferBytes()).isEqualTo(1 << 20);
  }
}
