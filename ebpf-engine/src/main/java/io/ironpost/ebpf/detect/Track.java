package io.ironpost.ebpf.detect;

/// What a detector remembers of one key. Made once and used again for another key ([#clear]).
abstract class Track {
  private static final long NEVER = Long.MIN_VALUE;

  private long a;
  private long b;
  private long c;
  private boolean taken;
  private long firstNanos;
  private long lastNanos;
  private long episodeUntil = NEVER;

  final boolean is(long keyA, long keyB, long keyC) {
    return taken && a == keyA && b == keyB && c == keyC;
  }

  final boolean isTaken() {
    return taken;
  }

  final void take(long keyA, long keyB, long keyC, long nowNanos) {
    a = keyA;
    b = keyB;
    c = keyC;
    taken = true;
    firstNanos = nowNanos;
    lastNanos = nowNanos;
    episodeUntil = NEVER;
    clear();
  }

  final void touch(long nowNanos) {
    lastNanos = Math.max(lastNanos, nowNanos);
  }

  final long firstNanos() {
    return firstNanos;
  }

  final long lastNanos() {
    return lastNanos;
  }

  /// Whether what is seen now begins an episode. One that is seen again within `quietNanos` goes on
  /// and is not told again.
  final boolean beginsEpisode(long nowNanos, long quietNanos) {
    boolean begins = !isInEpisode(nowNanos);
    episodeUntil = nowNanos + quietNanos;
    return begins;
  }

  final boolean isInEpisode(long nowNanos) {
    return nowNanos <= episodeUntil;
  }

  /// How much would be lost without it; the table lets go of the least.
  abstract int weight();

  /// Forgets everything, for another key.
  abstract void clear();
}
