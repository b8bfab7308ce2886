package io.ironpost.logs.live;

/// Called about every 100 ms on the thread that settles, also when nothing comes in: whatever has
/// to happen because time passes (an alert is told, a fold ends) happens on that one thread.
@FunctionalInterface
public interface Ticker {
  void tick();
}
