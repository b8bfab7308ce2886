package io.ironpost.alerts.fold;

import io.ironpost.core.ledger.Account;
import io.ironpost.core.trace.TraceIds;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// What a folder finds around it.
///
/// @param clock says when an alert was told
/// @param nanoTime as [System#nanoTime]: windows are measured with it, for a wall clock that jumps
///   must not close alerts
/// @param host this machine's name
/// @param account books events: received when seen, delivered when told in a revision
public record FoldPlace(
    InstantSource clock,
    LongSupplier nanoTime,
    TraceIds traceIds,
    String host,
    Rereads rereads,
    Hush hush,
    Account account) {}
