package io.ironpost.rules.read;

/// A condition that is no formula; caught where the condition's place in the file is known.
final class ConditionSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int at;
  private final int length;
  private final String hint;

  ConditionSyntaxException(int at, int length, String message, String hint) {
    super(message, null, false, false);
    this.problem = message;
    this.at = at;
    this.length = length;
    this.hint = hint;
  }

  int at() {
    return at;
  }

  int length() {
    return length;
  }

  String hint() {
    return hint;
  }

  String problem() {
    return problem;
  }
}
