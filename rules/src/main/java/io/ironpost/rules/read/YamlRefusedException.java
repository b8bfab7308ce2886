package io.ironpost.rules.read;

/// A document that is well-formed YAML but beyond the limits; never leaves [YamlReader].
final class YamlRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final transient Span span;
  private final String code;

  YamlRefusedException(String code, Span span, String message) {
    super(message, null, false, false);
    this.problem = message;
    this.code = code;
    this.span = span;
  }

  Span span() {
    return span;
  }

  String code() {
    return code;
  }

  String problem() {
    return problem;
  }
}
