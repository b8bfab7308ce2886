package io.ironpost.store.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.config.ByteSize;
import io.ironpost.core.module.Health;
import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SpoolFullDiskTest {
  private static final Path FOLDER = Path.of("/spool");
  private static final SpoolSettings SETTINGS =
      new SpoolSettings(new ByteSize(1 << 20), new ByteSize(8 << 10), new ByteSize(1 << 10));

  @Test
  void while_the_disk_refuses_appenders_wait_health_says_why_and_nothing_is_lost()
      throws Exception {
    SimulatedDisk disk = new SimulatedDisk();
    try (Spool spool = Spool.open(FOLDER, SETTINGS, new Random(1), disk);
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      spool.append(new byte[100]);
      spool.awaitDurable(1);
      disk.refuseSteps(0, Integer.MAX_VALUE);
      Thread appender = Thread.startVirtualThread(() -> append(spool, 99));
      await(() -> spool.health() instanceof Health.Down && spool.status().pendingBytes() > 1 << 10);
      assertThat(spool.health().reason()).contains("no space left").contains("detection waits");
      assertThat(spool.durable()).isEqualTo(1);
      assertThat(appender.isAlive()).isTrue();
      disk.refuseSteps(Integer.MAX_VALUE, Integer.MAX_VALUE);
      appender.join();
      spool.awaitDurable(100);
      await(() -> spool.health() instanceof Health.Up);
      List<Long> given = new ArrayList<>();
      while (given.size() < 100) {
        reader.next(100, Duration.ofSeconds(5)).stream()
            .map(SpoolEntry::sequence)
            .forEach(given::add);
      }
      assertThat(given).isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
      assertThat(reader.lost()).isZero();
    }
  }

  @Test
  void it_can_be_closed_while_the_disk_refuses_and_says_that_entries_are_not_durable()
      throws Exception {
    SimulatedDisk disk = new SimulatedDisk();
    Spool spool = Spool.open(FOLDER, SETTINGS, new Random(1), disk);
    disk.refuseSteps(0, Integer.MAX_VALUE);
    long sequence = spool.append(new byte[10]);
    await(() -> spool.health() instanceof Health.Down);
    spool.close();
    assertThatThrownBy(() -> spool.awaitDurable(sequence)).isInstanceOf(SpoolClosedException.class);
  }

  @Test
  void a_fault_of_the_writer_reaches_those_who_wait() throws Exception {
    SimulatedDisk disk = new SimulatedDisk();
    Spool spool = Spool.open(FOLDER, SETTINGS, new Random(1), disk);
    disk.crashBeforeStep(0);
    long sequence = spool.append(new byte[10]);
    assertThatThrownBy(() -> spool.awaitDurable(sequence))
        .isInstanceOf(SpoolClosedException.class)
        .hasCauseInstanceOf(SimulatedDisk.PowerLoss.class);
    assertThat(spool.health()).isInstanceOf(Health.Down.class);
    spool.close();
  }

  @Test
  void a_sector_that_cannot_be_read_costs_its_entries_and_holds_nobody_up() throws Exception {
    SimulatedDisk disk = new SimulatedDisk();
    try (Spool spool = Spool.open(FOLDER, SETTINGS, new Random(1), disk);
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      append(spool, 150);
      spool.awaitDurable(150);
      disk.makeUnreadable(Segment.fileOf(FOLDER, 1), 5_000);
      List<SpoolEntry> given = new ArrayList<>();
      int failures = 0;
      while (reader.backlog() > 0) {
        try {
          List<SpoolEntry> next = reader.next(100, Duration.ofMillis(20));
          given.addAll(next);
          next.forEach(entry -> reader.acknowledge(entry.sequence()));
        } catch (UncheckedIOException e) {
          assertThat(e).hasMessageContaining("input/output error");
          assertThat(++failures).isLessThanOrEqualTo(2 * EntryStream.MAX_FAILURES);
        }
      }
      assertThat(failures).isPositive();
      assertThat(reader.lost()).isBetween(1L, 40L).isEqualTo(150 - given.size());
    }
    assertThat(new SpoolInspection(FOLDER, disk).check().damage())
        .extracting(SpoolDamage::kind)
        .containsExactly(SpoolDamage.Kind.BAD_RECORD);
    Spool.open(FOLDER, SETTINGS, new Random(1), disk).close();
  }

  private static void append(Spool spool, int count) {
    try {
      for (int i = 0; i < count; i++) {
        spool.append(new byte[100]);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(Duration.ofMillis(2));
    }
  }
}
