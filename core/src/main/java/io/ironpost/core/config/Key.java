package io.ironpost.core.config;

/// One setting.
///
/// @param name as it stands in its section (`batch_size`)
/// @param byDefault its value when nobody says otherwise
/// @param description what it does, for the reference page; one sentence or two
public record Key<T>(String name, Kind<T> kind, T byDefault, String description) {}
