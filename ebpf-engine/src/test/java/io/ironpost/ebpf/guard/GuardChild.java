package io.ironpost.ebpf.guard;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BlockRule;
import io.ironpost.ebpf.blocklist.BootClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// A program of its own that guards, blocks one address and waits to be killed.
final class GuardChild {
  static final String READY = "guarding";

  private GuardChild() {}

  /// @param arguments the interface, the address to block, for how many milliseconds (0 for ever)
  ///   and, to pin, below which folder
  static void main(String[] arguments) throws InterruptedException {
    GuardSettings plain = GuardSettings.of(arguments[0]);
    GuardSettings settings =
        arguments.length > 3 ? plain.pinnedBelow(Path.of(arguments[3])) : plain;
    BootClock clock = BootClock.ofProc(InstantSource.system());
    Guard guard = Guard.open(settings, clock);
    guard
        .blockTable()
        .put(IpPrefix.of(arguments[1]).orElseThrow(), rule(clock, Long.parseLong(arguments[2])));
    IO.println(READY);
    Thread.currentThread().join();
  }

  private static BlockRule rule(BootClock clock, long millis) {
    return BlockRule.until(
        millis == 0
            ? BlockRule.FOREVER
            : clock.nowBootNanos() + Duration.ofMillis(millis).toNanos());
  }
}
