package io.ironpost.core.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalDiskTest {
  @TempDir private Path folder;

  @Test
  void what_a_daemon_keeps_is_for_owner_and_group_alone() throws IOException {
    Path file = folder.resolve("checkpoint");
    LocalDisk.ofState().replace(file, "a line of a log".getBytes(StandardCharsets.UTF_8));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void what_is_appended_follows_what_was_there() throws IOException {
    Path file = folder.resolve("x");
    LocalDisk disk = new LocalDisk();
    disk.append(file, new byte[] {'a'});
    disk.append(file, new byte[] {'b'});
    assertThat(file).hasContent("ab");
  }
}
