package io.ironpost.alerts.fold;

/// A checkpoint's folds are not what was written. Whoever started from it must start without.
public final class UnreadableFoldsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableFoldsException(String why) {
    super("the open alerts of a checkpoint cannot be read: " + why);
  }

  UnreadableFoldsException(Exception cause) {
    super("the open alerts of a checkpoint cannot be read: " + cause.getMessage(), cause);
  }
}
