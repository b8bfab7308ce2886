package io.ironpost.rules.correlate;

/// How the matches of one rule reach one correlation.
///
/// @param tracker the correlation's number
/// @param symbol which of the correlation's rules it is
/// @param groupSlots where in the captured values the group-by fields are
/// @param valueSlots where the fields to count or sum are
/// @param outSlots where the fields are that correlations of this correlation need
record Feed(int tracker, int symbol, int[] groupSlots, int[] valueSlots, int[] outSlots) {
  private static final int[] NO_SLOTS = {};
  static final Feed NONE = new Feed(0, 0, NO_SLOTS, NO_SLOTS, NO_SLOTS);
}
