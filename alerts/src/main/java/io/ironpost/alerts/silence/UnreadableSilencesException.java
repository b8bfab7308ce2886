package io.ironpost.alerts.silence;

/// The file of silences is not what was written.
public final class UnreadableSilencesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableSilencesException(Exception cause) {
    super("the silences cannot be read: " + cause.getMessage(), cause);
  }
}
