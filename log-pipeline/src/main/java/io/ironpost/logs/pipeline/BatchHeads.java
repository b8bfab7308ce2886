package io.ironpost.logs.pipeline;

import io.ironpost.core.event.Batch;
import io.ironpost.logs.collect.Newlines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The first line of every batch of one source, in their order.
///
/// A parser remembers: the year of the last timestamp, what the lines before looked like. A lane
/// that gets some of the batches only would remember other things than its neighbour, and what is
/// found would depend on who got which batch. So each lane shows its parser one line of every batch
/// that went to another.
final class BatchHeads {
  /// With full buffers 256 MiB. A lane that is further behind misses the oldest lines, which
  /// matters only where more than half a year lies between two that it sees.
  static final int MAX_HEADS = 256;

  /// The timestamp stands in the first bytes.
  private static final int MAX_HEAD_BYTES = 1_024;

  private final byte[][] ring = new byte[MAX_HEADS][];
  private int added;

  /// Keeps the first line of the source's next batch.
  ///
  /// @return the batch's number in its source, from 0
  synchronized int add(Batch batch) {
    int end = Newlines.nextOrEnd(batch.bytes(), 0, Math.min(batch.length(), MAX_HEAD_BYTES));
    ring[added % MAX_HEADS] = Arrays.copyOf(batch.bytes(), end);
    return added++;
  }

  /// The first lines of the batches `[from, to)`.
  synchronized List<byte[]> between(int from, int to) {
    List<byte[]> heads = new ArrayList<>();
    for (int i = Math.max(from, added - MAX_HEADS); i < to; i++) {
      heads.add(ring[i % MAX_HEADS]);
    }
    return heads;
  }
}
