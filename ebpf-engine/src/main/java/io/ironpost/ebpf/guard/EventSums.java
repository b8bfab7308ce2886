package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Field;
import java.util.List;

/// The sums that a report carries from a sender's entry, pair by pair.
final class EventSums {
  static final List<Field> SOURCE =
      List.of(
          SourceLayout.BYTES,
          SourceLayout.PACKETS,
          SourceLayout.TCP,
          SourceLayout.SYN,
          SourceLayout.UDP,
          SourceLayout.ICMP);

  static final List<Field> EVENT =
      List.of(
          EventLayout.BYTES,
          EventLayout.PACKETS,
          EventLayout.TCP,
          EventLayout.SYN,
          EventLayout.UDP,
          EventLayout.ICMP);

  private EventSums() {}
}
