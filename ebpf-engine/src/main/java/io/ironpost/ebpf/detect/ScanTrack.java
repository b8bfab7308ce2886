package io.ironpost.ebpf.detect;

/// What one source tried in vain. What came about is taken out again, so a client of many services
/// (or of one that opens a port per file, as FTP does) is no scanner.
final class ScanTrack extends Track {
  private final RecentDistinct inVain;
  private final long windowNanos;
  private long triedNanos;
  private long attempts;
  private long served;
  private long servedSinceNanos;

  ScanTrack(ScanSettings settings) {
    inVain = new RecentDistinct(settings.distinct());
    windowNanos = settings.window().toNanos();
  }

  void tried(long high, long low, long nowNanos) {
    attempts++;
    triedNanos = nowNanos;
    inVain.add(high, low, nowNanos);
  }

  void served(long high, long low, long nowNanos) {
    if (nowNanos - servedSinceNanos > windowNanos) {
      served = 0;
      servedSinceNanos = nowNanos;
    }
    served++;
    inVain.remove(high, low);
  }

  /// Whether enough was tried in vain within the window, and more than came about.
  boolean isScan(long nowNanos) {
    boolean isCrowd = nowNanos - servedSinceNanos <= windowNanos && served > inVain.size();
    return !isCrowd && inVain.areAllSince(nowNanos - windowNanos);
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
    served = 0;
    servedSinceNanos = 0;
  }
}
