package io.ironpost.core.judge;

/// Judges records: matching runs on several threads, each with its own [Inspector]; what they found
/// is settled (counted, correlated, alerted) on one thread in the order of the input, so that
/// results do not depend on the number of threads.
public interface Judge {
  /// A new inspector, for one thread.
  Inspector inspector();

  /// Says that a recorded source begins after another one was read to its end. It may be the older
  /// one: a rotated log is often read after the one that took its place.
  default void beginSource() {}

  /// Takes what an inspector found in one batch; batches of one source come in their order.
  void settle(Verdicts verdicts);
}
