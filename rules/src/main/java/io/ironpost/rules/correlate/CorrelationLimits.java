package io.ironpost.rules.correlate;

import java.time.Duration;

/// What correlation may cost. Attackers choose the group keys (addresses, user names), so every
/// number that they can drive has its limit here.
///
/// @param maxGroups groups per correlation, so that a flood under one rule leaves the others alone;
///   100,000 is more sources than a host's busy hour has, at about 10 MB
/// @param maxBytes of all correlations together; beyond it the one that uses most gives up its
///   stalest groups. 64 MiB is a quarter of the daemon's budget under load
/// @param lateness how much older than its group's newest event an event may be; sources on one
///   host are read within seconds of each other, a minute covers a slow disk
/// @param maxEventsPerGroup entries a group's window may hold before it is thinned out: 4,096
///   bounds what a late event can cost (one pass) to some microseconds
/// @param evidenceEachEnd how many references to its first and to its last events a match carries;
///   0 keeps none and makes groups smaller by 8 bytes per event
public record CorrelationLimits(
    int maxGroups, long maxBytes, Duration lateness, int maxEventsPerGroup, int evidenceEachEnd) {
  public static final int DEFAULT_MAX_GROUPS = 100_000;
  public static final long DEFAULT_MAX_BYTES = 64L << 20;
  public static final Duration DEFAULT_LATENESS = Duration.ofSeconds(60);
  public static final int DEFAULT_MAX_EVENTS_PER_GROUP = 4_096;
  public static final int DEFAULT_EVIDENCE_EACH_END = 10;

  /// A window lies within one block of the arena, 24 bytes per event at most.
  static final int HIGHEST_EVENTS_PER_GROUP = 8_192;

  static final int LOWEST_EVENTS_PER_GROUP = 16;

  public CorrelationLimits {
    require(maxGroups >= 1 && maxGroups < KeyTable.MAX_IDS, "maxGroups", maxGroups);
    require(maxBytes > 0, "maxBytes", maxBytes);
    require(!lateness.isNegative(), "lateness", lateness);
    require(
        maxEventsPerGroup >= LOWEST_EVENTS_PER_GROUP
            && maxEventsPerGroup <= HIGHEST_EVENTS_PER_GROUP,
        "maxEventsPerGroup",
        maxEventsPerGroup);
    require(evidenceEachEnd >= 0, "evidenceEachEnd", evidenceEachEnd);
  }

  public static CorrelationLimits defaults() {
    return new CorrelationLimits(
        DEFAULT_MAX_GROUPS,
        DEFAULT_MAX_BYTES,
        DEFAULT_LATENESS,
        DEFAULT_MAX_EVENTS_PER_GROUP,
        DEFAULT_EVIDENCE_EACH_END);
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
