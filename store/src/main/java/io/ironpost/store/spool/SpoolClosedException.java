package io.ironpost.store.spool;

import java.nio.file.Path;

/// The spool was closed, or its writer ended by a fault; the cause says which.
public final class SpoolClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SpoolClosedException(Path folder) {
    super("the spool in " + folder + " is closed");
  }

  SpoolClosedException(Path folder, Throwable fault) {
    super("the spool in " + folder + " stopped by a fault: " + fault, fault);
  }
}
