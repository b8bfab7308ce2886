package io.ironpost.ebpf.guard;

/// What one register of the programs says about a packet once it was taken apart: the protocol in
/// the lowest byte, TCP's flags or ICMP's type in the second, ICMP's code in the third, marks in
/// the fourth.
///
/// One register and not five: the programs have four that survive a call.
final class Facts {
  static final int PROTOCOL_MASK = 0xff;
  static final int FLAGS_SHIFT = 8;
  static final int TYPE_SHIFT = 8;
  static final int CODE_SHIFT = 16;

  /// A fragment behind the first: no ports, no flags.
  static final int LATER_FRAGMENT = 1 << 24;

  /// The answer of a DNS server.
  static final int DNS_RESPONSE = 1 << 25;

  /// It leaves the host.
  static final int OUTBOUND = 1 << 26;

  /// There are ports.
  static final int HAS_PORTS = 1 << 27;

  /// A filter rule wants it seen.
  static final int MONITORED = 1 << 28;

  /// It is cut short or contradicts itself.
  static final int MALFORMED = 1 << 29;

  /// Its sender was not known.
  static final int FRESH = 1 << 30;

  private Facts() {}
}
