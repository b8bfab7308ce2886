package io.ironpost.alerts.deliver;

import io.ironpost.alerts.fold.Hush;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.trace.TraceIds;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What a courier finds around it.
///
/// @param hush silences as they are at delivery: one made after the alert was told holds it too
/// @param account books entries: received, delivered, dropped
/// @param random for the waits, so that couriers whose receivers failed together do not come back
///   in step
public record CourierPlace(
    InstantSource clock,
    TraceIds traceIds,
    RandomGenerator random,
    Hush hush,
    Account account,
    DeadLetters deadLetters) {}
