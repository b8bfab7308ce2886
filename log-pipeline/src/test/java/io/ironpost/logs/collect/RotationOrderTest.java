package io.ironpost.logs.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RotationOrderTest {
  @Test
  void the_oldest_file_of_a_log_comes_first_and_the_log_last() {
    List<Path> expected =
        List.of(
            Path.of("/var/log/app.log-20251231.xz"),
            Path.of("/var/log/app.log-20260101"),
            Path.of("/var/log/app.log"),
            Path.of("/var/log/auth.log.10.gz"),
            Path.of("/var/log/auth.log.2.gz"),
            Path.of("/var/log/auth.log.1"),
            Path.of("/var/log/auth.log"),
            Path.of("/var/log/syslog"));
    List<Path> files = new ArrayList<>(expected);
    Collections.shuffle(files, new Random(1));
    files.sort(new RotationOrder());
    assertThat(files).isEqualTo(expected);
  }
}
