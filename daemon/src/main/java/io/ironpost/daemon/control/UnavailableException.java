package io.ironpost.daemon.control;

/// What was asked for cannot be had now: the database is away, the program is stopping.
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String whatToDo;

  /// @param message what is missing and where
  /// @param whatToDo for the person who asked
  public UnavailableException(String message, String whatToDo, Throwable cause) {
    super(message, cause);
    this.whatToDo = whatToDo;
  }

  /// Without a cause.
  public UnavailableException(String message, String whatToDo) {
    super(message);
    this.whatToDo = whatToDo;
  }

  String whatToDo() {
    return whatToDo;
  }
}
