package io.ironpost.response;

import io.ironpost.response.journal.ActionState;
import java.util.Map;

/// How things stand, for metrics and status.
///
/// @param open actions by state, those that are not over
/// @param came how many actions came into a state since the program started
/// @param alreadyAnswered alerts whose target was dealt with before
/// @param tooLate alerts that came when their answer would have been over
/// @param overflowed alerts that the fast path had no room for and the spool brought
/// @param lost alerts that left the spool before they were read
/// @param damagedLines lines of the journal that could not be read at the last start
/// @param unlisted records that were only counted, as too many came in a minute
/// @param moreTargets alerts with more targets than one alert may have
/// @param faults mistakes in the response itself, in listeners and in scans of the host
/// @param allowed entries of the allowlist
public record ResponseFigures(
    Map<ActionState, Long> open,
    Map<ActionState, Long> came,
    long alreadyAnswered,
    long tooLate,
    long overflowed,
    long lost,
    long damagedLines,
    long unlisted,
    long moreTargets,
    long faults,
    int allowed) {
  public ResponseFigures {
    open = Map.copyOf(open);
    came = Map.copyOf(came);
  }
}
