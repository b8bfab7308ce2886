package io.ironpost.cli.output;

/// Ends a command with a message for the user: what is wrong and what to do. The only exception
/// that the program turns into text as it stands.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;
  private final String said;

  public Refusal(Exit exit, String message) {
    super(message);
    this.exit = exit;
    this.said = message;
  }

  public Refusal(Exit exit, String message, Throwable cause) {
    super(message, cause);
    this.exit = exit;
    this.said = message;
  }

  /// What to tell the user.
  public String said() {
    return said;
  }

  public Exit exit() {
    return exit;
  }
}
