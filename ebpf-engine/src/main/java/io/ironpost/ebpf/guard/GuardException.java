package io.ironpost.ebpf.guard;

/// No packet can be guarded at all; the message says why and what to do.
public final class GuardException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GuardException(String message) {
    super(message);
  }

  GuardException(String message, Throwable cause) {
    super(message, cause);
  }
}
