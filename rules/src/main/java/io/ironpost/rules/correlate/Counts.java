package io.ironpost.rules.correlate;

/// The losses of one correlation.
final class Counts {
  long expired;
  long evicted;
  long late;
  long missingGroup;
  long missingValue;
  long cut;
  long thinned;
  long forgotten;

  CorrelationStats with(long groups, long bytes) {
    return new CorrelationStats(
        groups, bytes, expired, evicted, late, missingGroup, missingValue, cut, thinned, forgotten);
  }
}
