package io.ironpost.cli.spool;

import picocli.CommandLine.Option;

/// Where in the spool to begin.
final class FirstOption {
  @Option(
      names = "--from",
      paramLabel = "NUMBER",
      description = "The number of the first entry wanted. Default: the oldest there is.")
  private long sequence = 1;

  /// At least 1.
  long sequence() {
    return Math.max(1, sequence);
  }
}
