package io.ironpost.daemon.run;

/// The daemon cannot run as it was asked to; the message says why and what to do.
public final class StartRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartRefusedException(String message, Throwable cause) {
    super(message, cause);
  }

  StartRefusedException(String message) {
    super(message);
  }
}
