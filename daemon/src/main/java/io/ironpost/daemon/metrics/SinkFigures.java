package io.ironpost.daemon.metrics;

import io.ironpost.core.module.Health;

/// One receiver of alerts.
///
/// @param kind `webhook`, `syslog`
/// @param backlog alert updates written and not delivered yet
/// @param delivered alert updates the receiver has
/// @param refused alert updates the receiver will never take, kept aside
/// @param held alert updates not sent because of a silence, a route or a rate limit
/// @param failures tries that did not succeed
public record SinkFigures(
    String name,
    String kind,
    Health health,
    long backlog,
    long delivered,
    long refused,
    long held,
    long failures) {}
