package io.ironpost.daemon.engine;

/// Somebody asked for a log format that no parser has; the message lists those there are.
public final class UnknownFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnknownFormatException(String message) {
    super(message);
  }
}
