package io.ironpost.daemon.control;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Which alerts are wanted; what is empty does not narrow the answer.
///
/// @param since last seen then or later
/// @param until first seen before
/// @param atLeast of this severity or worse
/// @param rule the rule's id or name
/// @param entities name and value, all of which the alert must have: `src_ip` is `203.0.113.9`
/// @param text a part of the title, of an entity or of the evidence, in any case
/// @param limit how many at most; 1 to [#MAX_LIMIT]
/// @param after the `next` of the page before; empty for the first page
public record AlertQuery(
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<Severity> atLeast,
    String rule,
    Map<String, String> entities,
    String text,
    Optional<AlertUpdate.Phase> phase,
    int limit,
    String after) {
  /// What a screen holds, and a bit.
  public static final int DEFAULT_LIMIT = 100;

  /// An alert with its evidence may take tens of kilobytes, and a page is built in memory.
  public static final int MAX_LIMIT = 1_000;

  public AlertQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to %d: %d".formatted(MAX_LIMIT, limit));
    }
    entities = Map.copyOf(entities);
  }
}
