package io.ironpost.daemon.control;

import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.action.Effect;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.disk.LocalDisk;
import io.ironpost.core.module.Health;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.daemon.metrics.FixedFigures;
import io.ironpost.daemon.setup.KernelFact;
import io.ironpost.ebpf.blocklist.BlockEntry;
import io.ironpost.ebpf.blocklist.BlockRule;
import io.ironpost.ebpf.blocklist.BlockTable;
import io.ironpost.ebpf.blocklist.Blocklist;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.ebpf.blocklist.FeedLimits;
import io.ironpost.ebpf.blocklist.FeedSet;
import io.ironpost.ebpf.blocklist.FeedStore;
import io.ironpost.ebpf.detect.Flow;
import io.ironpost.ebpf.detect.FlowState;
import io.ironpost.ebpf.guard.AttachMode;
import io.ironpost.ebpf.guard.Degradation;
import io.ironpost.ebpf.guard.GuardStatistics;
import io.ironpost.ebpf.guard.GuardStatistics.Count;
import io.ironpost.ebpf.packet.Verdict;
import io.ironpost.response.ActionQuery;
import io.ironpost.response.Order;
import io.ironpost.response.OrderResult;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.journal.Cause;
import io.ironpost.response.journal.Person;
import io.ironpost.response.policy.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A wire with one block, one flow and one interface; keeps what it was asked.
final class FakeWire implements ActionControls, NetControls, BlockTable {
  static final Instant NOW = FixedFigures.NOW;
  static final IpPrefix ATTACKER = IpPrefix.of("203.0.113.9").orElseThrow();

  private static final long BOOT_NANOS = 1_000_000_000_000L;

  final BootClock clock = new BootClock(() -> NOW, () -> BOOT_NANOS);
  final Blocklist blocklist;
  final List<ActionQuery> queries = new ArrayList<>();
  final List<Order> orders = new ArrayList<>();
  private int feedEntries;

  FakeWire(Path folder) {
    FeedLimits limits = FeedLimits.of(1_000);
    blocklist =
        new Blocklist(
            new FeedStore(new LocalDisk(), folder.resolve("blocklists"), limits),
            this,
            clock,
            limits);
  }

  WireControls controls() {
    return new WireControls(this, blocklist, this, clock, this);
  }

  private static ActionRecord record(String id, Cause cause) {
    return new ActionRecord(
        id,
        ActionState.APPLIED,
        Mode.ENFORCE,
        new BlockAddress(ATTACKER),
        cause,
        Duration.ofHours(1),
        NOW.plusSeconds(3_600),
        NOW,
        NOW,
        "blocked");
  }

  private static ActionRecord ofPolicy() {
    return record(
        "k7f3",
        new Cause.Alerted("ssh", "a-1", "t-1", "rule-1", "SSH brute force", Severity.MEDIUM));
  }

  @Override
  public List<ActionRecord> actions(ActionQuery query) {
    queries.add(query);
    return List.of(ofPolicy(), record("k7f2", new Cause.Found()));
  }

  @Override
  public Optional<ActionRecord> action(String id) {
    return id.equals("k7f3") ? Optional.of(ofPolicy()) : Optional.empty();
  }

  @Override
  public OrderResult order(Order order) {
    orders.add(order);
    return switch (order) {
      case Order.Block block ->
          block.address().equals(ATTACKER)
              ? new OrderResult.Done(
                  record("k7f4", new Cause.Ordered(block.by(), block.reason())),
                  List.of("the disk is full"))
              : new OrderResult.Refused(OrderResult.Ground.PROTECTED, "it is your own address");
      case Order.Unblock _ ->
          new OrderResult.Refused(OrderResult.Ground.FAILED, "packets are not guarded");
      case Order.Undo undo ->
          undo.id().equals("k7f3")
              ? new OrderResult.Done(ofPolicy(), List.of())
              : new OrderResult.Refused(OrderResult.Ground.UNKNOWN, "there is no " + undo.id());
      case Order.Approve _ -> new OrderResult.AlreadySo("it was approved before");
      case Order.Deny deny ->
          new OrderResult.Refused(OrderResult.Ground.WRONG_STATE, deny.id() + " holds already");
      case Order.DryRun _ -> new OrderResult.Would("it would be blocked", List.of());
    };
  }

  @Override
  public NetView view() {
    Count count = new Count(10, 1_000);
    Count none = new Count(0, 0);
    return new NetView(
        NOW,
        new Health.Degraded("eth0: generic mode"),
        List.of(new Degradation("xdp.skb", "eth0 has no native mode")),
        new GuardStatistics(
            List.of(
                new GuardStatistics.Interface(
                    "eth0",
                    AttachMode.SKB,
                    count,
                    count,
                    none,
                    none,
                    none,
                    none,
                    none,
                    count,
                    none,
                    none,
                    none,
                    none,
                    5_000,
                    20)),
            7,
            1,
            0,
            0,
            List.of(new GuardStatistics.Filtered("no-telnet", 3))));
  }

  @Override
  public List<Flow> flows(int most) {
    return List.of(
        new Flow(
            ATTACKER,
            40_000,
            IpPrefix.of("192.0.2.1").orElseThrow(),
            22,
            6,
            new Flow.Traffic(5, 400),
            new Flow.Traffic(4, 300),
            Verdict.BLOCKED,
            FlowState.ESTABLISHED,
            NOW,
            NOW));
  }

  @Override
  public List<KernelFact> kernel() {
    return List.of(new KernelFact("bpffs", false, "none", "no pins", "mount it"));
  }

  @Override
  public Effect put(IpPrefix prefix, BlockRule rule) {
    return new Effect.Done();
  }

  @Override
  public Effect remove(IpPrefix prefix) {
    return new Effect.Done();
  }

  @Override
  public List<BlockEntry> list() {
    BlockRule anHour = BlockRule.until(BOOT_NANOS + Duration.ofHours(1).toNanos());
    return List.of(
        new BlockEntry(ATTACKER, anHour, 42),
        new BlockEntry(IpPrefix.of("198.51.100.0/24").orElseThrow(), BlockRule.until(0), 0));
  }

  @Override
  public int size() {
    return list().size();
  }

  @Override
  public int capacity() {
    return 10;
  }

  @Override
  public Effect replaceFeeds(FeedSet feeds) {
    feedEntries = feeds.size();
    return new Effect.Done();
  }

  @Override
  public int feedSize() {
    return feedEntries;
  }

  @Override
  public int feedCapacity() {
    return 1_000;
  }

  @Override
  public Health health() {
    return new Health.Up();
  }

  static Person alice() {
    return new Person("alice", -1);
  }
}
