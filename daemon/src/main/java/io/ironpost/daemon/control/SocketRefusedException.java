package io.ironpost.daemon.control;

import java.nio.file.Path;

/// The control socket cannot be opened. The message says which, why and what to do.
public final class SocketRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SocketRefusedException(Path path, String why) {
    super(message(path, why));
  }

  SocketRefusedException(Path path, String why, Throwable cause) {
    super(message(path, why), cause);
  }

  private static String message(Path path, String why) {
    return "The control socket %s cannot be opened: %s. Stop the other one, or set another path"
            .formatted(path, why)
        + " (general.data_dir).";
  }
}
