package io.ironpost.store.history;

import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Severity;
import java.time.Instant;
import java.util.Optional;

/// An alert as history has it: the highest revision that was told.
///
/// @param ruleName empty when the rule has none
/// @param group who it is about, as repeats fold
/// @param firstSeen event time; empty when the log has no time
/// @param lastSeen event time; empty when the log has no time
/// @param toldAt when this revision was told
/// @param silencedBy empty when no silence kept it from people
/// @param document the alert in native JSON, as it was told
/// @param position to go on after it ([AlertQuery#after])
public record AlertRow(
    String id,
    int revision,
    Phase phase,
    String ruleId,
    String ruleName,
    String title,
    Severity severity,
    String group,
    String host,
    String traceId,
    Optional<Instant> firstSeen,
    Optional<Instant> lastSeen,
    Instant toldAt,
    long count,
    String silencedBy,
    Optional<Acknowledgement> acknowledgement,
    String document,
    Position position) {}
