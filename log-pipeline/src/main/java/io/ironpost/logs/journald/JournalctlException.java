package io.ironpost.logs.journald;

import java.io.IOException;

/// journalctl could not be started, or ended although it should follow the journal for ever.
public final class JournalctlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private JournalctlException(String message) {
    super(message);
  }

  private JournalctlException(String message, Throwable cause) {
    super(message, cause);
  }

  static JournalctlException notStarted(String program, IOException cause) {
    return new JournalctlException(
        ("%s cannot be started: %s. It belongs to systemd; on a host without it take \"journald\""
                + " out of log_pipeline.sources")
            .formatted(program, cause.getMessage()),
        cause);
  }

  static JournalctlException ended(String program, int exitCode, String said) {
    return new JournalctlException(
        "%s ended with exit code %d%s"
            .formatted(program, exitCode, said.isEmpty() ? "" : ": " + said));
  }
}
