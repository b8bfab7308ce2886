package io.ironpost.daemon.run;

import io.ironpost.core.config.ConfigReading;
import java.nio.file.Path;
import java.util.Optional;

/// Where the configuration is read from, at the start and again at each reload.
public interface ConfigSource {
  /// Reads it anew, as it stands now.
  ConfigReading read();

  /// The file; empty when there is none and the host itself was asked.
  Optional<Path> file();
}
