package io.ironpost.ebpf.guard;

import io.ironpost.bpf.kernel.BpfException;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.NetDevice;
import io.ironpost.bpf.kernel.NetDevices;
import io.ironpost.bpf.kernel.RingBuffer;
import io.ironpost.bpf.kernel.RingReader;
import io.ironpost.bpf.kernel.RunStatistics;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BlockRule;
import io.ironpost.ebpf.blocklist.BlockTable;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.ebpf.guard.GuardStatistics.Filtered;
import io.ironpost.ebpf.packet.PacketSink;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The programs on the wire: judge every packet that comes in, report some of them.
///
/// A packet's way: counters; the blocklist drops it unless the allowlist has its source; filter
/// rules in their order; then perhaps a report to [#read]. Everything but the reader's own work
/// happens in the kernel and goes on while this program stands still.
///
/// Interfaces are those of the network namespace of the thread that opens it.
public final class Guard implements AutoCloseable {
  private final GuardSettings settings;
  private final BootClock clock;
  private final Parts parts;
  private final List<Degradation> degradations;
  private List<FilterRule> filters;
  private boolean closed;

  /// What was made on opening.
  ///
  /// @param tried numbers of the interfaces that were to be guarded, also of those that could not
  record Parts(
      GuardPins pins,
      GuardMaps specs,
      KernelMaps maps,
      KernelBlockTable blocks,
      List<GuardedInterface> interfaces,
      Set<Integer> tried,
      Optional<RunStatistics> runTime) {}

  Guard(GuardSettings settings, BootClock clock, Parts parts, List<Degradation> degradations) {
    this.settings = settings;
    this.clock = clock;
    this.parts = parts;
    this.degradations = List.copyOf(degradations);
    filters = settings.filters();
  }

  /// Builds, loads and attaches. Parts that cannot be had are [#degradations]; pins of an earlier
  /// life are taken over without a gap.
  ///
  /// @throws GuardException when not one interface can be guarded
  public static Guard open(GuardSettings settings, BootClock clock) {
    try {
      return new GuardOpening(settings).open(clock);
    } catch (BpfException e) {
      throw new GuardException("the kernel does not take the program: " + e.getMessage(), e);
    }
  }

  public BlockTable blockTable() {
    return parts.blocks();
  }

  /// Puts these in the place of those before, in one step; nothing blocks them. What an earlier
  /// life allowed holds until the first call.
  ///
  /// @throws IllegalArgumentException when there are more than [TableSizes#allowed]; those before
  ///   hold on
  public synchronized void allow(List<IpPrefix> prefixes) {
    Set<IpPrefix> each = new HashSet<>(prefixes);
    if (each.size() > settings.tables().allowed()) {
      throw new IllegalArgumentException(
          "%d allowed networks are more than %d"
              .formatted(each.size(), settings.tables().allowed()));
    }
    GuardMaps specs = parts.specs();
    BlockRule always = BlockRule.until(BlockRule.FOREVER);
    try (NetworkSet fresh = new NetworkSet(GuardMaps::allowedNetworks, each.size(), each.size())) {
      each.forEach(prefix -> fresh.add(prefix.high(), prefix.low(), prefix.bits(), always));
      fresh.putInto(parts.maps().get(specs.allowedV4()), parts.maps().get(specs.allowedV6()));
    }
  }

  /// Puts these rules in the place of those before, without a gap: on each interface in one step,
  /// on all of them or, when one's program cannot be built, on none. Their counts begin anew.
  public synchronized void filters(List<FilterRule> rules) {
    GuardSettings.checkFilters(rules);
    List<BpfProgram> fresh = new ArrayList<>();
    try {
      for (GuardedInterface each : parts.interfaces()) {
        fresh.add(parts.maps().load(each.programs().ingress(rules)));
      }
    } catch (BpfException e) {
      fresh.forEach(BpfProgram::close);
      throw new GuardException(
          "the filter rules are too much for the kernel: those before hold", e);
    }
    clearRuleHits();
    for (int i = 0; i < fresh.size(); i++) {
      parts.interfaces().get(i).replace(fresh.get(i));
    }
    filters = List.copyOf(rules);
  }

  private void clearRuleHits() {
    BpfMap hits = parts.maps().get(parts.specs().ruleHits());
    MemorySegment none = MemorySegment.ofArray(new byte[hits.entryBytes()]);
    for (int i = 0; i < filters.size(); i++) {
      hits.update(MemorySegment.ofArray(new int[] {i}), none);
    }
  }

  public synchronized GuardStatistics statistics() {
    long events = 0;
    long lost = 0;
    long withheld = 0;
    long evicted = 0;
    for (int slot = 0; slot < 2 * GuardMaps.EGRESS_COUNTERS; slot++) {
      if (slot % GuardMaps.EGRESS_COUNTERS < parts.interfaces().size()) {
        Counters counters = Counters.read(parts.maps().get(parts.specs().counters()), slot);
        events += counters.sum(CounterLayout.EVENTS);
        lost += counters.sum(CounterLayout.LOST);
        withheld += counters.sum(CounterLayout.WITHHELD);
        evicted += counters.sum(CounterLayout.EVICTED);
      }
    }
    return new GuardStatistics(
        parts.interfaces().stream().map(GuardedInterface::statistics).toList(),
        events,
        lost,
        withheld,
        evicted,
        filtered());
  }

  private List<Filtered> filtered() {
    if (filters.isEmpty()) {
      return List.of();
    }
    BpfMap hits = parts.maps().get(parts.specs().ruleHits());
    List<Filtered> counts = new ArrayList<>();
    for (int i = 0; i < filters.size(); i++) {
      counts.add(new Filtered(filters.get(i).name(), hits.sum(i, 0)));
    }
    return counts;
  }

  /// Hands reports to the sink until the thread is interrupted. One reader at a time, on a platform
  /// thread: it looks every half millisecond, and less often when there is nothing.
  public void read(PacketSink sink) throws InterruptedException {
    try (RingBuffer ring = RingBuffer.of(parts.maps().get(parts.specs().ring()))) {
      new RingReader(ring, new EventReader(sink, clock), RingReader.Pace.ADAPTIVE).run();
    }
    Thread.interrupted(); // the exception says it
    throw new InterruptedException("the reader was asked to stop");
  }

  /// Whether all still is as it was put. Interfaces come and go (a tunnel, a card that is reset),
  /// and what comes has no program on it, though its name be the same.
  ///
  /// To be asked by a thread in the network namespace in which this was opened.
  public synchronized Standing standing() {
    List<NetDevice> present = NetDevices.all();
    List<Standing> each =
        parts.interfaces().stream().map(one -> one.standing(present)).distinct().toList();
    if (each.contains(Standing.OUTDATED) || isMoreToGuard()) {
      return Standing.OUTDATED;
    }
    return each.contains(Standing.TAKEN_OVER) ? Standing.TAKEN_OVER : Standing.HELD;
  }

  private boolean isMoreToGuard() {
    return new GuardOpening(settings)
        .devices().stream().anyMatch(device -> !parts.tried().contains(device.index()));
  }

  /// What is missing or works less well than asked for.
  public List<Degradation> degradations() {
    return degradations;
  }

  /// Detaches and unpins, unless the settings keep blocking after a stop.
  @Override
  public void close() {
    end(settings.keepAfterStop());
  }

  /// Ends like [#close], but what is pinned stays for the next one to be opened: where pins can be
  /// had, no packet gets through between the two.
  public void handOver() {
    end(true);
  }

  private synchronized void end(boolean keep) {
    if (closed) {
      return;
    }
    closed = true;
    List<Runnable> ends = new ArrayList<>();
    if (!keep) {
      ends.add(parts.pins()::clear);
    }
    parts.interfaces().forEach(each -> ends.add(each::close));
    parts.runTime().ifPresent(each -> ends.add(each::close));
    ends.add(parts.maps()::close);
    endAll(ends);
  }

  /// One that fails holds up no other: what stays attached would be in the next guard's way.
  private static void endAll(List<Runnable> ends) {
    Optional<RuntimeException> first = Optional.empty();
    for (Runnable end : ends) {
      try {
        end.run();
      } catch (RuntimeException e) {
        first.ifPresent(before -> before.addSuppressed(e));
        first = first.or(() -> Optional.of(e));
      }
    }
    first.ifPresent(e -> {
      throw e;
    });
  }
}
