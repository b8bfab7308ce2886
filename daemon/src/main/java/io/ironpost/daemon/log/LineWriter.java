package io.ironpost.daemon.log;

/// Writes what was logged as one line, in one form.
interface LineWriter {
  /// With its end, in UTF-8. Whatever the text holds, the line is one line, or for a stack trace
  /// lines that begin with a space, and no control character is in it.
  byte[] write(LogEntry entry);
}
