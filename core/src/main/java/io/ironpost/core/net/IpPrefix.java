package io.ironpost.core.net;

import java.util.Optional;

/// Addresses that share their first bits: `203.0.113.0/24`, `2001:db8::/32`; one address is a
/// prefix of all its bits.
///
/// Kept as 128 bits, IPv4 as IPv4-mapped IPv6 (RFC 4291 section 2.5.5.2), so that `10.1.2.3` and
/// `::ffff:10.1.2.3` are the same and one tree holds both.
///
/// @param high the first 64 bits
/// @param low the last 64 bits
/// @param bits how many of the 128 count, 0 to 128; the others are zero
public record IpPrefix(long high, long low, int bits) implements Comparable<IpPrefix> {
  /// All bits of an address.
  public static final int FULL = 128;

  /// The bits in front of an IPv4 address.
  public static final int MAPPED = 96;

  private static final long MAPPED_LOW = 0xffffL << 32;

  public IpPrefix {
    if (bits < 0 || bits > FULL) {
      throw new IllegalArgumentException("a prefix has 0 to 128 bits, not " + bits);
    }
    high &= mask(bits);
    low &= mask(bits - 64);
  }

  private static long mask(int bits) {
    if (bits <= 0) {
      return 0;
    }
    return bits >= 64 ? -1L : -1L << 64 - bits;
  }

  /// The IPv4 address with these 32 bits.
  public static IpPrefix v4(int address) {
    return new IpPrefix(0, MAPPED_LOW | address & 0xffff_ffffL, FULL);
  }

  /// One address in 128 bits.
  public static IpPrefix address(long high, long low) {
    return new IpPrefix(high, low, FULL);
  }

  /// Reads `10.0.0.0/8`, `2001:db8::1`; bits behind the prefix may be set and are cleared. Empty
  /// when it is neither an address nor a prefix; names are not looked up.
  public static Optional<IpPrefix> of(String text) {
    return IpText.prefix(text);
  }

  public boolean isV4() {
    return bits >= MAPPED && high == 0 && low >>> 32 == 0xffff;
  }

  public boolean isAddress() {
    return bits == FULL;
  }

  /// The bits as people count them: 0 to 32 for IPv4.
  public int familyBits() {
    return isV4() ? bits - MAPPED : bits;
  }

  /// The last 32 bits, which are the address when it is IPv4.
  public int v4Address() {
    return (int) low;
  }

  /// Whether all of the other's addresses are within.
  public boolean contains(IpPrefix other) {
    return other.bits >= bits && contains(other.high, other.low);
  }

  /// Whether an address of 128 bits is within.
  public boolean contains(long otherHigh, long otherLow) {
    return (otherHigh & mask(bits)) == high && (otherLow & mask(bits - 64)) == low;
  }

  /// Whether they have an address in common.
  public boolean overlaps(IpPrefix other) {
    return contains(other) || other.contains(this);
  }

  @Override
  public int compareTo(IpPrefix other) {
    int order = Long.compareUnsigned(high, other.high);
    if (order == 0) {
      order = Long.compareUnsigned(low, other.low);
    }
    return order == 0 ? Integer.compare(bits, other.bits) : order;
  }

  /// As people write it: RFC 5952 for IPv6; the length is left out of a single address.
  @Override
  public String toString() {
    return IpText.text(this);
  }
}
