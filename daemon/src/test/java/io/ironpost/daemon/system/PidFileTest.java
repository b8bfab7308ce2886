package io.ironpost.daemon.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
  private static final long OWN = ProcessHandle.current().pid();

  @TempDir Path folder;

  @Test
  void the_file_holds_the_number_and_goes_at_the_end() {
    Path path = folder.resolve("run/ironpost/ironpost.pid");
    try (PidFile _ = PidFile.claim(path)) {
      assertThat(path).hasContent(OWN + "\n");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void a_second_claim_is_refused_and_names_the_first() {
    Path path = path();
    try (PidFile _ = PidFile.claim(path)) {
      assertThatThrownBy(() -> PidFile.claim(path))
          .isInstanceOf(PidFileRefusedException.class)
          .hasMessageContaining("Another Ironpost runs")
          .hasMessageContaining(path.toString());
    }
  }

  @Test
  void another_process_that_holds_it_is_refused_and_its_death_frees_it() throws Exception {
    Path path = path();
    try (ChildJvm child = ChildJvm.start(Holder.class, path.toString())) {
      assertThat(child.line()).isEqualTo("held");
      assertThatThrownBy(() -> PidFile.claim(path))
          .hasMessageContaining("as process " + child.pid());
      child.signal("KILL");
      child.awaitEnd();
    }
    assertThat(path).exists();
    try (PidFile _ = PidFile.claim(path)) {
      assertThat(path).hasContent(OWN + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "999999999\n", "not a number", "-1", "99999999999999999999999999999999999"})
  void what_a_crash_or_an_accident_left_is_overwritten(String content) throws IOException {
    Path path = Files.writeString(path(), content);
    try (PidFile _ = PidFile.claim(path)) {
      assertThat(path).hasContent(OWN + "\n");
    }
  }

  @Test
  void a_number_that_another_program_has_by_now_is_stale() throws Exception {
    Process other = new ProcessBuilder("sleep", "30").start();
    try {
      Path path = Files.writeString(path(), other.pid() + "\n");
      PidFile.claim(path).close();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void a_daemon_without_a_lock_counts_when_its_name_and_age_fit() throws Exception {
    Path old = folder.resolve("ironpost-daemon");
    Files.copy(Path.of("/bin/sleep"), old);
    Process first = new ProcessBuilder(List.of(old.toString(), "30")).start();
    try {
      Path path = Files.writeString(path(), first.pid() + "\n");
      assertThatThrownBy(() -> PidFile.claim(path)).hasMessageContaining("process " + first.pid());
      Instant longAgo = Instant.now().minus(Duration.ofHours(1));
      Files.setLastModifiedTime(path, FileTime.from(longAgo)); // written before it started
      PidFile.claim(path).close();
    } finally {
      first.destroyForcibly();
    }
  }

  @Test
  void a_place_that_cannot_be_written_is_told_with_the_setting() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> PidFile.claim(file.resolve("ironpost.pid")))
        .isInstanceOf(PidFileRefusedException.class)
        .hasMessageContaining("general.pid_file");
  }

  private Path path() {
    return folder.resolve("ironpost.pid");
  }

  /// Holds a file until it is killed.
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (PidFile _ = PidFile.claim(Path.of(arguments[0]))) {
        System.out.println("held");
        Thread.sleep(Duration.ofMinutes(1));
      }
    }
  }
}
