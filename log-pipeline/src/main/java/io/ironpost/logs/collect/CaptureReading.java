package io.ironpost.logs.collect;

import java.io.IOException;
import java.io.InputStream;

/// Makes lines of packet captures, which are no logs: what is seen in the packets, a line each.
public interface CaptureReading {
  /// @param source what the user named
  /// @param capture the capture from its first byte, unpacked
  /// @throws IOException also later, from the stream, when the capture is damaged
  InputStream lines(String source, InputStream capture) throws IOException;
}
