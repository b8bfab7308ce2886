package io.ironpost.rules.regex;

/// A pattern that is wrong, too big, or needs a construct no linear-time engine has.
public final class RegexSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final String reason;
  private final String remedy;

  RegexSyntaxException(int index, String reason, String remedy) {
    super("regex at %d: %s. %s.".formatted(index, reason, remedy));
    this.index = index;
    this.reason = reason;
    this.remedy = remedy;
  }

  /// Where in the pattern, in chars from 0; what a caret points at.
  public int index() {
    return index;
  }

  /// What is wrong; names the construct.
  public String reason() {
    return reason;
  }

  /// What the author of the rule can do about it.
  public String remedy() {
    return remedy;
  }
}
