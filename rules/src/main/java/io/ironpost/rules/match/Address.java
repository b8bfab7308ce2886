package io.ironpost.rules.match;

import java.util.Arrays;

/// IP addresses in text, without allocation and without names: RFC 791 dotted quads and the forms
/// of RFC 4291 §2.2, an IPv6 zone (`%eth0`) being ignored.
final class Address {
  long high;
  long low;
  boolean isV4;

  /// Reads `bytes[start, end)`; false when it is no address.
  boolean read(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length < 2 || length > 64) {
      return false;
    }
    for (int i = start; i < Math.min(end, start + 5); i++) {
      if (bytes[i] == ':') {
        return readV6(bytes, start, end);
      }
    }
    high = 0;
    isV4 = true;
    low = quad(bytes, start, end);
    return low >= 0;
  }

  /// A dotted quad as 0…2³²-1, or -1.
  private static long quad(byte[] bytes, int start, int end) {
    long value = 0;
    int octet = -1;
    int dots = 0;
    for (int i = start; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        octet = octet < 0 ? digit : octet * 10 + digit;
      } else if (bytes[i] == '.' && octet >= 0 && dots < 3) {
        value = value << 8 | octet;
        octet = -1;
        dots++;
      } else {
        return -1;
      }
      if (octet > 255) {
        return -1;
      }
    }
    return dots == 3 && octet >= 0 ? value << 8 | octet : -1;
  }

  private boolean readV6(byte[] bytes, int start, int wholeEnd) {
    int end = zoneStart(bytes, start, wholeEnd);
    V6Groups groups = new V6Groups();
    int at = start;
    if (end - start >= 2 && bytes[start] == ':') {
      if (bytes[start + 1] != ':') {
        return false;
      }
      at = start + 2;
      groups.gap();
    }
    while (at < end) {
      int stop = groupEnd(bytes, at, end);
      if (stop < end && bytes[stop] == '.') {
        return groups.addQuad(quad(bytes, at, end)) && finish(groups);
      }
      if (!groups.addHex(bytes, at, stop)) {
        return false;
      }
      at = stop;
      if (at < end) {
        at++;
        if (at == end) {
          return false; // a single colon at the end
        }
        if (bytes[at] == ':') {
          if (!groups.gap()) {
            return false;
          }
          at++;
        }
      }
    }
    return finish(groups);
  }

  private static int zoneStart(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == '%') {
        return i;
      }
    }
    return end;
  }

  private static int groupEnd(byte[] bytes, int at, int end) {
    int i = at;
    while (i < end && bytes[i] != ':' && bytes[i] != '.') {
      i++;
    }
    return i;
  }

  private boolean finish(V6Groups groups) {
    if (!groups.expand()) {
      return false;
    }
    high = groups.quarter(0);
    low = groups.quarter(4);
    isV4 = false;
    if (high == 0 && low >>> 32 == 0xffff) { // IPv4-mapped, RFC 4291 §2.5.5.2
      isV4 = true;
      low &= 0xffffffffL;
    }
    return true;
  }

  /// The eight groups while they are read.
  private static final class V6Groups {
    private final int[] groups = new int[8];
    private int count;
    private int gapAt = -1;

    boolean gap() {
      if (gapAt >= 0) {
        return false;
      }
      gapAt = count;
      return true;
    }

    boolean addHex(byte[] bytes, int start, int end) {
      if (count == 8 || end == start || end - start > 4) {
        return false;
      }
      int value = 0;
      for (int i = start; i < end; i++) {
        int digit = Character.digit(bytes[i], 16);
        if (digit < 0) {
          return false;
        }
        value = value << 4 | digit;
      }
      groups[count++] = value;
      return true;
    }

    boolean addQuad(long quad) {
      if (quad < 0 || count > 6) {
        return false;
      }
      groups[count++] = (int) (quad >>> 16);
      groups[count++] = (int) (quad & 0xffff);
      return true;
    }

    boolean expand() {
      if (gapAt < 0) {
        return count == 8;
      }
      if (count == 8) {
        return false;
      }
      int after = count - gapAt;
      System.arraycopy(groups, gapAt, groups, 8 - after, after);
      Arrays.fill(groups, gapAt, 8 - after, 0);
      return true;
    }

    long quarter(int from) {
      return (long) groups[from] << 48
          | (long) groups[from + 1] << 32
          | (long) groups[from + 2] << 16
          | groups[from + 3];
    }
  }
}
