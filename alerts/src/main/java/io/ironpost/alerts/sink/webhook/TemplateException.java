package io.ironpost.alerts.sink.webhook;

/// A template that cannot be read.
final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateException(int line, int column, String what) {
    super("line %d, column %d: %s".formatted(line, column, what));
  }
}
