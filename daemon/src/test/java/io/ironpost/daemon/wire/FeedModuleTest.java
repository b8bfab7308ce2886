package io.ironpost.daemon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.disk.LocalDisk;
import io.ironpost.core.module.Health;
import io.ironpost.ebpf.blocklist.Blocklist;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.ebpf.blocklist.FeedLimits;
import io.ironpost.ebpf.blocklist.FeedStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedModuleTest {
  @TempDir Path folder;

  @Test
  void what_became_of_lists_is_told_at_once() throws Exception {
    Files.writeString(folder.resolve("drop.txt"), "203.0.113.9\n");
    SwitchTable table = new SwitchTable();
    FeedLimits limits = FeedLimits.of(10);
    Blocklist list =
        new Blocklist(
            new FeedStore(new LocalDisk(), folder, limits),
            table,
            BootClock.ofProc(InstantSource.system()),
            limits);
    FeedModule module = new FeedModule(list, List::of);
    module.stop();
    module.start(); // reads, looks once, and ends
    assertThat(module.health()).isEqualTo(degraded("packets are not guarded yet"));
    table.becomeAbsent("no capability");
    list.renew();
    assertThat(module.health()).isEqualTo(degraded("no capability"));
  }

  private static Health degraded(String why) {
    return new Health.Degraded("feeds are not blocked: " + why);
  }
}
