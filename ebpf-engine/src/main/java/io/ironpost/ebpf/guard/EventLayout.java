package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Layout;

/// What the programs write to the ring, field for field; the programs are built from this same
/// layout, so the two sides cannot drift apart.
///
/// Addresses are 128 bits in network order, IPv4 mapped. `bytes` to `icmp` are the sums of all the
/// source's packets since its last report, this one among them.
final class EventLayout {
  private static final Layout.Builder FIELDS = Layout.struct("guard_event");

  /// bpf_ktime_get_boot_ns() (bpf-helpers(7)).
  static final Field TIME = FIELDS.u64("boot_ns");

  static final Field SOURCE_HIGH = FIELDS.u64Big("source_high");
  static final Field SOURCE_LOW = FIELDS.u64Big("source_low");
  static final Field TARGET_HIGH = FIELDS.u64Big("target_high");
  static final Field TARGET_LOW = FIELDS.u64Big("target_low");
  static final Field BYTES = FIELDS.u64("bytes");
  static final Field PACKETS = FIELDS.u32("packets");
  static final Field TCP = FIELDS.u32("tcp");
  static final Field SYN = FIELDS.u32("syn");
  static final Field UDP = FIELDS.u32("udp");
  static final Field ICMP = FIELDS.u32("icmp");
  static final Field INTERFACE = FIELDS.u32("interface");
  static final Field SOURCE_PORT = FIELDS.u16Big("source_port");
  static final Field TARGET_PORT = FIELDS.u16Big("target_port");
  static final Field LENGTH = FIELDS.u32("length");

  /// See [Facts], whose lower half this is.
  static final Field FACTS = FIELDS.u32("facts");

  static final Field VERDICT = FIELDS.u16("verdict");
  static final Field DNS_QUESTION = FIELDS.u16Big("dns_question");

  static final Layout LAYOUT = FIELDS.build();

  /// What [#VERDICT] holds.
  static final int PASSED = 0;

  static final int MONITORED = 1;
  static final int BLOCKED = 2;
  static final int LIMITED = 3;

  private EventLayout() {}
}
