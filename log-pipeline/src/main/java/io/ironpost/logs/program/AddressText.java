package io.ironpost.logs.program;

/// Finds where an IP address written as text ends. Nothing is resolved and nothing is made.
public final class AddressText {
  /// The longest spelling: eight groups of four with an IPv4 tail, without the zone (RFC 4291
  /// §2.2).
  private static final int MAX_V6_LENGTH = 45;

  /// Longer than any interface name (IFNAMSIZ is 16); the zone is part of what was written.
  private static final int MAX_ZONE_LENGTH = 16;

  private static final int NO_ADDRESS = -1;

  private AddressText() {}

  /// The end of the IPv4 or IPv6 address that begins at `from`, or -1.
  public static int end(byte[] bytes, int from, int to) {
    int v4 = endOfV4(bytes, from, to);
    return v4 >= 0 ? v4 : endOfV6(bytes, from, to);
  }

  /// Whether all of `bytes[from, to)` is one address.
  public static boolean isAddress(byte[] bytes, int from, int to) {
    return from < to && end(bytes, from, to) == to;
  }

  /// Where the address proper begins: `::ffff:192.0.2.1`, as servers with one socket for both
  /// families write it, is the IPv4 address (RFC 4291 §2.5.5.2), and would otherwise be counted
  /// apart from it.
  public static int withoutMapping(byte[] bytes, int from, int to) {
    int v4 = from + 7;
    boolean mapped =
        v4 < to
            && bytes[from] == ':'
            && bytes[from + 1] == ':'
            && (bytes[from + 2] | 0x20) == 'f'
            && (bytes[from + 3] | 0x20) == 'f'
            && (bytes[from + 4] | 0x20) == 'f'
            && (bytes[from + 5] | 0x20) == 'f'
            && bytes[from + 6] == ':'
            && endOfV4(bytes, v4, to) == to;
    return mapped ? v4 : from;
  }

  private static int endOfV4(byte[] bytes, int from, int to) {
    int at = from;
    for (int group = 0; group < 4; group++) {
      int value = 0;
      int first = at;
      while (at < to && isDigit(bytes[at]) && at - first < 3) {
        value = value * 10 + bytes[at++] - '0';
      }
      if (at == first || value > 255) {
        return NO_ADDRESS;
      }
      if (group < 3 && (at == to || bytes[at++] != '.')) {
        return NO_ADDRESS;
      }
    }
    return goesOnAsNumber(bytes, at, to) ? NO_ADDRESS : at;
  }

  private static boolean goesOnAsNumber(byte[] bytes, int at, int to) {
    return at < to
        && (isDigit(bytes[at]) || (bytes[at] == '.' && at + 1 < to && isDigit(bytes[at + 1])));
  }

  private static int endOfV6(byte[] bytes, int from, int to) {
    int limit = Math.min(to, from + MAX_V6_LENGTH);
    int groups = 0;
    boolean shortened = false;
    int at = from;
    if (at + 1 < limit && bytes[at] == ':' && bytes[at + 1] == ':') {
      shortened = true;
      at += 2;
    }
    while (groups < 8) {
      int groupEnd = endOfGroup(bytes, at, limit);
      if (groupEnd == at) {
        break;
      }
      int v4 = groupEnd < limit && bytes[groupEnd] == '.' ? endOfV4(bytes, at, limit) : NO_ADDRESS;
      if (v4 >= 0) {
        groups += 2;
        at = v4;
        break;
      }
      groups++;
      at = groupEnd;
      if (at + 1 >= limit || bytes[at] != ':') {
        break;
      }
      if (bytes[at + 1] == ':') {
        if (shortened) {
          break;
        }
        shortened = true;
        at += 2;
      } else if (isHex(bytes[at + 1])) {
        at++;
      } else {
        break;
      }
    }
    boolean whole = shortened ? groups < 8 : groups == 8;
    return whole && at > from ? endOfZone(bytes, at, to) : NO_ADDRESS;
  }

  private static int endOfGroup(byte[] bytes, int from, int limit) {
    int at = from;
    while (at < limit && at - from < 4 && isHex(bytes[at])) {
      at++;
    }
    return at;
  }

  private static int endOfZone(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] != '%') {
      return from < to && isHex(bytes[from]) ? NO_ADDRESS : from;
    }
    int limit = Math.min(to, from + 1 + MAX_ZONE_LENGTH);
    int at = from + 1;
    while (at < limit && isZoneByte(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isZoneByte(byte b) {
    return isDigit(b) || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z') || b == '_' || b == '-';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isHex(byte b) {
    return isDigit(b) || ((b | 0x20) >= 'a' && (b | 0x20) <= 'f');
  }
}
