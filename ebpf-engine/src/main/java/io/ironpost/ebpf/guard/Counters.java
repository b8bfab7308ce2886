package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.ebpf.guard.GuardStatistics.Count;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One interface's counters, read in one call and summed over all processors.
final class Counters {
  private final MemorySegment values;
  private final int stride;

  private Counters(MemorySegment values, int stride) {
    this.values = values;
    this.stride = stride;
  }

  static Counters read(BpfMap map, int slot) {
    MemorySegment values = Arena.ofAuto().allocate(map.entryBytes(), Long.BYTES);
    MemorySegment key = MemorySegment.ofArray(new int[] {slot});
    map.lookup(key, values);
    return new Counters(values, map.strideBytes());
  }

  Count pair(Field pair) {
    return new Count(sum(pair.offset()), sum(pair.offset() + Long.BYTES));
  }

  long sum(Field counter) {
    return sum(counter.offset());
  }

  private long sum(int offset) {
    long sum = 0;
    for (long at = offset; at < values.byteSize(); at += stride) {
      sum += values.get(ValueLayout.JAVA_LONG, at);
    }
    return sum;
  }
}
