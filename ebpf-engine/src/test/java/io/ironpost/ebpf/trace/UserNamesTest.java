package io.ironpost.ebpf.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserNamesTest {
  private final AtomicLong now = new AtomicLong();

  private static String text(byte[] name) {
    return new String(name, UTF_8);
  }

  @Test
  void names_by_number_and_the_first_counts(@TempDir Path folder) throws IOException {
    Path passwd = folder.resolve("passwd");
    Files.writeString(
        passwd,
        """
        root:x:0:0:root:/root:/bin/bash
        toor:x:0:0::/root:/bin/sh
        # a comment
        +::::::
        web"a:x:33:33::/:/bin/false
        huge:x:99999999999:1::/:/bin/false
        last:x:4294967294:1::/:\
        """);
    UserNames names = new UserNames(passwd, now::get);
    assertThat(text(names.of(0))).isEqualTo("root");
    assertThat(text(names.of(33))).isEqualTo("web\\\"a");
    assertThat(text(names.of(-2))).isEqualTo("last");
    assertThat(text(names.of(1000))).isEqualTo("1000");
    assertThat(text(names.of(-1))).isEqualTo("4294967295");
  }

  @Test
  void a_changed_file_is_read_again_but_not_at_every_question(@TempDir Path folder)
      throws IOException {
    Path passwd = folder.resolve("passwd");
    UserNames names = new UserNames(passwd, now::get);
    assertThat(text(names.of(5))).isEqualTo("5");
    Files.writeString(passwd, "games:x:5:60::/usr/games:/bin/false\n");
    assertThat(text(names.of(5))).isEqualTo("5");
    now.addAndGet(UserNames.LOOK_EVERY.toNanos());
    assertThat(text(names.of(5))).isEqualTo("games");
  }
}
