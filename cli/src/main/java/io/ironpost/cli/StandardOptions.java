package io.ironpost.cli;

import io.ironpost.cli.output.Terminal;
import picocli.CommandLine.Option;

/// What every command takes.
public final class StandardOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and end.")
  private boolean help;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description =
          "When to colour: auto (on a terminal, unless NO_COLOR is set), always, never. Default:"
              + " auto.")
  private Terminal.ColorMode color = Terminal.ColorMode.AUTO;

  /// Whether help was asked for; picocli then checks nothing else.
  boolean help() {
    return help;
  }

  Terminal.ColorMode color() {
    return color;
  }
}
