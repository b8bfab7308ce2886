package io.ironpost.cli.output;

import java.io.IOException;

/// Whoever read our output has stopped (`| head`): nobody is left to work for, and nothing is
/// wrong.
public final class ReaderGone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReaderGone(IOException cause) {
    super(cause);
  }
}
