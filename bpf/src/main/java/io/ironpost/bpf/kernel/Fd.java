package io.ironpost.bpf.kernel;

/// A file descriptor and who it belongs to. The kernel opens all of bpf(2)'s with O_CLOEXEC, so no
/// program that this process starts inherits one. Closed once: the number is given to another file
/// right after, so a second close, or a use, would hit a stranger.
///
/// Not guarded against a close in the middle of a use: who owns one does both under one lock.
final class Fd implements AutoCloseable {
  private static final int CLOSED = -1;

  private final String what;
  private volatile int number;

  /// @param what whom it belongs to, in words for people: `map blocks_v4`
  Fd(String what, int number) {
    this.what = what;
    this.number = number;
  }

  /// The number, for use right now.
  ///
  /// @throws AlreadyClosedException when it was closed
  int number() {
    int current = number;
    if (current == CLOSED) {
      throw new AlreadyClosedException(what);
    }
    return current;
  }

  boolean isOpen() {
    return number != CLOSED;
  }

  String what() {
    return what;
  }

  @Override
  public synchronized void close() {
    int current = number;
    if (current != CLOSED) {
      number = CLOSED;
      Libc.close(current);
    }
  }
}
