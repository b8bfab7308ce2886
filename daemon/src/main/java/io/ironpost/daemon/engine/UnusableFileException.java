package io.ironpost.daemon.engine;

import java.nio.file.Path;

/// A file that the user named cannot be used.
public final class UnusableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param what came to nothing, as the beginning of a sentence
  UnusableFileException(String what, Path file, String why, Throwable cause) {
    super("%s %s: %s".formatted(what, file, why), cause);
  }
}
