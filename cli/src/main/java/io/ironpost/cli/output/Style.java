package io.ironpost.cli.output;

import io.ironpost.core.alert.Severity;

/// Colours by meaning. Bold and colour together, so that they differ on any background.
public enum Style {
  PLAIN(""),
  HEADING("\u001b[1m"),
  FAINT("\u001b[2m"),
  GOOD("\u001b[32m"),
  NOTE("\u001b[36m"),
  WARNING("\u001b[33m"),
  BAD("\u001b[31m"),
  WORST("\u001b[1;31m");

  private static final String RESET = "\u001b[0m";

  private final String start;

  Style(String start) {
    this.start = start;
  }

  public static Style of(Severity severity) {
    return switch (severity) {
      case INFORMATIONAL -> FAINT;
      case LOW -> NOTE;
      case MEDIUM -> WARNING;
      case HIGH -> BAD;
      case CRITICAL -> WORST;
    };
  }

  /// The text in this style. Only for text that is safe already: the style is an escape sequence.
  String around(String safe) {
    return this == PLAIN || safe.isBlank() ? safe : start + safe + RESET;
  }
}
