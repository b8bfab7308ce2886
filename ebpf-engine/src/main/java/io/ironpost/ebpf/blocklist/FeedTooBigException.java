package io.ironpost.ebpf.blocklist;

/// Ends the reading of a feed that is over a limit.
final class FeedTooBigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FeedTooBigException(String message) {
    super(message);
  }
}
