package io.ironpost.rules.regex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One filling of the automaton's memory. Written under [LazyDfa]'s lock only; [#table] is read by
/// all without one.
///
/// That is sound because an entry goes from [#UNKNOWN] to its final value once, an `int` is never
/// read torn, an entry of a table only names rows that table has (a table that grows is copied, and
/// the old one not written again), and a reader that sees `UNKNOWN` too long merely takes the slow
/// way.
final class DfaGeneration {
  /// Table entries: not computed yet; no match is possible any more; a match is certain. All others
  /// are the offset of a state's row.
  static final int UNKNOWN = 0;

  static final int DEAD = -1;
  static final int MATCHED = -2;

  private static final int FIRST_ROWS = 8;

  /// Map entry, key object and list slot per state, by estimate.
  private static final int OVERHEAD_BYTES = 96;

  private final int rowLength;
  private final Map<ByteBuffer, Integer> offsets = new HashMap<>();
  private final List<byte[]> configurations = new ArrayList<>();
  private volatile int[] table;
  private int keptBytes;

  DfaGeneration(int rowLength) {
    this.rowLength = rowLength;
    this.table = new int[(1 + FIRST_ROWS) * rowLength];
  }

  int[] table() {
    return table;
  }

  /// @param offset of a state's row; the first is at `rowLength`, as 0 means [#UNKNOWN]
  byte[] configuration(int offset) {
    return configurations.get(offset / rowLength - 1);
  }

  boolean isFull() {
    return memoryBytes() >= RegexLimits.MAX_DFA_BYTES;
  }

  int memoryBytes() {
    return keptBytes + Integer.BYTES * table.length;
  }

  int stateCount() {
    return configurations.size();
  }

  /// The row of the configuration, a new one if it has none.
  int offset(byte[] configuration) {
    Integer known = offsets.get(ByteBuffer.wrap(configuration));
    return known != null ? known : add(configuration);
  }

  private int add(byte[] configuration) {
    configurations.add(configuration);
    keptBytes += configuration.length + OVERHEAD_BYTES;
    int offset = configurations.size() * rowLength;
    if (offset + rowLength > table.length) table = Arrays.copyOf(table, 2 * table.length);
    offsets.put(ByteBuffer.wrap(configuration), offset);
    return offset;
  }

  void setTransition(int offset, int symbolClass, int next) {
    table[offset + symbolClass] = next;
  }
}
