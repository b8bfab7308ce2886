package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Keys of an LPM trie: the number of bits that count in the machine's byte order, and the address
/// in the network's behind it (`struct bpf_lpm_trie_key_u8`, include/uapi/linux/bpf.h).
public final class LpmKey {
  /// Of a trie of IPv4 addresses.
  public static final int V4_BYTES = 8;

  /// Of a trie of IPv6 addresses.
  public static final int V6_BYTES = 20;

  private static final int ADDRESS = 4;
  private static final ValueLayout.OfInt NETWORK_INT =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong NETWORK_LONG =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private LpmKey() {}

  /// @param address 10.1.2.3 is 0x0a010203
  /// @param bits 0 to 32
  public static void v4(MemorySegment key, int address, int bits) {
    key.set(JAVA_INT_UNALIGNED, 0, check(bits, 32));
    key.set(NETWORK_INT, ADDRESS, address);
  }

  /// @param high the first 64 bits of the address
  /// @param bits 0 to 128
  public static void v6(MemorySegment key, long high, long low, int bits) {
    key.set(JAVA_INT_UNALIGNED, 0, check(bits, 128));
    key.set(NETWORK_LONG, ADDRESS, high);
    key.set(NETWORK_LONG, ADDRESS + Long.BYTES, low);
  }

  /// A key of any other kind of bytes.
  public static byte[] of(int bits, byte... bytes) {
    byte[] key = new byte[ADDRESS + bytes.length];
    MemorySegment.ofArray(key).set(JAVA_INT_UNALIGNED, 0, check(bits, bytes.length * 8));
    System.arraycopy(bytes, 0, key, ADDRESS, bytes.length);
    return key;
  }

  public static int bits(MemorySegment key) {
    return key.get(JAVA_INT_UNALIGNED, 0);
  }

  public static int v4Address(MemorySegment key) {
    return key.get(NETWORK_INT, ADDRESS);
  }

  public static long v6High(MemorySegment key) {
    return key.get(NETWORK_LONG, ADDRESS);
  }

  public static long v6Low(MemorySegment key) {
    return key.get(NETWORK_LONG, ADDRESS + Long.BYTES);
  }

  private static int check(int bits, int most) {
    if (bits < 0 || bits > most) {
      throw new WrongShapeException(
          "a prefix of this trie has 0 to %d bits, not %d".formatted(most, bits));
    }
    return bits;
  }
}
