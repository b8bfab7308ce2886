package io.ironpost.store.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.config.ByteSize;
import io.ironpost.core.module.Health;
import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class SpoolTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void what_was_appended_is_read_in_order_and_again_after_a_restart() throws Exception {
    try (Spool spool = open(SpoolSettings.defaults());
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      appendTo(spool, 1, 1_000);
      assertThat(texts(reader, 1_000)).isEqualTo(expected(1, 1_000));
      reader.acknowledge(400);
      assertThat(reader.backlog()).isEqualTo(600);
    }
    try (Spool spool = open(SpoolSettings.defaults());
        SpoolReader reader = spool.reader("sink", Spool.From.END)) {
      assertThat(spool.found()).isEmpty();
      assertThat(spool.durable()).isEqualTo(1_000);
      assertThat(spool.append("entry 1001".getBytes(UTF_8))).isEqualTo(1_001);
      assertThat(texts(reader, 601)).isEqualTo(expected(401, 1_001));
      assertThat(reader.lost()).isZero();
    }
  }

  @Test
  void others_on_the_machine_read_neither_folder_nor_segments() throws Exception {
    Path spool = folder.resolve("spool");
    try (Spool opened = Spool.open(spool, SpoolSettings.defaults(), new Random(7))) {
      appendTo(opened, 1, 1);
      opened.awaitDurable(1);
      assertThat(permissions(spool)).isEqualTo("rwxr-x---");
      assertThat(permissions(spool.resolve("00000000000000000001.spool"))).isEqualTo("rw-r-----");
    }
  }

  @Test
  void a_reader_waits_for_what_comes() throws Exception {
    try (Spool spool = open(SpoolSettings.defaults());
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      assertThat(reader.next(10, Duration.ofMillis(5))).isEmpty();
      Thread appender = Thread.startVirtualThread(() -> appendTo(spool, 1, 1));
      assertThat(texts(reader, 1)).containsExactly("entry 1");
      appender.join();
      assertThat(reader.next(10, Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void an_interrupted_reader_can_be_used_again() throws Exception {
    try (Spool spool = open(SpoolSettings.defaults());
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      appendTo(spool, 1, 10);
      spool.awaitDurable(10);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> reader.next(5, LONG)).isInstanceOf(InterruptedException.class);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(texts(reader, 10)).isEqualTo(expected(1, 10));
    }
  }

  @Test
  void a_rewound_reader_is_given_again_what_it_did_not_acknowledge() throws Exception {
    try (Spool spool = open(small(1 << 20));
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      appendTo(spool, 1, 2_000);
      texts(reader, 1_500);
      reader.acknowledge(700);
      reader.rewind();
      assertThat(texts(reader, 1_300)).isEqualTo(expected(701, 2_000));
    }
  }

  @Test
  void a_new_reader_begins_where_it_is_told() throws Exception {
    try (Spool spool = open(SpoolSettings.defaults())) {
      appendTo(spool, 1, 3);
    }
    try (Spool spool = open(SpoolSettings.defaults())) {
      try (SpoolReader end = spool.reader("end", Spool.From.END);
          SpoolReader own = spool.readerFrom("history", 2)) {
        assertThat(end.next(10, Duration.ZERO)).isEmpty();
        assertThat(texts(own, 1)).containsExactly("entry 3");
      }
    }
  }

  @Test
  void segments_go_when_all_readers_and_the_checkpoint_are_done_with_them() throws Exception {
    try (Spool spool = open(small(1 << 20));
        SpoolReader fast = spool.reader("fast", Spool.From.BEGINNING);
        SpoolReader slow = spool.reader("slow", Spool.From.BEGINNING)) {
      appendTo(spool, 1, 2_000);
      texts(fast, 2_000);
      texts(slow, 2_000);
      fast.acknowledge(2_000);
      slow.acknowledge(2_000);
      spool.retainFrom(1_000);
      awaitFirst(spool, 800, 1_000);
      spool.retainFrom(2_001);
      spool.forget("slow");
      awaitFirst(spool, 1_800, 2_000);
      assertThat(spool.status().segments()).isEqualTo(1);
    }
  }

  @Test
  void above_the_limit_the_oldest_go_and_a_reader_counts_exactly_what_it_lost() throws Exception {
    long lost;
    try (Spool spool = open(small(16 << 10));
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      appendTo(spool, 1, 10);
      texts(reader, 5);
      reader.acknowledge(5);
      appendTo(spool, 11, 3_000);
      spool.awaitDurable(3_000);
      List<String> rest = new ArrayList<>();
      while (reader.backlog() > 0) {
        for (SpoolEntry entry : reader.next(100, LONG)) {
          rest.add(new String(entry.payload(), UTF_8));
          reader.acknowledge(entry.sequence());
        }
      }
      assertThat(rest.getLast()).isEqualTo("entry 3000");
      assertThat(spool.status().bytes()).isLessThanOrEqualTo(20 << 10);
      lost = reader.lost();
      assertThat(lost).isPositive().isEqualTo(2_995 - rest.size());
    }
    try (Spool spool = open(small(16 << 10));
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      assertThat(reader.lost()).isEqualTo(lost);
    }
  }

  @Test
  void an_entry_too_large_is_refused_and_the_largest_is_not() throws Exception {
    try (Spool spool = open(small(1 << 20));
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      assertThatThrownBy(() -> spool.append(new byte[(1 << 20) + 1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1048577");
      byte[] largest = new byte[1 << 20];
      new Random(1).nextBytes(largest);
      spool.append(largest);
      spool.append(new byte[0]);
      assertThat(next(reader).payload()).isEqualTo(largest);
      assertThat(next(reader).payload()).isEmpty();
    }
  }

  @Test
  void two_writers_on_one_folder_are_refused() throws Exception {
    try (Spool _ = open(SpoolSettings.defaults())) {
      assertThatThrownBy(() -> open(SpoolSettings.defaults()))
          .isInstanceOf(SpoolRefusedException.class)
          .hasMessageContaining("in use by this process");
    }
    open(SpoolSettings.defaults()).close();
  }

  @Test
  void a_closed_spool_takes_nothing_and_nobody_waits_for_it() throws Exception {
    Spool spool = open(SpoolSettings.defaults());
    SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING);
    spool.close();
    assertThatThrownBy(() -> spool.append(new byte[1])).isInstanceOf(SpoolClosedException.class);
    assertThatThrownBy(() -> spool.awaitDurable(1)).isInstanceOf(SpoolClosedException.class);
    assertThatThrownBy(() -> reader.next(1, LONG)).isInstanceOf(SpoolClosedException.class);
  }

  @Test
  void replay_gives_what_is_durable_from_a_sequence_on() throws Exception {
    try (Spool spool = open(small(1 << 20))) {
      appendTo(spool, 1, 500);
      spool.awaitDurable(500);
      List<String> seen = new ArrayList<>();
      long missing = spool.replay(321, entry -> seen.add(new String(entry.payload(), UTF_8)));
      assertThat(seen).isEqualTo(expected(321, 500));
      assertThat(missing).isZero();
    }
  }

  @Test
  void one_who_is_ahead_of_the_spool_skips_nothing() throws Exception {
    try (Spool spool = open(SpoolSettings.defaults());
        SpoolReader ahead = spool.readerFrom("history", 70)) {
      assertThat(spool.append("new".getBytes(UTF_8))).isEqualTo(71);
      assertThat(texts(ahead, 1)).containsExactly("new");
      assertThat(ahead.lost()).isZero();
      try (SpoolReader late = spool.readerFrom("late", 5_000)) {
        assertThat(texts(late, 1)).containsExactly("new");
      }
    }
  }

  @Test
  void it_is_well_when_nothing_is_wrong() throws Exception {
    try (Spool spool = open(SpoolSettings.defaults())) {
      appendTo(spool, 1, 1);
      spool.awaitDurable(1);
      assertThat(spool.health()).isEqualTo(new Health.Up());
      assertThat(spool.status().pendingBytes()).isZero();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("00000000000000000001.spool", "lock", "readers");
    }
  }

  private Spool open(SpoolSettings settings) throws IOException {
    return Spool.open(folder, settings, new Random(7));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static SpoolSettings small(long limit) {
    return new SpoolSettings(new ByteSize(limit), new ByteSize(4 << 10), new ByteSize(2 << 10));
  }

  private static void appendTo(Spool spool, long from, long to) {
    try {
      for (long i = from; i <= to; i++) {
        assertThat(spool.append(("entry " + i).getBytes(UTF_8))).isEqualTo(i);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> expected(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(i -> "entry " + i).toList();
  }

  private static List<String> texts(SpoolReader reader, int count) throws InterruptedException {
    List<String> texts = new ArrayList<>();
    while (texts.size() < count) {
      List<SpoolEntry> entries = reader.next(count - texts.size(), LONG);
      assertThat(entries).isNotEmpty();
      entries.forEach(entry -> texts.add(new String(entry.payload(), UTF_8)));
    }
    return texts;
  }

  private static SpoolEntry next(SpoolReader reader) throws InterruptedException {
    return reader.next(1, LONG).getFirst();
  }

  private static void awaitFirst(Spool spool, long from, long to) throws InterruptedException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (spool.status().first() < from || spool.status().first() > to) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(Duration.ofMillis(5));
    }
  }
}
