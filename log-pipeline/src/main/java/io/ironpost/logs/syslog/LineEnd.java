package io.ironpost.logs.syslog;

/// Where a line ends for its reader: senders add CR, LF or NUL (RFC 6587 §3.4.2).
final class LineEnd {
  private LineEnd() {}

  static int of(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from
        && (bytes[end - 1] == '\r' || bytes[end - 1] == '\n' || bytes[end - 1] == 0)) {
      end--;
    }
    return end;
  }
}
