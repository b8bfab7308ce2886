package io.ironpost.ebpf.guard;

import io.ironpost.bpf.kernel.RecordHandler;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.ebpf.packet.Direction;
import io.ironpost.ebpf.packet.Packet;
import io.ironpost.ebpf.packet.PacketSink;
import io.ironpost.ebpf.packet.Verdict;
import java.lang.foreign.MemorySegment;

/// Makes packets of reports, one after the other in the same object.
final class EventReader implements RecordHandler {
  /// How long the distance between the two clocks is taken as it was: the clock of people is set
  /// now and then.
  private static final long CLOCK_NANOS = 1_000_000_000L;

  private final Packet packet = new Packet();
  private final PacketSink sink;
  private final BootClock clock;
  private long comparedAt = Long.MIN_VALUE;
  private long epochLessBoot;

  EventReader(PacketSink sink, BootClock clock) {
    this.sink = sink;
    this.clock = clock;
  }

  /// An interruption is left to whoever drains: the rest of what was written is still read.
  @Override
  public void record(MemorySegment memory, long offset, int length) {
    if (length < EventLayout.LAYOUT.size()) {
      return;
    }
    try {
      sink.see(read(memory, offset));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  Packet read(MemorySegment memory, long at) {
    int facts = EventLayout.FACTS.getInt(memory, at);
    Direction direction = (facts & Facts.OUTBOUND) == 0 ? Direction.INBOUND : Direction.OUTBOUND;
    packet
        .begin(
            epochNanos(EventLayout.TIME.get(memory, at)),
            direction,
            EventLayout.INTERFACE.getInt(memory, at))
        .addresses(
            EventLayout.SOURCE_HIGH.get(memory, at),
            EventLayout.SOURCE_LOW.get(memory, at),
            EventLayout.TARGET_HIGH.get(memory, at),
            EventLayout.TARGET_LOW.get(memory, at))
        .length(EventLayout.LENGTH.getInt(memory, at))
        .verdict(verdict(EventLayout.VERDICT.getInt(memory, at)));
    transport(facts, memory, at);
    sums(memory, at);
    return packet;
  }

  private long epochNanos(long bootNanos) {
    if (bootNanos - CLOCK_NANOS > comparedAt) {
      comparedAt = clock.nowBootNanos();
      var now = clock.now();
      epochLessBoot = now.getEpochSecond() * 1_000_000_000L + now.getNano() - comparedAt;
    }
    return bootNanos + epochLessBoot;
  }

  private void transport(int facts, MemorySegment memory, long at) {
    int protocol = facts & Facts.PROTOCOL_MASK;
    if ((facts & Facts.LATER_FRAGMENT) != 0) {
      packet.laterFragment(protocol);
    } else if (protocol == Packet.ICMP || protocol == Packet.ICMP_V6) {
      packet.icmp(protocol, facts >>> Facts.TYPE_SHIFT & 0xff, facts >>> Facts.CODE_SHIFT & 0xff);
    } else if ((facts & Facts.HAS_PORTS) == 0) {
      packet.protocol(protocol);
    } else {
      ports(facts, memory, at, protocol);
    }
  }

  private void ports(int facts, MemorySegment memory, long at, int protocol) {
    int source = EventLayout.SOURCE_PORT.getInt(memory, at);
    int target = EventLayout.TARGET_PORT.getInt(memory, at);
    if (protocol == Packet.TCP) {
      packet.tcp(source, target, facts >>> Facts.FLAGS_SHIFT & 0xff);
      return;
    }
    packet.udp(source, target);
    if ((facts & Facts.DNS_RESPONSE) != 0) {
      packet.dnsResponse(EventLayout.DNS_QUESTION.getInt(memory, at));
    }
  }

  private static Verdict verdict(int number) {
    return switch (number) {
      case EventLayout.MONITORED -> Verdict.MONITORED;
      case EventLayout.BLOCKED -> Verdict.BLOCKED;
      case EventLayout.LIMITED -> Verdict.LIMITED;
      default -> Verdict.PASSED;
    };
  }

  /// A sample of what is dropped carries no sums and stands for itself.
  private void sums(MemorySegment memory, long at) {
    long packets = EventLayout.PACKETS.get(memory, at);
    if (packets > 0) {
      packet.standsFor(
          packets,
          EventLayout.BYTES.get(memory, at),
          EventLayout.TCP.get(memory, at),
          EventLayout.SYN.get(memory, at),
          EventLayout.UDP.get(memory, at),
          EventLayout.ICMP.get(memory, at));
    }
  }
}
