package io.ironpost.bpf.kernel;

import java.lang.foreign.MemorySegment;

/// Is shown the entries of a map.
@FunctionalInterface
public interface EntryVisitor {
  /// Both segments are overwritten after the call.
  ///
  /// @param value of a per-CPU map: of all CPUs
  void entry(MemorySegment key, MemorySegment value);
}
