package io.ironpost.bench.wire;

import io.ironpost.bench.wire.SourceRotor.Loader;
import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.NetDevice;
import io.ironpost.bpf.kernel.NetDevices;
import io.ironpost.bpf.kernel.TestInput;
import io.ironpost.bpf.kernel.TestRun;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BlockRule;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.ebpf.blocklist.FeedSet;
import io.ironpost.ebpf.guard.EventRates;
import io.ironpost.ebpf.guard.Guard;
import io.ironpost.ebpf.guard.GuardSettings;
import io.ironpost.ebpf.guard.TableSizes;
import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Veth;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What a packet costs: the programs as they are attached to an interface, run on made-up packets
/// (BPF_PROG_TEST_RUN), an empty program and xdp-filter of xdp-tools beside them, in turns, so that
/// whatever else the machine does falls on all.
///
/// `ROUNDS RUNS`
public final class XdpCosts {
  static final int NETWORKS = 100_000;

  /// Senders at a time in the cases that are not to be about the caches.
  private static final int FEW = 1_024;

  private final int rounds;
  private final int runs;
  private final List<Case> cases = new ArrayList<>();

  /// One row of the table: how the same packet is measured in each program.
  private interface Measure {
    TestRun run(int times);
  }

  private record Case(
      String name, Measure empty, Measure guard, Measure filter, int verdict, int[][] nanos) {}

  private XdpCosts(int rounds, int runs) {
    this.rounds = rounds;
    this.runs = runs;
  }

  public static void main(String[] arguments) throws Exception {
    XdpCosts costs = new XdpCosts(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    try (NetworkNamespace left = NetworkNamespace.create("left");
        NetworkNamespace right = NetworkNamespace.create("right")) {
      Veth ours = Veth.between(left, right);
      Veth theirs = Veth.between(left, right);
      right.enter(() -> costs.measure(ours.right().device(), theirs.right()));
    }
  }

  private int measure(String ours, Veth.Side theirs) throws Exception {
    BootClock clock = BootClock.ofProc(InstantSource.system());
    Networks v4 = Networks.random(NETWORKS, false);
    Networks v6 = Networks.random(NETWORKS, true);
    GuardSettings settings =
        GuardSettings.of(ours)
            .withoutEgress()
            .with(new TableSizes(200_000, 1_000_000, 1_024, 1 << 18, 1));
    try (BpfProgram empty = empty();
        Guard guard = Guard.open(settings, clock);
        BpfProgram judged = attached(ours);
        XdpFilter filter = XdpFilter.load(theirs)) {
      guard.blockTable().replaceFeeds(Networks.feed(v4, v6));
      heading();
      plain(empty, judged, filter);
      blocked(guard, empty, judged, filter, clock);
      System.out.println();
      rotating(
          "pass, IPv4, random",
          Frames.TCP_V4,
          v4.outside(),
          false,
          empty,
          judged,
          filter,
          XdpMd.PASS);
      rotating(
          "pass, IPv6, random",
          Frames.TCP_V6,
          v6.outside(),
          true,
          empty,
          judged,
          filter,
          XdpMd.PASS);
      filter.blockSome(v4.inside());
      filter.blockSome(v6.inside());
      rotating(
          "drop, IPv4, feed of 100,000, random",
          Frames.TCP_V4,
          v4.inside(),
          false,
          empty,
          judged,
          filter,
          XdpMd.DROP);
      rotating(
          "drop, IPv6, feed of 100,000, random",
          Frames.TCP_V6,
          v6.inside(),
          true,
          empty,
          judged,
          filter,
          XdpMd.DROP);
      run();
      singles(guard, v4, v6, clock, empty, judged, filter);
    }
    reported(ours, clock, theirs);
    return cases.size();
  }

  private static void heading() {
    System.out.println(
        "medians, ns per packet                                     empty  ironpost   above  xdp-filter   ratio");
  }

  private static BpfProgram empty() {
    return BpfProgram.load(Asm.program("empty", ProgramType.XDP, asm -> asm.exit(XdpMd.PASS)));
  }

  private static BpfProgram attached(String device) {
    NetDevice found = NetDevices.named(device).orElseThrow();
    return BpfProgram.byId(found.xdpProgram().orElseThrow()).orElseThrow();
  }

  private void plain(BpfProgram empty, BpfProgram judged, XdpFilter filter) {
    add("pass, TCP over IPv4", Frames.TCP_V4, empty, judged, filter, XdpMd.PASS);
    add("pass, TCP over IPv6", Frames.TCP_V6, empty, judged, filter, XdpMd.PASS);
    add("pass, UDP over IPv4", Frames.UDP_V4, empty, judged, filter, XdpMd.PASS);
    add("pass, TCP over IPv4 in QinQ", Frames.QINQ, empty, judged, filter, XdpMd.PASS);
    add("pass, TCP behind 4 IPv6 headers", Frames.CHAIN, empty, judged, filter, XdpMd.PASS);
    add("pass, SYN flood of one sender", Frames.SYN_V4, empty, judged, filter, XdpMd.PASS);
    run();
  }

  private void blocked(
      Guard guard, BpfProgram empty, BpfProgram judged, XdpFilter filter, BootClock clock)
      throws Exception {
    long soon = clock.nowBootNanos() + 3_600_000_000_000L;
    for (String address : List.of(Frames.SOURCE_V4, Frames.SOURCE_V6)) {
      IpPrefix prefix = IpPrefix.of(address).orElseThrow();
      guard.blockTable().put(prefix, BlockRule.until(soon));
      filter.block(prefix);
    }
    add("drop, one IPv4 sender, ends in an hour", Frames.TCP_V4, empty, judged, filter, XdpMd.DROP);
    add("drop, one IPv6 sender, ends in an hour", Frames.TCP_V6, empty, judged, filter, XdpMd.DROP);
    run();
    for (String address : List.of(Frames.SOURCE_V4, Frames.SOURCE_V6)) {
      guard.blockTable().remove(IpPrefix.of(address).orElseThrow());
    }
  }

  /// The same networks as single blocks that end, each in a trie beside the feeds'.
  private void singles(
      Guard guard,
      Networks v4,
      Networks v6,
      BootClock clock,
      BpfProgram empty,
      BpfProgram judged,
      XdpFilter filter) {
    guard.blockTable().replaceFeeds(FeedSet.empty());
    long soon = clock.nowBootNanos() + 3_600_000_000_000L;
    for (Networks networks : List.of(v4, v6)) {
      networks.prefixes().forEach(p -> guard.blockTable().put(p, BlockRule.until(soon)));
    }
    rotating(
        "drop, IPv4, 100,000 single blocks, random",
        Frames.TCP_V4,
        v4.inside(),
        false,
        empty,
        judged,
        filter,
        XdpMd.DROP);
    rotating(
        "drop, IPv6, 100,000 single blocks, random",
        Frames.TCP_V6,
        v6.inside(),
        true,
        empty,
        judged,
        filter,
        XdpMd.DROP);
    run();
  }

  /// Each packet is reported: no limits, and a ring that holds all reports of a round.
  private void reported(String ours, BootClock clock, Veth.Side theirs) throws Exception {
    GuardSettings plain =
        GuardSettings.of(ours)
            .withoutEgress()
            .with(new EventRates(100_000_000, 65_535, 100_000_000));
    GuardSettings settings =
        new GuardSettings(
            plain.interfaces(),
            plain.mode(),
            false,
            false,
            plain.pinPath(),
            false,
            1 << 28,
            plain.tables(),
            plain.events(),
            plain.filters());
    try (BpfProgram empty = empty();
        Guard guard = Guard.open(settings, clock);
        BpfProgram judged = attached(ours);
        XdpFilter filter = XdpFilter.load(theirs)) {
      Thread reader = Thread.ofPlatform().daemon().start(() -> read(guard));
      add("report, SYN of one sender", Frames.SYN_V4, empty, judged, filter, XdpMd.PASS);
      run();
      rotating(
          "report, SYNs of random",
          Frames.SYN_V4,
          Networks.random(1, false).outside(),
          false,
          empty,
          judged,
          filter,
          XdpMd.PASS);
      run();
      reader.interrupt();
      reader.join();
      System.out.printf(
          "reports: %,d read, %,d lost, %,d withheld%n",
          guard.statistics().events(), guard.statistics().lost(), guard.statistics().withheld());
    }
  }

  private static void read(Guard guard) {
    try {
      guard.read(_ -> {});
    } catch (InterruptedException _) {
      // measured
    }
  }

  private void add(
      String name,
      byte[] frame,
      BpfProgram empty,
      BpfProgram judged,
      XdpFilter filter,
      int verdict) {
    cases.add(
        new Case(
            name,
            times -> empty.test(TestInput.of(frame).repeated(times)),
            times -> judged.test(TestInput.of(frame).repeated(times)),
            times -> filter.program().test(TestInput.of(frame).repeated(times)),
            verdict,
            new int[3][rounds]));
  }

  /// Once from a few senders, which the caches hold, and once from many, which they do not.
  private void rotating(
      String name,
      byte[] frame,
      List<IpPrefix> senders,
      boolean v6,
      BpfProgram empty,
      BpfProgram judged,
      XdpFilter filter,
      int verdict) {
    List<IpPrefix> few =
        IntStream.range(0, senders.size()).mapToObj(i -> senders.get(i % FEW)).toList();
    each(name + ", " + FEW + " senders", frame, few, v6, empty, judged, filter, verdict);
    each(name + ", " + senders.size(), frame, senders, v6, empty, judged, filter, verdict);
  }

  private void each(
      String name,
      byte[] frame,
      List<IpPrefix> senders,
      boolean v6,
      BpfProgram empty,
      BpfProgram judged,
      XdpFilter filter,
      int verdict) {
    SourceRotor one = new SourceRotor(empty, Loader.OURS, senders, v6);
    SourceRotor two = new SourceRotor(judged, Loader.OURS, senders, v6);
    SourceRotor three = new SourceRotor(filter.program(), Loader.LIBXDP, senders, v6);
    cases.add(
        new Case(
            name,
            times -> one.run(frame, times),
            times -> two.run(frame, times),
            times -> three.run(frame, times),
            verdict,
            new int[3][rounds]));
  }

  /// Measures all cases so far in turns, prints them and forgets them.
  private void run() {
    for (int round = -1; round < rounds; round++) { // the first warms the caches
      for (Case each : cases) {
        for (int program = 0; program < 3; program++) {
          TestRun run = List.of(each.empty(), each.guard(), each.filter()).get(program).run(runs);
          if (program == 1 && run.result() != each.verdict()) {
            throw new IllegalStateException(each.name() + ": answered " + run.result());
          }
          if (round >= 0) {
            each.nanos()[program][round] = run.nanosPerRun();
          }
        }
      }
    }
    cases.forEach(XdpCosts::print);
    cases.clear();
  }

  private static void print(Case each) {
    int[] median = Arrays.stream(each.nanos()).mapToInt(XdpCosts::median).toArray();
    System.out.printf(
        "%-58s %6d %9d %7d %11d %7.2f%n",
        each.name(),
        median[0],
        median[1],
        median[1] - median[0],
        median[2],
        (double) median[1] / median[2]);
  }

  private static int median(int[] of) {
    int[] sorted = of.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
