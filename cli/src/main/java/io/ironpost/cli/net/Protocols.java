package io.ironpost.cli.net;

/// Names of IP protocols (IANA's numbers).
final class Protocols {
  private Protocols() {}

  static String name(long number) {
    return switch ((int) number) {
      case 1 -> "icmp";
      case 2 -> "igmp";
      case 6 -> "tcp";
      case 17 -> "udp";
      case 47 -> "gre";
      case 50 -> "esp";
      case 58 -> "icmpv6";
      case 132 -> "sctp";
      default -> "ip " + number;
    };
  }
}
