package io.ironpost.cli.daemon;

import io.ironpost.cli.output.Terminal;

/// Who sits at the terminal.
public final class Operator {
  private Operator() {}

  /// What was said, else whoever called sudo, else this user.
  public static String orThis(String said, Terminal terminal) {
    return said.isEmpty()
        ? terminal.variable("SUDO_USER").orElseGet(() -> System.getProperty("user.name", "unknown"))
        : said;
  }
}
