package io.ironpost.store.history;

import java.time.Instant;

/// Somebody has seen to an alert.
///
/// @param by as they said
/// @param note in their words; may be empty
public record Acknowledgement(String by, Instant at, String note) {}
