package io.ironpost.daemon.run;

import io.ironpost.alerts.sink.ByteSink;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/// What the daemon is given by whoever starts it.
///
/// @param stdout for the sink that writes there
/// @param stdin for the source that reads there
/// @param zone of timestamps that name none
public record Launch(
    ConfigSource configuration,
    Map<String, String> environment,
    ByteSink stdout,
    InputStream stdin,
    InstantSource clock,
    ZoneId zone,
    String version) {
  public Launch {
    environment = Map.copyOf(environment);
  }
}
