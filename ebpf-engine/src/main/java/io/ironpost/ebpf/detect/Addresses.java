package io.ironpost.ebpf.detect;

/// What kind of address 128 bits are (IPv4 mapped).
final class Addresses {
  private static final long MAPPED = 0xffffL;

  private Addresses() {}

  private static boolean isV4(long high, long low) {
    return high == 0 && low >>> 32 == MAPPED;
  }

  /// One of many: multicast (RFC 5771, RFC 4291 section 2.7) or the broadcast of this network.
  static boolean isMany(long high, long low) {
    if (isV4(high, low)) {
      return (low & 0xf000_0000L) == 0xe000_0000L || (int) low == -1;
    }
    return high >>> 56 == 0xff;
  }

  /// Of no use on the Internet: private, shared, link-local and loopback (RFC 1918, RFC 6598, RFC
  /// 3927, RFC 4193).
  static boolean isLocal(long high, long low) {
    if (!isV4(high, low)) {
      boolean isLoopback = high == 0 && low == 1;
      return isLoopback || high >>> 57 == 0xfc >>> 1 || high >>> 54 == 0xfe80 >>> 6;
    }
    int address = (int) low;
    return in(address, 10, 0, 8)
        || in(address, 172, 16, 12)
        || in(address, 192, 168, 16)
        || in(address, 100, 64, 10)
        || in(address, 169, 254, 16)
        || in(address, 127, 0, 8);
  }

  private static boolean in(int address, int first, int second, int bits) {
    return (address ^ (first << 24 | second << 16)) >>> 32 - bits == 0;
  }
}
