package io.ironpost.core.config;

import java.util.List;

/// What came of reading a configuration.
public sealed interface ConfigReading {
  /// Everything is right.
  record Read(Config config) implements ConfigReading {}

  /// Something is wrong; nothing of it is used.
  ///
  /// @param problems all of them, by position in the file, then those of variables and options
  record Refused(List<Problem> problems) implements ConfigReading {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
