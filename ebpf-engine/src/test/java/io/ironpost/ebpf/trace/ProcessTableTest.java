package io.ironpost.ebpf.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
  private static TracedProcess process(int pid, int parent, String image) {
    byte[] none = {};
    return new TracedProcess(
        pid, pid * 10L, parent, parent * 10L, image.getBytes(UTF_8), none, none, none);
  }

  @Test
  void a_number_that_is_used_again_is_another_process() {
    ProcessTable table = new ProcessTable(10, 100_000);
    table.put(process(7, 1, "/bin/a"));
    assertThat(table.find(7, 70)).isPresent();
    assertThat(table.find(7, 71)).isEmpty();
  }

  @Test
  void the_one_untouched_the_longest_goes_first() {
    ProcessTable table = new ProcessTable(2, 100_000);
    table.put(process(1, 0, "/sbin/init"));
    table.put(process(2, 1, "/bin/a"));
    assertThat(table.find(1, 10)).isPresent();
    table.put(process(3, 1, "/bin/b"));
    assertThat(table.find(1, 10)).isPresent();
    assertThat(table.find(2, 20)).isEmpty();
    assertThat(table.forgotten()).isEqualTo(1);
  }

  @Test
  void bytes_are_bounded_too() {
    ProcessTable table = new ProcessTable(1_000, 10_000);
    for (int pid = 1; pid <= 1_000; pid++) {
      table.put(process(pid, 1, "x".repeat(840)));
    }
    assertThat(table.size()).isEqualTo(10);
    assertThat(table.forgotten()).isEqualTo(990);
  }

  @Test
  void a_circle_of_parents_ends() {
    ProcessTable table = new ProcessTable(10, 100_000);
    table.put(process(1, 2, "/bin/a"));
    table.put(process(2, 1, "/bin/b"));
    assertThat(table.lineage(process(3, 1, "/bin/c"))).hasSize(ProcessTable.MAX_ANCESTORS);
  }

  @Test
  void what_is_counted_stays_within_the_bounds_whatever_comes() {
    Random random = new Random(3);
    ProcessTable table = new ProcessTable(50, 20_000);
    for (int round = 0; round < 20_000; round++) {
      table.put(process(random.nextInt(200), 1, "x".repeat(random.nextInt(400))));
      assertThat(table.size()).isBetween(1, 50);
    }
  }

  @Test
  void the_name_is_the_last_part_of_the_path() {
    assertThat(new String(process(1, 0, "/usr/bin/bash").name(), UTF_8)).isEqualTo("bash");
    assertThat(new String(process(1, 0, "kthreadd").name(), UTF_8)).isEqualTo("kthreadd");
    assertThat(process(1, 0, "").name()).isEmpty();
  }
}
