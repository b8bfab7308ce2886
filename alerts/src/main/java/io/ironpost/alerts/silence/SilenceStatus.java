package io.ironpost.alerts.silence;

import java.time.Instant;
import java.util.Optional;

/// A silence and how it does.
///
/// @param matches revisions of alerts that it covered
/// @param lastMatch when it last covered one; empty when it never did: it may be forgotten, or
///   wrong
public record SilenceStatus(Silence silence, long matches, Optional<Instant> lastMatch) {}
