package io.ironpost.core.config;

import java.util.Map;

/// What a configuration is read from. Reading the file itself is the caller's: core does no I/O.
///
/// @param fileName as the user named it, for messages
/// @param toml the file's text; empty when there is no file
/// @param environment the process's variables, all of them
/// @param options dotted key → text, from the command line
public record ConfigSources(
    String fileName, String toml, Map<String, String> environment, Map<String, String> options) {
  public ConfigSources {
    environment = Map.copyOf(environment);
    options = Map.copyOf(options);
  }

  /// A file alone.
  public static ConfigSources ofFile(String fileName, String toml) {
    return new ConfigSources(fileName, toml, Map.of(), Map.of());
  }
}
