package io.ironpost.store.history;

import org.jspecify.annotations.Nullable;

/// The database did not do what it was asked. Nothing of a transaction that threw this is kept.
public final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Trouble trouble;
  private final String message;

  HistoryException(Trouble trouble, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.trouble = trouble;
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /// What kind of trouble it is.
  public Trouble trouble() {
    return trouble;
  }
}
