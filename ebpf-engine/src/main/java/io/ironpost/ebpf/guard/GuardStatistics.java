package io.ironpost.ebpf.guard;

import java.util.List;

/// What the programs counted since they were loaded; a snapshot whose parts were read one after the
/// other.
///
/// @param interfaces one by one, in the order of the settings
/// @param events reports that came into the ring
/// @param lost reports that found the ring full; the packets they stood for are lost to detectors
/// @param withheld reports held back because a processor had made its share; their packets are
///   counted, and carried by the next report of their source
/// @param evicted packets of sources that made room for others before a report carried their sums
/// @param filters how many packets fitted each rule, in the order of the rules
public record GuardStatistics(
    List<Interface> interfaces,
    long events,
    long lost,
    long withheld,
    long evicted,
    List<Filtered> filters) {
  public GuardStatistics {
    interfaces = List.copyOf(interfaces);
    filters = List.copyOf(filters);
  }

  /// Packets and what they weighed, as they came over the wire.
  public record Count(long packets, long bytes) {
    static final Count NONE = new Count(0, 0);

    Count plus(Count other) {
      return new Count(packets + other.packets, bytes + other.bytes);
    }
  }

  /// One interface.
  ///
  /// @param name as `ip link` shows it
  /// @param mode where its program runs, never [AttachMode#AUTO]
  /// @param other IP packets of other protocols
  /// @param nonIp everything else but ARP
  /// @param blocked dropped because of the blocklist
  /// @param filtered dropped by a filter rule
  /// @param limited dropped by a filter rule's rate limit
  /// @param allowed passed because the allowlist beats the blocklist and the rules
  /// @param malformed cut short or contradicting themselves; passed
  /// @param runNanos what all runs of the program took; 0 where the kernel does not measure it
  /// @param runs how many runs that were
  public record Interface(
      String name,
      AttachMode mode,
      Count tcp,
      Count udp,
      Count icmp,
      Count icmpV6,
      Count arp,
      Count other,
      Count nonIp,
      Count blocked,
      Count filtered,
      Count limited,
      Count allowed,
      Count malformed,
      long runNanos,
      long runs) {
    /// Everything that came in.
    public Count total() {
      return tcp.plus(udp).plus(icmp).plus(icmpV6).plus(arp).plus(other).plus(nonIp);
    }
  }

  /// What a filter rule met.
  public record Filtered(String rule, long packets) {}
}
