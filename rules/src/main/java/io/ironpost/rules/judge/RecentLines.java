package io.ironpost.rules.judge;

import io.ironpost.core.alert.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines that correlations may still ask for as evidence, in a ring: a window holds references,
/// and most of them are never asked for.
final class RecentLines {
  /// Matches whose lines are kept. A brute force is told within its window; an attack so wide that
  /// it outruns this is told with fewer lines, never with a wrong count.
  static final int MAX_LINES = 65_536;

  /// Bytes kept of a line: 64 Ki lines of this length are 32 MiB at the worst.
  static final int MAX_LINE_BYTES = 512;

  private final String[] sources = new String[MAX_LINES];
  private final long[] numbers = new long[MAX_LINES];
  private final long[] offsets = new long[MAX_LINES];
  private final byte[][] lines = new byte[MAX_LINES][];
  private final int[] lengths = new int[MAX_LINES];
  private long next;

  /// Keeps a line; the result is its reference.
  long keep(Hits hits, int hit) {
    int slot = (int) (next & MAX_LINES - 1);
    int length = Math.min(MAX_LINE_BYTES, hits.lineEnd(hit) - hits.lineStart(hit));
    byte[] room = lines[slot];
    if (room == null || room.length < length) {
      room = new byte[Math.max(128, length)];
      lines[slot] = room;
    }
    System.arraycopy(hits.text(), hits.lineStart(hit), room, 0, length);
    lengths[slot] = length;
    sources[slot] = hits.source();
    numbers[slot] = hits.lineNumber(hit);
    offsets[slot] = hits.lineOffset(hit);
    return next++;
  }

  /// The line, unless newer ones have taken its place.
  Optional<Evidence> find(long reference) {
    if (reference < 0 || reference >= next || reference < next - MAX_LINES) {
      return Optional.empty();
    }
    int slot = (int) (reference & MAX_LINES - 1);
    String text = new String(lines[slot], 0, lengths[slot], StandardCharsets.UTF_8);
    return Optional.of(new Evidence(sources[slot], numbers[slot], offsets[slot], text));
  }
}
