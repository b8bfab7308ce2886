package io.ironpost.core.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The settings of one module.
///
/// @param name as in the file, dotted when nested (`log_pipeline.storage`)
/// @param environment its word in variables: `IRONPOST_<environment>_<KEY>`
/// @param check what single values cannot say (an interface is needed only when the module is on)
public record Section(
    String name, String environment, String description, List<Key<?>> keys, Check check) {
  /// Looks at the values of the section together.
  @FunctionalInterface
  public interface Check {
    /// Single values say it all.
    Check NONE = (_, _) -> {};

    void check(Config config, Problems problems);
  }

  /// How every variable of ours begins.
  static final String VARIABLES = "IRONPOST_";

  public Section {
    keys = List.copyOf(keys);
  }

  public Optional<Key<?>> key(String keyName) {
    for (Key<?> key : keys) {
      if (key.name().equals(keyName)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /// `IRONPOST_LOG_PIPELINE_BATCH_SIZE`.
  public String variable(Key<?> key) {
    return variablePrefix() + key.name().toUpperCase(Locale.ROOT);
  }

  String variablePrefix() {
    return VARIABLES + environment + "_";
  }

  /// `log_pipeline.batch_size`.
  public String dotted(Key<?> key) {
    return name + "." + key.name();
  }
}
