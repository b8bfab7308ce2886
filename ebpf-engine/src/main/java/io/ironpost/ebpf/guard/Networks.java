package io.ironpost.ebpf.guard;

import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.LpmKey;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BlockRule;
import java.lang.foreign.MemorySegment;

/// A table in the kernel that holds networks of one family, keyed by length and address.
record Networks(BpfMap map, Family family) {
  /// Is shown what a table holds.
  interface Visitor {
    void entry(IpPrefix prefix, BlockRule rule);
  }

  void put(IpPrefix prefix, BlockRule rule) {
    byte[] value = new byte[BlockLayout.LAYOUT.size()];
    write(MemorySegment.ofArray(value), prefix.familyBits(), rule);
    map.update(key(prefix), value);
  }

  boolean remove(IpPrefix prefix) {
    return map.delete(key(prefix));
  }

  void forEach(Visitor visitor) {
    map.forEach((key, value) -> visitor.entry(prefix(key), rule(value)));
  }

  private byte[] key(IpPrefix prefix) {
    byte[] key = new byte[family.keyBytes()];
    write(MemorySegment.ofArray(key), prefix.high(), prefix.low(), prefix.familyBits(), family);
    return key;
  }

  static void write(MemorySegment key, long high, long low, int familyBits, Family family) {
    switch (family) {
      case V4 -> LpmKey.v4(key, (int) low, familyBits);
      case V6 -> LpmKey.v6(key, high, low, familyBits);
    }
  }

  static void write(MemorySegment value, int familyBits, BlockRule rule) {
    BlockLayout.UNTIL.set(value, 0, rule.untilBootNanos());
    BlockLayout.PROTOCOL.set(value, 0, rule.protocol());
    BlockLayout.PORT.set(value, 0, rule.port());
    BlockLayout.BITS.set(value, 0, familyBits);
  }

  private IpPrefix prefix(MemorySegment key) {
    int bits = LpmKey.bits(key);
    return switch (family) {
      case V4 -> new IpPrefix(0, IpPrefix.v4(LpmKey.v4Address(key)).low(), IpPrefix.MAPPED + bits);
      case V6 -> new IpPrefix(LpmKey.v6High(key), LpmKey.v6Low(key), bits);
    };
  }

  private static BlockRule rule(MemorySegment value) {
    return new BlockRule(
        BlockLayout.UNTIL.get(value, 0),
        BlockLayout.PROTOCOL.getInt(value, 0),
        BlockLayout.PORT.getInt(value, 0));
  }
}
