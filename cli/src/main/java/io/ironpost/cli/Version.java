package io.ironpost.cli;

import java.util.Objects;

/// What this program is.
public final class Version {
  /// For runs from class files, where no manifest says it.
  private static final String UNPACKED = "development";

  private Version() {}

  public static String number() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), UNPACKED);
  }

  static String line() {
    return "ironpost " + number() + " (Java " + Runtime.version().feature() + ")";
  }
}
