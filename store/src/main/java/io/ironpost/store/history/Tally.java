package io.ironpost.store.history;

import java.time.Instant;

/// How many alerts have something in common.
///
/// @param value the severity's word, the rule's id, or the entity's value
/// @param name for people: the rule's name or title; else the value
/// @param alerts how many
/// @param lastSeen of the newest of them; when it was told where its log has no time
public record Tally(String value, String name, long alerts, Instant lastSeen) {}
