package io.ironpost.store.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.disk.Disk;
import io.ironpost.core.disk.LocalDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointsTest {
  private static final List<String> STEPS =
      List.of("delete", "append", "sync", "rename", "rename", "sync");

  @TempDir private Path folder;

  @Test
  void a_checkpoint_is_read_as_it_was_written() throws IOException {
    Checkpoints checkpoints = new Checkpoints(new LocalDisk(), folder);
    assertThat(checkpoints.read()).isEqualTo(new CheckpointReading.None());
    checkpoints.write(checkpoint(1));
    checkpoints.write(checkpoint(2));
    assertThat(sequence(checkpoints.read())).isEqualTo(2);
    Checkpoint read = ((CheckpointReading.Found) checkpoints.read()).checkpoint();
    assertThat(read).usingRecursiveComparison().isEqualTo(checkpoint(2));
  }

  @Test
  void an_empty_checkpoint_is_one_too() throws IOException {
    Checkpoints checkpoints = new Checkpoints(new LocalDisk(), folder);
    Checkpoint empty = new Checkpoint(Map.of(), new byte[0], new byte[0], 0, Instant.EPOCH, "");
    checkpoints.write(empty);
    assertThat(checkpoints.read()).isInstanceOf(CheckpointReading.Found.class);
  }

  @Test
  void a_damaged_newest_one_falls_back_to_the_one_before_and_says_why() throws IOException {
    Checkpoints checkpoints = new Checkpoints(new LocalDisk(), folder);
    checkpoints.write(checkpoint(1));
    checkpoints.write(checkpoint(2));
    Path newest = folder.resolve("checkpoint");
    byte[] sound = Files.readAllBytes(newest);
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = Arrays.copyOf(sound, random.nextInt(sound.length) + random.nextInt(2));
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] ^= 4;
      }
      Files.write(newest, bytes);
      CheckpointReading read = checkpoints.read();
      assertThat(read).isInstanceOf(CheckpointReading.FellBack.class);
      assertThat(sequence(read)).isEqualTo(1);
      assertThat(((CheckpointReading.FellBack) read).why()).contains("checkpoint cannot be used");
    }
    Files.write(folder.resolve("checkpoint.1"), new byte[] {1});
    assertThat(checkpoints.read()).isInstanceOf(CheckpointReading.Lost.class);
  }

  @Test
  void a_checkpoint_of_another_version_is_said_to_be_one() {
    byte[] bytes = CheckpointFormat.write(checkpoint(1));
    bytes[11] = 2;
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
    assertThatThrownBy(() -> CheckpointFormat.read(bytes))
        .isInstanceOf(CheckpointFormat.Unreadable.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void lengths_that_lie_take_no_memory_and_throw_nothing_else() {
    byte[] bytes = CheckpointFormat.write(checkpoint(1));
    for (int at = 12; at < bytes.length - 4; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] = 0x7f;
      CRC32C crc = new CRC32C();
      crc.update(damaged, 0, damaged.length - 4);
      ByteBuffer.wrap(damaged).putInt(damaged.length - 4, (int) crc.getValue());
      try {
        assertThat(CheckpointFormat.read(damaged).spoolSequence()).isNotNegative();
      } catch (CheckpointFormat.Unreadable e) {
        assertThat(e).hasMessageContaining("inconsistent");
      }
    }
  }

  @Test
  void one_too_large_is_refused_and_the_old_one_stays() throws IOException {
    Checkpoints checkpoints = new Checkpoints(new LocalDisk(), folder);
    checkpoints.write(checkpoint(1));
    Checkpoint large =
        new Checkpoint(
            Map.of("a", "x".repeat(70_000)), new byte[0], new byte[0], 2, Instant.EPOCH, "");
    assertThatThrownBy(() -> checkpoints.write(large)).isInstanceOf(IllegalArgumentException.class);
    assertThat(sequence(checkpoints.read())).isEqualTo(1);
  }

  @Test
  void a_failure_at_any_step_leaves_a_whole_checkpoint_and_the_next_write_works()
      throws IOException {
    for (int step = 0; step < STEPS.size(); step++) {
      Path own = Files.createDirectory(folder.resolve("step" + step));
      FailingDisk disk = new FailingDisk();
      Checkpoints checkpoints = new Checkpoints(disk, own);
      checkpoints.write(checkpoint(1));
      checkpoints.write(checkpoint(2));
      disk.failAt(step);
      assertThatThrownBy(() -> checkpoints.write(checkpoint(3))).isInstanceOf(IOException.class);
      assertThat(disk.steps).isEqualTo(STEPS.subList(0, step + 1));
      assertThat(sequence(checkpoints.read())).isIn(2L, 3L);
      disk.failAt(Integer.MAX_VALUE);
      checkpoints.write(checkpoint(4));
      assertThat(sequence(checkpoints.read())).isEqualTo(4);
    }
  }

  static Checkpoint checkpoint(long sequence) {
    Map<String, String> positions =
        Map.of("file:/var/log/auth.log", "inode 7 offset " + sequence, "journal", "s=ü");
    byte[] judge = ("judge " + sequence).getBytes(UTF_8);
    Instant at = Instant.parse("2026-11-23T10:00:00.123456789Z");
    return new Checkpoint(positions, judge, new byte[] {1, 2, 3}, sequence, at, "0.1.0");
  }

  private static long sequence(CheckpointReading reading) {
    return switch (reading) {
      case CheckpointReading.Found(var checkpoint) -> checkpoint.spoolSequence();
      case CheckpointReading.FellBack(var checkpoint, _) -> checkpoint.spoolSequence();
      case CheckpointReading.Lost(_), CheckpointReading.None() -> -1;
    };
  }

  /// Refuses one step and all after it.
  static final class FailingDisk implements Disk {
    private final Disk disk = new LocalDisk();
    private final List<String> steps = new ArrayList<>();
    private int failAt = Integer.MAX_VALUE;

    void failAt(int step) {
      steps.clear();
      failAt = step;
    }

    private void step(String name) throws IOException {
      steps.add(name);
      if (steps.size() > failAt) {
        throw new IOException("no space left on device");
      }
    }

    @Override
    public byte[] read(Path file, int maxBytes) throws IOException {
      return disk.read(file, maxBytes);
    }

    @Override
    public void append(Path file, byte[] bytes) throws IOException {
      step("append");
      disk.append(file, bytes);
    }

    @Override
    public void sync(Path fileOrFolder) throws IOException {
      step("sync");
      disk.sync(fileOrFolder);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      step("rename");
      disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      step("delete");
      disk.delete(file);
    }
  }
}
