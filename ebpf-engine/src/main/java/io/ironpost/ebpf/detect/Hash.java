package io.ironpost.ebpf.detect;

/// Mixing of keys that attackers choose. The seed differs from run to run, so nobody can aim at one
/// set of a table. The steps are the finalizer of MurmurHash3 (public domain).
final class Hash {
  private Hash() {}

  static long of(long seed, long a, long b, long c) {
    return mix(mix(mix(seed ^ a) + b) + c);
  }

  static long mix(long bits) {
    bits ^= bits >>> 33;
    bits *= 0xff51afd7ed558ccdL;
    bits ^= bits >>> 33;
    bits *= 0xc4ceb9fe1a85ec53L;
    return bits ^ bits >>> 33;
  }
}
