package io.ironpost.ebpf.guard;

/// How much the kernel reports. What it does not report it counts, and the next report of the same
/// source carries the sum.
///
/// @param perSource reports of one source per second and processor
/// @param burst reports of one source at once after a pause
/// @param perProcessor reports of all sources per second and processor: a flood from made-up
///   addresses has a new source in each packet, and would fill the ring otherwise
public record EventRates(int perSource, int burst, int perProcessor) {
  /// A scanner is known by 20 ports within a minute; 32 a second show it in less than one.
  public static final int DEFAULT_PER_SOURCE = 32;

  public static final int DEFAULT_BURST = 64;

  /// Some 5 % of a processor to read them.
  public static final int DEFAULT_PER_PROCESSOR = 100_000;

  private static final int MAX = 100_000_000;

  public EventRates {
    if (perSource < 1 || perSource > MAX) {
      throw new IllegalArgumentException("reports per source and second: " + perSource);
    }
    if (burst < 1 || burst > 65_535) {
      throw new IllegalArgumentException("reports of one source at once: " + burst);
    }
    if (perProcessor < perSource || perProcessor > MAX) {
      throw new IllegalArgumentException("reports per processor and second: " + perProcessor);
    }
  }

  public static EventRates defaults() {
    return new EventRates(DEFAULT_PER_SOURCE, DEFAULT_BURST, DEFAULT_PER_PROCESSOR);
  }
}
