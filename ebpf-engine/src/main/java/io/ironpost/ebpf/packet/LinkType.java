package io.ironpost.ebpf.packet;

import java.util.Optional;

/// How frames begin, by the numbers of captures (draft-ietf-opsawg-pcaplinktype).
public enum LinkType {
  ETHERNET(1),
  /// Behind four bytes with the address family as BSDs count it, in the byte order of the host.
  NULL(0),
  /// As [#NULL], in network byte order.
  LOOP(108),
  RAW(101),
  IPV4(228),
  IPV6(229),
  /// What tcpdump writes for `-i any`.
  LINUX_COOKED(113),
  LINUX_COOKED_2(276);

  private static final int OLD_RAW_BSD = 12;
  private static final int OLD_RAW_OPENBSD = 14;

  private final int number;

  LinkType(int number) {
    this.number = number;
  }

  public static Optional<LinkType> of(int number) {
    if (number == OLD_RAW_BSD || number == OLD_RAW_OPENBSD) {
      return Optional.of(RAW);
    }
    for (LinkType type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
