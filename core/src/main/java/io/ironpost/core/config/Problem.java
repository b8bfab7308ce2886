package io.ironpost.core.config;

/// One thing that is wrong with the configuration.
///
/// @param key dotted; empty when it is not about one key (a syntax error)
/// @param message says what is wrong and what would be right; never holds the value of a [Secret]
/// @param hint what was probably meant; empty when nobody knows
public record Problem(Origin origin, String key, String message, String hint) {
  /// `ironpost.toml:3:1: log_pipeline.batch_sise: unknown key; did you mean batch_size?`
  @Override
  public String toString() {
    String where = origin instanceof Origin.Default() ? "" : origin + ": ";
    String what = key.isEmpty() ? "" : key + ": ";
    return where + what + message + (hint.isEmpty() ? "" : "; did you mean " + hint + "?");
  }
}
