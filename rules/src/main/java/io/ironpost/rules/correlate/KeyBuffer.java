package io.ironpost.rules.correlate;

import java.util.Arrays;

/// The key of the event at hand, built in one reused buffer.
///
/// One value stands for itself; several are each preceded by their length, so that `("ab","c")` and
/// `("a","bc")` differ. The hash is seeded: keys are chosen by attackers, and a known hash would
/// let them fill one chain.
final class KeyBuffer {
  /// A longer value is cut: nobody is told apart by what follows the first kilobyte, and a key must
  /// not cost more than a window.
  static final int MAX_VALUE_BYTES = 1_024;

  /// So that a key always fits a block.
  static final int MAX_FIELDS = 32;

  static final int MAX_BYTES = MAX_FIELDS * (MAX_VALUE_BYTES + 2) + Integer.BYTES;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final long seed;
  byte[] bytes = new byte[64];
  int length;
  boolean wasCut;

  KeyBuffer(long seed) {
    this.seed = seed;
  }

  KeyBuffer clear() {
    length = 0;
    wasCut = false;
    return this;
  }

  /// Appends a value that stands alone.
  void append(byte[] value) {
    int size = Math.min(value.length, MAX_VALUE_BYTES);
    room(size);
    System.arraycopy(value, 0, bytes, length, size);
    length += size;
    wasCut |= size < value.length;
  }

  /// Appends one value of several.
  void appendPart(byte[] value) {
    int size = Math.min(value.length, MAX_VALUE_BYTES);
    room(2);
    bytes[length++] = (byte) (size >>> 8);
    bytes[length++] = (byte) size;
    append(value);
  }

  void appendInt(int number) {
    room(Integer.BYTES);
    Arena.INT.set(bytes, length, number);
    length += Integer.BYTES;
  }

  /// Appends bytes as they are.
  void appendRaw(byte[] from) {
    room(from.length);
    System.arraycopy(from, 0, bytes, length, from.length);
    length += from.length;
  }

  int hash() {
    long hash = hash(seed, bytes, length);
    return (int) (hash ^ hash >>> 32);
  }

  static long hash(long seed, byte[] bytes, int length) {
    long hash = seed ^ length * MULTIPLIER;
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      hash = mix(hash ^ (long) Arena.LONG.get(bytes, at));
    }
    long rest = 0;
    for (; at < length; at++) {
      rest = rest << 8 | (bytes[at] & 0xFF);
    }
    return mix(mix(hash ^ rest));
  }

  /// The finisher of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output
  /// bit.
  static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
