package io.ironpost.alerts.sink;

import java.io.IOException;

/// Where bytes go that the program does not own the end of: its standard output.
@FunctionalInterface
public interface ByteSink {
  /// Writes all of it and passes it on at once.
  void write(byte[] bytes) throws IOException;
}
