package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Layout;

/// What tries and tables hold of each prefix.
final class BlockLayout {
  private static final Layout.Builder FIELDS = Layout.struct("guard_block");

  /// On CLOCK_BOOTTIME; 0 for no end.
  static final Field UNTIL = FIELDS.u64("until_boot_ns");

  /// 0 for all.
  static final Field PROTOCOL = FIELDS.u16("protocol");

  /// Of the destination; 0 for all.
  static final Field PORT = FIELDS.u16Big("port");

  /// How long this prefix is. Where it does not block (ended, another port), the program looks for
  /// a shorter one, which a longest-prefix match would hide.
  static final Field BITS = FIELDS.u32("bits");

  static final Layout LAYOUT = FIELDS.build();

  private BlockLayout() {}
}
