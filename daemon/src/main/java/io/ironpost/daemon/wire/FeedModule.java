package io.ironpost.daemon.wire;

import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.Blocklist;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Reads imported lists at start and forgets those that have ended. A million entries take a second
/// or two to read, which nothing else waits for.
final class FeedModule implements Module {
  private static final long LOOK_SECONDS = 30;

  private final Blocklist blocklist;
  private final Supplier<List<IpPrefix>> allowed;
  private final CountDownLatch stopped = new CountDownLatch(1);

  FeedModule(Blocklist blocklist, Supplier<List<IpPrefix>> allowed) {
    this.blocklist = blocklist;
    this.allowed = allowed;
  }

  @Override
  public String name() {
    return "blocklists";
  }

  @Override
  public void start() throws InterruptedException {
    blocklist.load(allowed.get());
    do {
      blocklist.forgetEnded();
    } while (!stopped.await(LOOK_SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  @Override
  public Health health() {
    return blocklist.health(); // takes no lock: a list that is being swapped holds it for a second
  }
}
