package io.ironpost.rules.match;

import java.nio.charset.StandardCharsets;

/// Whether a value is an address within a network; what is not an address is not within.
final class CidrTest implements ValueTest {
  private final boolean isV4;
  private final long high;
  private final long low;
  private final long highMask;
  private final long lowMask;

  /// @param network `address/bits` or a single address, as checked by the reader
  CidrTest(String network) {
    int slash = network.indexOf('/');
    byte[] text =
        (slash < 0 ? network : network.substring(0, slash)).getBytes(StandardCharsets.UTF_8);
    Address address = new Address();
    if (!address.read(text, 0, text.length)) {
      throw new IllegalArgumentException("not a network: " + network);
    }
    isV4 = address.isV4 && new String(text, StandardCharsets.UTF_8).indexOf(':') < 0;
    int width = isV4 ? 32 : 128;
    int bits = slash < 0 ? width : Integer.parseInt(network.substring(slash + 1));
    highMask = isV4 ? 0 : mask(bits, 64);
    lowMask = isV4 ? mask(bits, 32) : mask(bits - 64, 64);
    high = address.high & highMask;
    low = address.low & lowMask;
  }

  private static long mask(int bits, int width) {
    if (bits <= 0) {
      return 0;
    }
    long ones = width == 64 ? -1L : (1L << width) - 1;
    return bits >= width ? ones : ones << width - bits & ones;
  }

  @Override
  public boolean holds(byte[] bytes, int start, int end, int kind) {
    Address address = new Address();
    return address.read(bytes, start, end)
        && address.isV4 == isV4
        && (address.high & highMask) == high
        && (address.low & lowMask) == low;
  }
}
