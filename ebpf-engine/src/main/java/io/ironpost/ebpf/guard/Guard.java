package io.ironpost.ebpf.guard;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BlockTable;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.ebpf.packet.PacketSink;
import java.util.List;

/// The programs on the wire: judge every packet that comes in, report some of them.
///
/// A packet's way: the blocklist drops it unless the allowlist has its source; filter rules in their
/// order; counters; then perhaps a report to [#read]. Everything but the reader's own work happens
/// in the kernel and goes on while this program stands still.
public final class Guard implements AutoCloseable {
  private Guard() {}

  /// Builds, loads and attaches. Parts that cannot be had are [#degradations]; pins of an earlier
  /// life are taken over without a gap.
  ///
  /// @throws GuardException when not one interface can be guarded
  public static Guard open(GuardSettings settings, BootClock clock) {
    throw new UnsupportedOperationException(settings.toString() + clock);
  }

  public BlockTable blockTable() {
    throw new UnsupportedOperationException();
  }

  /// Puts these in the place of those before, in one step; nothing blocks them.
  ///
  /// @throws IllegalArgumentException when there are more than [TableSizes#allowed]; those before
  ///   hold on
  public void allow(List<IpPrefix> prefixes) {
    throw new UnsupportedOperationException(prefixes.toString());
  }

  /// Puts these rules in the place of those before, in one step and without a gap.
  public void filters(List<FilterRule> rules) {
    throw new UnsupportedOperationException(rules.toString());
  }

  public GuardStatistics statistics() {
    throw new UnsupportedOperationException();
  }

  /// Hands reports to the sink until the thread is interrupted. One reader at a time, on a platform
  /// thread: it looks every half millisecond.
  public void read(PacketSink sink) throws InterruptedException {
    throw new UnsupportedOperationException(sink.toString());
  }

  /// What is missing or works less well than asked for.
  public List<Degradation> degradations() {
    throw new UnsupportedOperationException();
  }

  /// Detaches and unpins, unless the settings keep blocking after a stop.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
