package io.ironpost.ebpf.detect;

import org.jspecify.annotations.Nullable;

/// What one source tried in vain. What came about is taken out again, so a client of many services
/// (or of one that opens a port per file, as FTP does) is no scanner.
final class ScanTrack extends Track {
  private static final int TRIED = 0;
  private static final int SERVED = 1;

  private final RecentDistinct inVain;
  private final long windowNanos;
  private long triedNanos;
  private long attempts;
  private @Nullable RollingCounts outcomes; // of those only with whom something came about

  ScanTrack(ScanSettings settings) {
    inVain = new RecentDistinct(settings.distinct());
    windowNanos = settings.window().toNanos();
  }

  void tried(long high, long low, long nowNanos) {
    attempts++;
    triedNanos = nowNanos;
    count(TRIED, nowNanos);
    inVain.add(high, low, nowNanos);
  }

  void served(long high, long low, long nowNanos) {
    if (outcomes == null) {
      outcomes = new RollingCounts(2, windowNanos);
    }
    count(SERVED, nowNanos);
    inVain.remove(high, low);
  }

  private void count(int outcome, long nowNanos) {
    if (outcomes != null) {
      outcomes.advance(nowNanos);
      outcomes.add(outcome, 1);
    }
  }

  /// Whether enough was tried in vain within the window.
  boolean isScan(long nowNanos) {
    return inVain.areAllSince(nowNanos - windowNanos);
  }

  /// Whether more than half of what was tried within the window came about.
  boolean isMostlyServed() {
    return outcomes != null && 2 * outcomes.sum(SERVED) > outcomes.sum(TRIED);
  }

  /// When something was tried last.
  long triedNanos() {
    return triedNanos;
  }

  long attempts() {
    return attempts;
  }

  RecentDistinct inVain() {
    return inVain;
  }

  @Override
  int weight() {
    return inVain.size();
  }

  @Override
  void clear() {
    inVain.clear();
    triedNanos = 0;
    attempts = 0;
    if (outcomes != null) {
      outcomes.clear();
    }
  }
}
