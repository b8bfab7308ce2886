package io.ironpost.rules.judge;

/// What is wanted of a rule's matches.
///
/// @param alerts whether a match is an alert by itself
/// @param correlation the rule's handle in the correlator, or -1
/// @param slots how many of the fields, the first ones, are the correlator's
/// @param fieldIds the fields to keep: the correlator's slots, then the entities
/// @param entityNames the names of the fields after the slots
record Interest(boolean alerts, int correlation, int slots, int[] fieldIds, String[] entityNames) {
  boolean isAny() {
    return alerts || correlation >= 0;
  }
}
