package io.ironpost.store.checkpoint;

import java.time.Instant;
import java.util.Map;

/// What the pipeline knew at one batch boundary.
///
/// @param positions up to where each input was read, as its collector writes it
/// @param judge the judge's snapshot; not to be changed
/// @param fold the folder's snapshot; not to be changed
/// @param spoolSequence the last entry appended to the spool by then; 0 when none
/// @param at when it was taken
/// @param version of the program that took it
public record Checkpoint(
    Map<String, String> positions,
    byte[] judge,
    byte[] fold,
    long spoolSequence,
    Instant at,
    String version) {
  public Checkpoint {
    positions = Map.copyOf(positions);
    if (spoolSequence < 0) {
      throw new IllegalArgumentException("a sequence is not negative: " + spoolSequence);
    }
  }
}
