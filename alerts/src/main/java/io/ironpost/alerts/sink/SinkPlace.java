package io.ironpost.alerts.sink;

import java.time.InstantSource;

/// What a sink finds around it.
///
/// @param stdout the program's standard output, for the one kind that writes there
/// @param host this machine's name, for protocols that ask who is speaking
public record SinkPlace(ByteSink stdout, InstantSource clock, String host) {}
