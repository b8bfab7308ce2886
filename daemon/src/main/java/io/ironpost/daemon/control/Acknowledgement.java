package io.ironpost.daemon.control;

import java.time.Instant;

/// @param by who has seen it, as they said
/// @param note in their words; may be empty
public record Acknowledgement(String by, Instant at, String note) {}
