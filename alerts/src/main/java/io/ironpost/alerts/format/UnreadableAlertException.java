package io.ironpost.alerts.format;

/// Bytes that should be an alert in native JSON are not.
public final class UnreadableAlertException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableAlertException(String why) {
    super("not an alert of Ironpost: " + why);
  }

  UnreadableAlertException(String why, Throwable cause) {
    super("not an alert of Ironpost: " + why, cause);
  }
}
