package io.ironpost.ebpf.blocklist;

/// Ends the reading of a feed that cannot be read on from here.
final class FeedBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long line;
  private final int column;

  FeedBrokenException(long line, int column, String message, Throwable cause) {
    super(message, cause);
    this.line = line;
    this.column = column;
  }

  /// Without a cause.
  FeedBrokenException(long line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  long line() {
    return line;
  }

  int column() {
    return column;
  }
}
