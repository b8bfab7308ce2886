package io.ironpost.rules.correlate;

/// A snapshot of correlation windows could not be read. The windows are empty; correlation goes on
/// from there.
public final class CorruptSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CorruptSnapshotException(String what) {
    super("correlation snapshot is unreadable, starting with empty windows: " + what);
  }

  CorruptSnapshotException(Exception cause) {
    super("correlation snapshot is unreadable, starting with empty windows", cause);
  }
}
