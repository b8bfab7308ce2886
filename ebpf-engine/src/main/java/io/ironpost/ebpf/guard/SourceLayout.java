package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Layout;

/// What a processor remembers of a sender: one cache line.
///
/// Sums are since the last report and begin anew with each.
final class SourceLayout {
  private static final Layout.Builder FIELDS = Layout.struct("guard_source");

  static final Field HIGH = FIELDS.u64Big("high");
  static final Field LOW = FIELDS.u64Big("low");

  /// When the next report would be due if all came evenly (the "theoretical arrival time" of GCRA,
  /// ITU-T I.371): a token bucket in one number.
  static final Field DUE = FIELDS.u64("due");

  static final Field BYTES = FIELDS.u64("bytes");
  static final Field PACKETS = FIELDS.u32("packets");
  static final Field TCP = FIELDS.u32("tcp");
  static final Field SYN = FIELDS.u32("syn");
  static final Field UDP = FIELDS.u32("udp");
  static final Field ICMP = FIELDS.u32("icmp");

  /// In units of 2^30 ns: when [#SEEN] was last emptied.
  static final Field EPOCH = FIELDS.u32("epoch");

  /// A set of hashed UDP flows, in the odd bits; [#OWES_ACK].
  static final Field SEEN = FIELDS.u64("seen");

  static final Layout LAYOUT = FIELDS.build();

  /// In [#SEEN]: a SYN was reported and nothing that followed it.
  static final int OWES_ACK = 1;

  private SourceLayout() {}
}
