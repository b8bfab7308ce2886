package io.ironpost.ebpf.blocklist;

/// What a blocked prefix is blocked from, and until when.
///
/// @param untilBootNanos on the kernel's CLOCK_BOOTTIME, which the program on the wire compares
///   with bpf_ktime_get_boot_ns() (bpf-helpers(7)): the block ends on time also when nobody is left
///   to take it back; [#FOREVER] for no end
/// @param protocol the IP protocol number, 6 for TCP; [#ANY] for all
/// @param port the destination port on this side; [#ANY] for all
public record BlockRule(long untilBootNanos, int protocol, int port) {
  /// No end by itself.
  public static final long FOREVER = 0;

  /// Every protocol (0 is IPv6 hop-by-hop options, which is no payload), every port.
  public static final int ANY = 0;

  private static final int MAX_PROTOCOL = 255;
  private static final int MAX_PORT = 65_535;

  public BlockRule {
    if (untilBootNanos < 0) {
      throw new IllegalArgumentException("a time since boot is not negative: " + untilBootNanos);
    }
    if (protocol < 0 || protocol > MAX_PROTOCOL || port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "no such protocol and port: %d/%d".formatted(protocol, port));
    }
  }

  /// Everything, until then.
  public static BlockRule until(long bootNanos) {
    return new BlockRule(bootNanos, ANY, ANY);
  }

  /// Whether it has ended at this time.
  public boolean isOver(long bootNanos) {
    return untilBootNanos != FOREVER && bootNanos >= untilBootNanos;
  }
}
