package io.ironpost.cli.output;

import java.util.Locale;

/// The shapes of output. Without `--output` it is a table on a terminal and NDJSON in a pipe.
public enum Format {
  TABLE,
  JSON,
  NDJSON,
  CSV,
  SARIF,
  JUNIT,
  /// Sentences, the terminal's form of commands whose result is no table.
  TEXT;

  /// As written on the command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
