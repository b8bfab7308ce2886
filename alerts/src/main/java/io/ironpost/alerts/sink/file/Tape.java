package io.ironpost.alerts.sink.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// A file that grows at its end: what the sink needs of the file system, so that tests can fill the
/// disk or pull the plug between two calls.
interface Tape extends AutoCloseable {
  long length() throws IOException;

  /// When it was written to last.
  Instant lastWrite() throws IOException;

  /// The bytes from `from` to `to`.
  byte[] read(long from, long to) throws IOException;

  /// Adds to the end. When it throws, a part may have been written.
  void append(byte[] bytes) throws IOException;

  /// Cuts off everything after `length`.
  void truncate(long length) throws IOException;

  /// Makes what was written safe.
  void sync() throws IOException;

  /// Whether the path still leads to this file: others may have moved or removed it.
  boolean isInPlace();

  @Override
  void close() throws IOException;

  /// Opens and moves files.
  interface Opener {
    /// Opens a file at its end, making it and the folders on the way when missing.
    Tape open(Path file) throws IOException;

    /// Gives a file another name in one step; one of that name goes away, and none there is no
    /// fault.
    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;
  }
}
