package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.kernel.BpfException;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BlockRule;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A new pair of tables that is filled in big steps and then put in the place of another pair.
/// Until then no packet meets it.
final class NetworkSet implements AutoCloseable {
  /// Entries per call: 300 KB of keys and values.
  private static final int BATCH = 8_192;

  private final Arena arena = Arena.ofConfined();
  private final Half v4;
  private final Half v6;

  /// What kind of maps they are.
  interface Kind {
    MapSpec spec(int keyBytes, int entries);
  }

  /// @param kind of [GuardMaps]
  /// @param v4Entries how many there will be at most
  NetworkSet(Kind kind, int v4Entries, int v6Entries) {
    v4 = new Half(kind, Family.V4, v4Entries);
    try {
      v6 = new Half(kind, Family.V6, v6Entries);
    } catch (BpfException e) { // memory: 100 MB of the first one must not stay
      v4.map.close();
      arena.close();
      throw e;
    }
  }

  /// The prefix as in [IpPrefix].
  void add(long high, long low, int bits, BlockRule rule) {
    if (Hints.isV4(high, low, bits)) {
      v4.add(high, low, bits - IpPrefix.MAPPED, rule);
    } else {
      v6.add(high, low, bits, rule);
    }
  }

  /// From here on packets meet this set.
  void putInto(BpfMap holderV4, BpfMap holderV6) {
    v4.flush();
    v6.flush();
    holderV4.update(0, v4.map);
    holderV6.update(0, v6.map);
  }

  /// The kernel keeps what was put somewhere.
  @Override
  public void close() {
    v4.map.close();
    v6.map.close();
    arena.close();
  }

  private final class Half {
    private final Family family;
    private final BpfMap map;
    private final MemorySegment keys;
    private final MemorySegment values;
    private int waiting;

    Half(Kind kind, Family family, int entries) {
      this.family = family;
      map = BpfMap.create(kind.spec(family.keyBytes(), Math.max(1, entries)));
      keys = arena.allocate((long) BATCH * family.keyBytes(), Long.BYTES);
      values = arena.allocate((long) BATCH * BlockLayout.LAYOUT.size(), Long.BYTES);
    }

    void add(long high, long low, int familyBits, BlockRule rule) {
      int value = BlockLayout.LAYOUT.size();
      Networks.write(
          keys.asSlice((long) waiting * family.keyBytes(), family.keyBytes()),
          high,
          low,
          familyBits,
          family);
      Networks.write(values.asSlice((long) waiting * value, value), familyBits, rule);
      waiting++;
      if (waiting == BATCH) {
        flush();
      }
    }

    void flush() {
      if (waiting > 0) {
        map.updateAll(
            keys.asSlice(0, (long) waiting * family.keyBytes()),
            values.asSlice(0, (long) waiting * BlockLayout.LAYOUT.size()),
            waiting);
        waiting = 0;
      }
    }
  }
}
