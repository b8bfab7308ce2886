package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Who talks with whom, and who began: without that, the answers of a busy server look like a scan
/// of its clients.
///
/// Sets of eight places as in [Tracks]. When a set is full, conversations that ended go first, then
/// those that nobody answered, then the one silent the longest: a flood of SYNs pushes out its own.
///
/// One thread notes packets; any thread may ask for a [#snapshot], and the lock between them is not
/// contended otherwise.
final class FlowTable {
  private static final int WAYS = 8;

  /// A datagram after this long opens anew; connection tracking of Linux waits two minutes for
  /// streams of UDP (Documentation/networking/nf_conntrack-sysctl.rst).
  private static final long DATAGRAM_IDLE_NANOS = TimeUnit.MINUTES.toNanos(2);

  /// TCP connections are silent for hours; behind this they are worth no more than ended ones.
  private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

  /// A SYN within a connection that was heard of less long ago is a late copy.
  private static final long REUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int FIRST_SYSTEM_PORTS = 1_024;

  private final @Nullable FlowSlot[] places;
  private final long[] hashes; // side by side: eight are one line of the cache
  private final int sets;
  private final long seed;
  private final LongAdder evicted = new LongAdder();
  private long nowNanos;

  FlowTable(int capacity, long seed) {
    int rounded = Integer.highestOneBit(Math.max(WAYS, capacity) * 2 - 1);
    places = new FlowSlot[rounded];
    hashes = new long[rounded];
    sets = rounded / WAYS;
    this.seed = seed;
  }

  /// Enters a packet and says what it is to its conversation.
  synchronized Turn note(Packet packet) {
    nowNanos = Math.max(nowNanos, packet.timeNanos());
    if (packet.isLaterFragment() || packet.isIcmp() && !isEcho(packet)) {
      return Turn.STRAY;
    }
    long hash = hash(packet);
    int from = ((int) hash & sets - 1) * WAYS;
    for (int place = from; place < from + WAYS; place++) {
      FlowSlot slot = hashes[place] == hash ? places[place] : null;
      if (slot == null) {
        continue;
      }
      boolean isForth = slot.isForth(packet);
      if (isForth || slot.isBack(packet)) {
        return opensAnew(slot, packet) ? enter(slot, packet) : slot.step(packet, isForth);
      }
    }
    return belongs(packet) ? enter(room(from, hash), packet) : Turn.STRAY;
  }

  private static boolean isEcho(Packet packet) {
    return IcmpTypes.isEchoRequest(packet) || IcmpTypes.isEchoReply(packet);
  }

  /// The same for both directions.
  private long hash(Packet packet) {
    long source = Hash.of(seed, packet.sourceHigh(), packet.sourceLow(), packet.sourcePort());
    long target = Hash.of(seed, packet.targetHigh(), packet.targetLow(), packet.targetPort());
    return Hash.mix(source + target);
  }

  private static boolean opensAnew(FlowSlot slot, Packet packet) {
    long silence = packet.timeNanos() - slot.lastNanos();
    if (!packet.isTcp()) {
      return silence > DATAGRAM_IDLE_NANOS;
    }
    boolean isOver = slot.state() == FlowState.CLOSED || slot.state() == FlowState.REFUSED;
    return packet.isSyn() && (isOver || silence > REUSE_NANOS && slot.state() != FlowState.ASKED);
  }

  /// Packets of TCP that neither ask nor carry on (lone RSTs, odd flags) are none of a
  /// conversation.
  private static boolean belongs(Packet packet) {
    return !packet.isTcp()
        || packet.isSyn()
        || (packet.tcpFlags() & (Packet.ACK | Packet.RST)) == Packet.ACK;
  }

  private static Turn enter(FlowSlot slot, Packet packet) {
    boolean opens =
        switch (packet.protocol()) {
          case Packet.TCP -> packet.isSyn();
          case Packet.UDP -> !looksLikeAnswer(packet);
          case Packet.ICMP, Packet.ICMP_V6 -> IcmpTypes.isEchoRequest(packet);
          default -> true;
        };
    return opens ? slot.open(packet) : slot.join(packet);
  }

  /// From a well-known port to a high one: the question was before the capture, or not reported. A
  /// scanner that sends from port 53 is seen by the low ports that it tries.
  private static boolean looksLikeAnswer(Packet packet) {
    return packet.sourcePort() < FIRST_SYSTEM_PORTS && packet.targetPort() >= FIRST_SYSTEM_PORTS;
  }

  private FlowSlot room(int from, long hash) {
    int victim = from;
    long least = Long.MAX_VALUE;
    for (int place = from; place < from + WAYS; place++) {
      FlowSlot slot = places[place];
      if (slot == null) {
        FlowSlot made = new FlowSlot();
        places[place] = made;
        hashes[place] = hash;
        return made;
      }
      long worth = worth(slot);
      if (worth < least) {
        least = worth;
        victim = place;
      }
    }
    hashes[victim] = hash;
    FlowSlot slot = Objects.requireNonNull(places[victim]);
    if (isLive(slot)) {
      evicted.increment();
    }
    return slot;
  }

  /// By state first, then by when it was last heard of, which fits in 62 bits until 2116.
  private long worth(FlowSlot slot) {
    long rank = !isLive(slot) || slot.state() == FlowState.ASKED ? 0 : 1L << 62;
    return rank + (isLive(slot) ? slot.lastNanos() : 0);
  }

  private boolean isLive(FlowSlot slot) {
    return switch (slot.state()) {
      case CLOSED, REFUSED -> false;
      case ASKED, ANSWERED, ESTABLISHED -> nowNanos - slot.lastNanos() < IDLE_NANOS;
    };
  }

  synchronized void tick(long nanos) {
    nowNanos = Math.max(nowNanos, nanos);
  }

  /// The live ones with the most bytes, most first.
  synchronized List<Flow> snapshot(int most) {
    PriorityQueue<FlowSlot> top = new PriorityQueue<>(Comparator.comparingLong(FlowSlot::bytes));
    for (FlowSlot slot : places) {
      if (slot != null && isLive(slot)) {
        top.add(slot);
        if (top.size() > most) {
          top.poll();
        }
      }
    }
    return top.stream()
        .sorted(Comparator.comparingLong(FlowSlot::bytes).reversed())
        .map(FlowSlot::snapshot)
        .toList();
  }

  /// How many live ones had to make room.
  long evicted() {
    return evicted.sum();
  }
}
