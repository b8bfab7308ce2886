package io.ironpost.logs.audit;

import java.util.Arrays;

/// The lines of one event that came so far. They are copied: the batch they stood in may be gone
/// before the last of them comes, and the joined text becomes the event's line.
final class OpenEvent {
  /// The longest events seen (an execve with thousands of arguments) are below; a longer one is
  /// completed as it is.
  static final int MAX_BYTES = 256 << 10;

  private static final int FIRST_BYTES = 1_024;

  final long millis;
  final long serial;
  final byte[] node;
  final long number;
  final long offset;

  /// Counted in lines of the source.
  long touched;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  OpenEvent(AuditHeader header, byte[] line, long number, long offset) {
    this.millis = header.millis;
    this.serial = header.serial;
    this.node = Arrays.copyOfRange(line, header.nodeStart, header.nodeEnd);
    this.number = number;
    this.offset = offset;
  }

  boolean is(AuditHeader header, byte[] line) {
    return serial == header.serial
        && millis == header.millis
        && Arrays.equals(node, 0, node.length, line, header.nodeStart, header.nodeEnd);
  }

  /// Adds a line; false when the event has become too large for more.
  boolean add(byte[] line, int start, int end) {
    int added = end - start + 1;
    if (length + added > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + added));
    }
    System.arraycopy(line, start, bytes, length, end - start);
    length += added;
    bytes[length - 1] = '\n';
    return length < MAX_BYTES;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Without the last line feed.
  int length() {
    return length - 1;
  }
}
