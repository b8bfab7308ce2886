package io.ironpost.logs.journald;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Where in the journal the reading is, as it stands in checkpoints.
///
/// Offset and line are those of what was read so far, over all starts: alerts name their lines by
/// them, and a line that is read again after a crash must have the same.
///
/// @param cursor of the last entry that was read (sd_journal_get_cursor(3)); empty for none yet
/// @param offset bytes read so far
/// @param lines entries read so far
record JournalPlace(String cursor, long offset, long lines) {
  static final JournalPlace NOWHERE = new JournalPlace("", 0, 0);

  private static final byte[] KEY = "\"__CURSOR\"".getBytes(StandardCharsets.US_ASCII);

  /// systemd's have some 120 characters.
  private static final int MAX_CURSOR = 1_024;

  /// Reads what [#encoded] wrote; nowhere when it is something else.
  static JournalPlace of(String encoded) {
    String[] parts = encoded.split(" ", 3);
    try {
      return parts.length == 3
          ? new JournalPlace(parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1]))
          : NOWHERE;
    } catch (NumberFormatException _) {
      return NOWHERE;
    }
  }

  String encoded() {
    return "%d %d %s".formatted(offset, lines, cursor);
  }

  boolean isKnown() {
    return !cursor.isEmpty();
  }

  /// The place after some entries, of which the last stands in `bytes[from, to)`. An entry without
  /// cursor (its end was cut off) leaves the cursor where it is.
  JournalPlace after(byte[] bytes, int from, int to, int count) {
    String found = cursorIn(bytes, from, to);
    return new JournalPlace(found.isEmpty() ? cursor : found, offset + to, lines + count);
  }

  /// The cursor of one entry, or an empty text. Inside a message the quotes around the key would be
  /// escaped, so nobody can write a cursor of his own.
  static String cursorIn(byte[] bytes, int from, int to) {
    for (int at = from; at <= to - KEY.length; at++) {
      if (bytes[at] == '"' && Arrays.equals(bytes, at, at + KEY.length, KEY, 0, KEY.length)) {
        String value = valueAt(bytes, at + KEY.length, to);
        if (!value.isEmpty()) {
          return value;
        }
      }
    }
    return "";
  }

  /// journalctl of before version 240 has spaces around the colon.
  private static String valueAt(byte[] bytes, int from, int to) {
    int at = space(bytes, from, to);
    if (at >= to || bytes[at] != ':') {
      return "";
    }
    at = space(bytes, at + 1, to);
    int start = at + 1;
    int end = start;
    while (end < to && bytes[end] != '"' && end - start < MAX_CURSOR) {
      end++;
    }
    boolean whole = at < to && bytes[at] == '"' && end < to && bytes[end] == '"';
    return whole ? new String(bytes, start, end - start, StandardCharsets.US_ASCII) : "";
  }

  private static int space(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    return at;
  }
}
