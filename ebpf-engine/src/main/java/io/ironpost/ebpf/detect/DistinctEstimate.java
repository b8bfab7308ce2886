package io.ironpost.ebpf.detect;

import java.util.Arrays;

/// About how many different values there were: HyperLogLog (Flajolet and others, 2007) with 64
/// registers, which is 13 % off as a rule, in 64 bytes however many come. Small numbers are counted
/// by empty registers, as the paper says.
final class DistinctEstimate {
  private static final int BITS = 6;
  private static final int REGISTERS = 1 << BITS;
  private static final double ALPHA = 0.709; // of 64 registers

  private final byte[] registers = new byte[REGISTERS];

  void clear() {
    Arrays.fill(registers, (byte) 0);
  }

  /// @param hash of the value; all its bits are to be random
  void add(long hash) {
    int register = (int) (hash >>> Long.SIZE - BITS);
    int rank = Long.numberOfLeadingZeros(hash << BITS | 1L << BITS - 1) + 1;
    if (rank > registers[register]) {
      registers[register] = (byte) rank;
    }
  }

  long estimate() {
    double sum = 0;
    int empty = 0;
    for (byte rank : registers) {
      sum += 1.0 / (1L << rank);
      empty += rank == 0 ? 1 : 0;
    }
    double raw = ALPHA * REGISTERS * REGISTERS / sum;
    boolean isSmall = raw <= 2.5 * REGISTERS && empty > 0;
    return Math.round(isSmall ? REGISTERS * Math.log((double) REGISTERS / empty) : raw);
  }
}
