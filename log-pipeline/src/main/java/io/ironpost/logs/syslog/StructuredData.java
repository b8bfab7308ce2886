package io.ironpost.logs.syslog;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import java.nio.charset.StandardCharsets;

/// `[id param="value" …][…]` or `-` (RFC 5424 §6.3). A parameter becomes the field
/// `sd_<id>_<param>` with the enterprise number (`@32473`) left out and `-` and `.` as they are.
final class StructuredData {
  /// RFC 5424 §6.3.2 allows 32 bytes for an id and for a name; more are met, without end they are
  /// not.
  private static final int MAX_NAME = 128;

  private static final byte[] HEAD = "sd_".getBytes(StandardCharsets.UTF_8);
  private static final int BROKEN = -1;

  private final FieldNames names;

  StructuredData(FieldNames names) {
    this.names = names;
  }

  /// Adds the fields of the data at `at` and returns its end, or -1. Where the data is missing
  /// altogether, as some senders have it, the message begins at `at`.
  int read(EventRecord record, int from, int to) {
    byte[] bytes = record.line();
    if (from >= to) {
      return from;
    }
    if (bytes[from] == '-' && (from + 1 == to || bytes[from + 1] == ' ')) {
      return from + 1;
    }
    int at = from;
    while (at < to && bytes[at] == '[') {
      int idEnd = endOfName(bytes, at + 1, to);
      if (idEnd < 0 || idEnd >= to || (bytes[idEnd] != ' ' && bytes[idEnd] != ']')) {
        return at == from ? from : BROKEN;
      }
      at = element(record, bytes, at + 1, idEnd, to);
      if (at < 0) {
        return BROKEN;
      }
    }
    return at;
  }

  /// Reads the parameters from the end of the id to after the closing bracket.
  private int element(EventRecord record, byte[] bytes, int id, int idEnd, int to) {
    int at = idEnd;
    while (at < to && bytes[at] == ' ') {
      while (at < to && bytes[at] == ' ') {
        at++;
      }
      if (at < to && bytes[at] == ']') {
        break;
      }
      int nameEnd = endOfName(bytes, at, to);
      if (nameEnd < 0 || nameEnd + 1 >= to || bytes[nameEnd] != '=' || bytes[nameEnd + 1] != '"') {
        return BROKEN;
      }
      int valueEnd = endOfValue(bytes, nameEnd + 2, to);
      if (valueEnd < 0) {
        return BROKEN;
      }
      add(record, bytes, id, idEnd, at, nameEnd, valueEnd);
      at = valueEnd + 1;
    }
    return at < to && bytes[at] == ']' ? at + 1 : BROKEN;
  }

  private void add(
      EventRecord record, byte[] bytes, int id, int idEnd, int name, int nameEnd, int valueEnd) {
    int start = record.reserve(HEAD.length + idEnd - id + 1 + nameEnd - name);
    byte[] scratch = record.scratch();
    System.arraycopy(HEAD, 0, scratch, start, HEAD.length);
    int end = start + HEAD.length;
    for (int i = id; i < idEnd && bytes[i] != '@'; i++) {
      scratch[end++] = bytes[i];
    }
    scratch[end++] = '_';
    System.arraycopy(bytes, name, scratch, end, nameEnd - name);
    end += nameEnd - name;
    record.trimScratch(end);
    addValue(record, scratch, start, end, nameEnd + 2, valueEnd);
  }

  private void addValue(
      EventRecord record, byte[] nameBytes, int nameStart, int nameEnd, int from, int to) {
    byte[] bytes = record.line();
    byte[] base = bytes;
    int start = from;
    int end = to;
    if (hasEscape(bytes, from, to)) {
      start = record.reserve(to - from);
      base = record.scratch();
      end = unescape(bytes, from, to, base, start);
      record.trimScratch(end);
    }
    int known = names.find(nameBytes, nameStart, nameEnd);
    if (known == FieldNames.UNKNOWN) {
      record.addUnknown(nameBytes, nameStart, nameEnd, EventRecord.STRING, base, start, end);
    } else {
      record.add(known, EventRecord.STRING, base, start, end);
    }
  }

  private static boolean hasEscape(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /// §6.3.3: only `"`, `\` and `]` can be escaped; before anything else the backslash is itself.
  private static int unescape(byte[] bytes, int from, int to, byte[] out, int at) {
    int end = at;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\' && i + 1 < to && isEscapable(bytes[i + 1])) {
        i++;
      }
      out[end++] = bytes[i];
    }
    return end;
  }

  private static boolean isEscapable(byte b) {
    return b == '"' || b == '\\' || b == ']';
  }

  private static int endOfValue(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '"') {
        return at;
      }
      if (bytes[at] == '\\') {
        at++;
      }
    }
    return BROKEN;
  }

  private static int endOfName(byte[] bytes, int from, int to) {
    int limit = Math.min(to, from + MAX_NAME);
    int at = from;
    while (at < limit
        && bytes[at] > ' '
        && bytes[at] != '='
        && bytes[at] != ']'
        && bytes[at] != '"') {
      at++;
    }
    return at > from && at < limit ? at : BROKEN;
  }
}
