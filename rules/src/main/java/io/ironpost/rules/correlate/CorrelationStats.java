package io.ironpost.rules.correlate;

/// What the correlations hold, and every loss since the start.
///
/// @param groups live groups
/// @param bytes estimate of the memory that they take
/// @param expired groups whose time was over; no loss
/// @param evicted groups given up for want of room while their window was running
/// @param late events dropped as older than the allowed lateness
/// @param missingGroup events skipped for want of a group-by field, per correlation
/// @param missingValue events skipped for want of the field to count, or because it is not a number
/// @param cut events whose group-by value was longer than a key may be, and was shortened
/// @param thinned times that a full window was thinned out with its sum kept and its times made
///   coarser
/// @param forgotten events dropped from a full window
public record CorrelationStats(
    long groups,
    long bytes,
    long expired,
    long evicted,
    long late,
    long missingGroup,
    long missingValue,
    long cut,
    long thinned,
    long forgotten) {

  /// Without what is held now.
  public CorrelationStats lossesOnly() {
    return new CorrelationStats(
        0, 0, expired, evicted, late, missingGroup, missingValue, cut, thinned, forgotten);
  }

  /// Of two sets of correlations together.
  public CorrelationStats plus(CorrelationStats other) {
    return new CorrelationStats(
        groups + other.groups,
        bytes + other.bytes,
        expired + other.expired,
        evicted + other.evicted,
        late + other.late,
        missingGroup + other.missingGroup,
        missingValue + other.missingValue,
        cut + other.cut,
        thinned + other.thinned,
        forgotten + other.forgotten);
  }
}
