package io.ironpost.store.checkpoint;

import static io.ironpost.store.checkpoint.CheckpointsTest.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.disk.LocalDisk;
import io.ironpost.core.module.Health;
import io.ironpost.store.spool.Spool;
import io.ironpost.store.spool.SpoolSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class CheckpointWriterTest {
  @TempDir private Path folder;
  private final BlockingQueue<Checkpoint> written = new LinkedBlockingQueue<>();

  @Test
  void a_checkpoint_is_written_once_the_entries_it_knows_of_are_durable() throws Exception {
    try (Spool spool = spool()) {
      CheckpointWriter writer = writer(new Checkpoints(new LocalDisk(), folder), spool);
      Thread thread = started(writer);
      writer.submit(checkpoint(1));
      assertThat(written.poll(30, TimeUnit.MILLISECONDS)).isNull();
      spool.append(new byte[10]);
      assertThat(written.take().spoolSequence()).isEqualTo(1);
      writer.stop();
      thread.join();
    }
  }

  @Test
  void the_latest_wins_and_is_written_when_it_stops() throws Exception {
    try (Spool spool = spool()) {
      spool.append(new byte[10]);
      CheckpointWriter writer = writer(new Checkpoints(new LocalDisk(), folder), spool);
      writer.submit(checkpoint(0));
      writer.submit(checkpoint(1));
      writer.stop();
      writer.start();
      assertThat(written).extracting(Checkpoint::spoolSequence).containsExactly(1L);
    }
  }

  @Test
  void while_the_disk_refuses_health_says_so_and_the_latest_is_tried_again() throws Exception {
    CheckpointsTest.FailingDisk disk = new CheckpointsTest.FailingDisk();
    try (Spool spool = spool()) {
      CheckpointWriter writer = writer(new Checkpoints(disk, folder), spool);
      Thread thread = started(writer);
      disk.failAt(0);
      writer.submit(checkpoint(0));
      await(() -> writer.health() instanceof Health.Degraded);
      assertThat(writer.health().reason()).contains("no space left");
      disk.failAt(Integer.MAX_VALUE);
      assertThat(written.take().spoolSequence()).isZero();
      assertThat(writer.health()).isEqualTo(new Health.Up());
      writer.stop();
      thread.join();
    }
  }

  private CheckpointWriter writer(Checkpoints checkpoints, Spool spool) {
    return new CheckpointWriter(checkpoints, spool, 0, written::add);
  }

  private static Thread started(CheckpointWriter writer) {
    return Thread.startVirtualThread(() -> {
      try {
        writer.start();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
  }

  private Spool spool() throws IOException {
    return Spool.open(folder.resolve("spool"), SpoolSettings.defaults(), new Random(1));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(Duration.ofMillis(2));
    }
  }
}
