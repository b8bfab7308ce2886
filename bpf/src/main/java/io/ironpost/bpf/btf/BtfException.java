package io.ironpost.bpf.btf;

/// Type information that cannot be read, or that has not what was asked for. The message says which
/// of the two, and what was asked.
public final class BtfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BtfException(String message) {
    super(message);
  }

  BtfException(String message, Throwable cause) {
    super(message, cause);
  }
}
