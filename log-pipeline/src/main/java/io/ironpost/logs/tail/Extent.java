package io.ironpost.logs.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Reads a file as far as it says that it reaches, never beyond.
///
/// Files that the kernel makes up look like regular ones, say that they are empty, and some keep
/// their reader waiting: `/proc/kmsg` (proc(5)) and `trace_pipe` until something happens. No
/// interrupt ends such a read, so one of them behind a pattern or a link would stop every other
/// file.
final class Extent {
  private Extent() {}

  /// As [FileChannel#read(ByteBuffer, long)], without waiting.
  ///
  /// @return -1 at the end
  static int read(FileChannel file, ByteBuffer into, long from) throws IOException {
    return from < file.size() ? file.read(into, from) : -1;
  }
}
