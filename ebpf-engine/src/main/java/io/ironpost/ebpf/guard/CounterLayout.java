package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Layout;
import io.ironpost.bpf.asm.Size;

/// What one processor counts on one interface. Pairs of packets and bytes.
final class CounterLayout {
  private static final Layout.Builder FIELDS = Layout.struct("guard_counters");

  static final Field TCP = pair("tcp");
  static final Field UDP = pair("udp");
  static final Field ICMP = pair("icmp");
  static final Field ICMP_V6 = pair("icmp_v6");
  static final Field ARP = pair("arp");
  static final Field OTHER = pair("other");
  static final Field NON_IP = pair("non_ip");
  static final Field BLOCKED = pair("blocked");
  static final Field FILTERED = pair("filtered");
  static final Field LIMITED = pair("limited");
  static final Field ALLOWED = pair("allowed");
  static final Field MALFORMED = pair("malformed");

  static final Field EVENTS = FIELDS.u64("events");
  static final Field LOST = FIELDS.u64("lost");
  static final Field WITHHELD = FIELDS.u64("withheld");

  /// Packets of senders that had to make room before their sums were reported.
  static final Field EVICTED = FIELDS.u64("evicted");

  /// As [SourceLayout#DUE], for all reports of the processor.
  static final Field DUE = FIELDS.u64("due");

  /// The jiffy in which [#BOOT_NANOS] was read.
  static final Field JIFFY = FIELDS.u64("jiffy");

  /// CLOCK_BOOTTIME, at most a jiffy (1 to 10 ms) ago while packets come.
  static final Field BOOT_NANOS = FIELDS.u64("boot_nanos");

  static final Layout LAYOUT = FIELDS.build();

  private CounterLayout() {}

  private static Field pair(String name) {
    return FIELDS.array(name, Size.DW, 2);
  }
}
