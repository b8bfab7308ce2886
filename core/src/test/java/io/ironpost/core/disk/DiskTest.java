package io.ironpost.core.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class DiskTest {
  private static final Path FILE = Path.of("/rules/ssh.yml");

  @Test
  void a_replaced_file_is_the_new_one() throws IOException {
    CrashingDisk disk = diskWithOldFile();
    disk.replace(FILE, "new".getBytes(UTF_8));
    assertThat(disk.read(FILE, 100)).asString(UTF_8).isEqualTo("new");
    assertThat(disk.afterPowerLoss()).containsOnlyKeys(FILE);
  }

  @Test
  void a_crash_before_any_step_leaves_the_old_file_or_the_new_one_whole() throws IOException {
    for (int step = 0; step < 5; step++) {
      CrashingDisk disk = diskWithOldFile();
      disk.crashBeforeStep(step);
      try {
        disk.replace(FILE, "new".getBytes(UTF_8));
        throw new AssertionError("no crash before step " + step);
      } catch (CrashingDisk.Crash _) {
        byte[] found = Objects.requireNonNull(disk.afterPowerLoss().get(FILE));
        assertThat(found).asString(UTF_8).isIn("old", "new");
      }
    }
  }

  private static CrashingDisk diskWithOldFile() throws IOException {
    CrashingDisk disk = new CrashingDisk();
    disk.append(FILE, "old".getBytes(UTF_8));
    disk.sync(FILE);
    disk.sync(Path.of("/rules"));
    return disk;
  }
}
