package io.ironpost.daemon.control;

/// Bytes that were to be JSON are not.
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
