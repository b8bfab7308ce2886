package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.RingBuffer;
import io.ironpost.bpf.kernel.TestInput;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BlockRule;
import io.ironpost.ebpf.blocklist.BlockTable;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.ebpf.guard.GuardStatistics.Count;
import io.ironpost.ebpf.packet.PacketSink;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The programs in the kernel, attached to nothing, to be run on made-up frames.
final class LoadedGuard implements AutoCloseable {
  static final int INTERFACE = 7;

  private final BootClock clock = BootClock.ofProc(InstantSource.system());
  private final GuardSettings settings;
  private final GuardMaps specs;
  private final GuardPrograms programs;
  private final KernelMaps maps;
  private final KernelBlockTable blocks;
  private final BpfProgram ingress;
  private final RingBuffer ring;

  LoadedGuard(GuardSettings settings) {
    this.settings = settings;
    // One part for all processors: the test's thread may move to another one between two packets.
    SourceTable table = SourceTable.of(settings.tables().sources(), 1, 42);
    specs = GuardMaps.of(settings, table);
    programs = new GuardPrograms(specs, table, settings.events(), INTERFACE, 0);
    maps = new KernelMaps(specs, GuardPins.none());
    blocks = new KernelBlockTable(specs, maps, settings.tables(), clock);
    ingress = maps.load(programs.ingress(settings.filters()));
    ring = RingBuffer.of(maps.get(specs.ring()));
  }

  /// As if just loaded: no senders known, nothing counted, nothing to read.
  void forget() {
    reports(_ -> {});
    try (Arena arena = Arena.ofConfined()) {
      maps.get(specs.sources()).memory(arena, true).fill((byte) 0);
    }
    BpfMap counters = maps.get(specs.counters());
    byte[] none = new byte[counters.entryBytes()];
    counters.update(MemorySegment.ofArray(new int[] {0}), MemorySegment.ofArray(none));
  }

  static LoadedGuard open() {
    return new LoadedGuard(GuardSettings.of("test"));
  }

  static LoadedGuard with(FilterRule... rules) {
    return new LoadedGuard(GuardSettings.of("test").with(List.of(rules)));
  }

  BlockTable blocks() {
    return blocks;
  }

  void block(String prefix) {
    block(prefix, BlockRule.until(BlockRule.FOREVER));
  }

  void block(String prefix, BlockRule rule) {
    blocks.put(IpPrefix.of(prefix).orElseThrow(), rule);
  }

  BootClock clock() {
    return clock;
  }

  void allow(String... prefixes) {
    try (NetworkSet fresh =
        new NetworkSet(GuardMaps::allowedNetworks, prefixes.length, prefixes.length)) {
      for (String text : prefixes) {
        IpPrefix prefix = IpPrefix.of(text).orElseThrow();
        fresh.add(prefix.high(), prefix.low(), prefix.bits(), BlockRule.until(BlockRule.FOREVER));
      }
      fresh.putInto(maps.get(specs.allowedV4()), maps.get(specs.allowedV6()));
    }
  }

  /// One network as all feeds there are, whatever it is.
  void putFeed(NetworkSet fresh, IpPrefix network) {
    fresh.add(network.high(), network.low(), network.bits(), BlockRule.until(BlockRule.FOREVER));
    maps.hints().add(network, Hints.Kind.FEED);
    fresh.putInto(maps.get(specs.feedsV4()), maps.get(specs.feedsV6()));
  }

  /// What XDP would do: one of [XdpMd].
  int run(byte[] frame) {
    return ingress.test(TestInput.of(frame)).result();
  }

  boolean passes(byte[] frame) {
    return switch (run(frame)) {
      case XdpMd.PASS -> true;
      case XdpMd.DROP -> false;
      default -> throw new AssertionError("neither passed nor dropped");
    };
  }

  int run(byte[] frame, int times) {
    return ingress.test(TestInput.of(frame).repeated(times)).result();
  }

  BpfProgram ingress() {
    return ingress;
  }

  /// The program for what leaves.
  BpfProgram egress() {
    return maps.load(programs.egress());
  }

  Counters counters() {
    return Counters.read(maps.get(specs.counters()), 0);
  }

  Count count(Field pair) {
    return counters().pair(pair);
  }

  /// Everything that came in.
  Count total() {
    Counters counters = counters();
    return Stream.of(
            CounterLayout.TCP,
            CounterLayout.UDP,
            CounterLayout.ICMP,
            CounterLayout.ICMP_V6,
            CounterLayout.ARP,
            CounterLayout.OTHER,
            CounterLayout.NON_IP)
        .map(counters::pair)
        .reduce(Count.NONE, Count::plus);
  }

  long ruleHits(int rule) {
    return maps.get(specs.ruleHits()).sum(rule, 0);
  }

  /// Hands on what was reported so far.
  int reports(PacketSink sink) {
    return ring.drain(new EventReader(sink, clock), Integer.MAX_VALUE);
  }

  GuardSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    ring.close();
    ingress.close();
    maps.close();
  }
}
