package io.ironpost.logs.network;

import java.nio.file.Path;

/// A certificate or key cannot be used. Says which file and what to do.
public final class TlsFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TlsFileException(Path file, String what) {
    super(file + ": " + what);
  }

  TlsFileException(Path file, String what, Exception cause) {
    super(file + ": " + what + ": " + cause.getMessage(), cause);
  }
}
