package io.ironpost.store.spool;

import java.nio.file.Path;

/// The folder cannot be used as a spool, for a reason that only an operator can remove.
public final class SpoolRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SpoolRefusedException(String message) {
    super(message);
  }

  static SpoolRefusedException inUse(Path folder, String owner) {
    return new SpoolRefusedException(
        "the spool in %s is in use by %s: two writers would overwrite each other. Stop the other one, or give this one a folder of its own"
            .formatted(folder, owner));
  }

  static SpoolRefusedException newer(Path file, int version, int known) {
    return new SpoolRefusedException(
        "%s has format version %d, this program knows up to %d: it was written by a newer Ironpost. Run that one, or move the folder away"
            .formatted(file, version, known));
  }
}
