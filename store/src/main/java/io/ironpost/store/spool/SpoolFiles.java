package io.ironpost.store.spool;

import io.ironpost.core.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// What a spool does to files, beyond [Disk]: a segment stays open, is written at its end and read
/// in its middle. Every call is a place where the power can fail or the disk be full; the tests
/// fail each.
public interface SpoolFiles extends Disk {
  /// An open segment. One that was opened to be read takes no writes.
  interface SegmentFile extends Closeable {
    /// As many bytes from `position` as there are, at most what `into` takes; -1 at the end.
    int read(ByteBuffer into, long position) throws IOException;

    /// All of `from`, at `position`; not safe before [#sync].
    void write(ByteBuffer from, long position) throws IOException;

    /// Makes what was written safe. After a failure nothing that was written since the last success
    /// is: Linux drops the pages and reports the failure once (fsync(2); "fsyncgate", 2018).
    void sync() throws IOException;

    void truncate(long size) throws IOException;

    long size() throws IOException;
  }

  /// Makes a folder, and those above it; one there is no fault.
  void makeFolder(Path folder) throws IOException;

  /// The names in a folder, sorted.
  List<String> list(Path folder) throws IOException;

  /// A new file; fails when there is one of that name.
  SegmentFile create(Path file) throws IOException;

  SegmentFile openToWrite(Path file) throws IOException;

  SegmentFile openToRead(Path file) throws IOException;

  /// Takes a folder for this process until closed, by a lock that the kernel frees when the process
  /// dies.
  ///
  /// @param folder there already; its lock file is made when there is none, and left
  /// @throws SpoolRefusedException when another process has it
  Closeable lock(Path folder) throws IOException;

  /// The living process that has, or had last, a folder; empty when there is none. For telling
  /// people, not for deciding.
  OptionalLong lockedBy(Path folder) throws IOException;
}
