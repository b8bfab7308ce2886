package io.ironpost.daemon.system;

import java.nio.file.Path;

/// The program may not start: another one runs, or the file cannot be written.
public final class PidFileRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private PidFileRefusedException(String message) {
    super(message);
  }

  private PidFileRefusedException(String message, Throwable cause) {
    super(message, cause);
  }

  static PidFileRefusedException running(Path path, String pid) {
    return new PidFileRefusedException(
        "Another Ironpost runs%s (%s). Stop it first, or give this one a pid_file and a data_dir"
                .formatted(pid.isEmpty() ? "" : " as process " + pid, path)
            + " of its own.");
  }

  static PidFileRefusedException unwritable(Path path, String why, Throwable cause) {
    return new PidFileRefusedException(
        "%s cannot be written: %s. Make its folder writable, or set general.pid_file."
            .formatted(path, why),
        cause);
  }
}
