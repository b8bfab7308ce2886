package io.ironpost.core.net;

import java.util.Optional;

/// Addresses as text. Strict: `010.0.0.1` and `10.1` mean different things to different programs
/// (RFC 6943 section 3.1.1), so they are no addresses.
final class IpText {
  private static final int LONGEST = 49; // INET6_ADDRSTRLEN without its zero, and "/128"
  private static final int GROUPS = 8;

  private IpText() {}

  static Optional<IpPrefix> prefix(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean v6 = address.indexOf(':') >= 0;
    Optional<IpPrefix> whole = v6 ? v6(address) : v4(address).map(IpPrefix::v4);
    if (slash < 0 || whole.isEmpty()) {
      return whole;
    }
    int most = v6 ? 128 : 32;
    int bits = decimal(text, slash + 1, text.length(), most);
    return bits < 0
        ? Optional.empty()
        : whole.map(a -> new IpPrefix(a.high(), a.low(), v6 ? bits : bits + IpPrefix.MAPPED));
  }

  /// A number without sign or leading zero; -1 when it is none or too big.
  private static int decimal(String text, int from, int to, int most) {
    if (from >= to || to - from > 3 || to - from > 1 && text.charAt(from) == '0') {
      return -1;
    }
    int value = 0;
    for (int at = from; at < to; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= most ? value : -1;
  }

  private static Optional<Integer> v4(String text) {
    int address = 0;
    int from = 0;
    for (int part = 0; part < 4; part++) {
      int to = part < 3 ? text.indexOf('.', from) : text.length();
      int octet = to < 0 ? -1 : decimal(text, from, to, 255);
      if (octet < 0) {
        return Optional.empty();
      }
      address = address << 8 | octet;
      from = to + 1;
    }
    return Optional.of(address);
  }

  /// RFC 4291 section 2.2: groups, at most one `::`, and perhaps an IPv4 address at the end.
  private static Optional<IpPrefix> v6(String text) {
    int gap = text.indexOf("::");
    boolean isInFront = text.indexOf('.') >= 0 && text.indexOf('.') < text.lastIndexOf(':');
    if (isInFront || gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    int[] groups = new int[GROUPS];
    if (gap < 0) {
      return groups(text, groups, 0) == GROUPS ? Optional.of(join(groups)) : Optional.empty();
    }
    int head = groups(text.substring(0, gap), groups, 0);
    int[] tail = new int[GROUPS];
    int behind = groups(text.substring(gap + 2), tail, 0);
    if (head < 0 || behind < 0 || head + behind >= GROUPS) {
      return Optional.empty();
    }
    System.arraycopy(tail, 0, groups, GROUPS - behind, behind);
    return Optional.of(join(groups));
  }

  /// Reads groups from `at` on; how many there are then, or -1.
  private static int groups(String text, int[] groups, int at) {
    if (text.isEmpty()) {
      return at;
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (last && parts[i].indexOf('.') >= 0) {
        Optional<Integer> embedded = v4(parts[i]);
        if (embedded.isEmpty() || at + 2 > GROUPS) {
          return -1;
        }
        groups[at++] = embedded.get() >>> 16;
        groups[at++] = embedded.get() & 0xffff;
      } else if (at == GROUPS || !isGroup(parts[i])) {
        return -1;
      } else {
        groups[at++] = Integer.parseInt(parts[i], 16);
      }
    }
    return at;
  }

  private static boolean isGroup(String part) {
    return !part.isEmpty()
        && part.length() <= 4
        && part.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
  }

  private static IpPrefix join(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return IpPrefix.address(high, low);
  }

  static String text(IpPrefix prefix) {
    String address = prefix.isV4() ? v4Text(prefix.v4Address()) : v6Text(prefix);
    return prefix.isAddress() ? address : address + "/" + prefix.familyBits();
  }

  private static String v4Text(int address) {
    return "%d.%d.%d.%d"
        .formatted(address >>> 24, address >>> 16 & 0xff, address >>> 8 & 0xff, address & 0xff);
  }

  /// RFC 5952 section 4: lower case, no leading zeros, the longest run of zero groups as `::`.
  private static String v6Text(IpPrefix prefix) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (prefix.high() >>> 48 - 16 * i) & 0xffff;
      groups[i + 4] = (int) (prefix.low() >>> 48 - 16 * i) & 0xffff;
    }
    int best = -1;
    int length = 1; // a single zero group is not shortened
    for (int from = 0; from < GROUPS; from++) {
      int to = from;
      while (to < GROUPS && groups[to] == 0) {
        to++;
      }
      if (to - from > length) {
        best = from;
        length = to - from;
      }
      from = Math.max(from, to - 1);
    }
    return best < 0
        ? hex(groups, 0, GROUPS)
        : hex(groups, 0, best) + "::" + hex(groups, best + length, GROUPS);
  }

  private static String hex(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
