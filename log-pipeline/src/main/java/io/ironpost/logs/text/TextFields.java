package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;

/// Adds a field by the name that stands in the line, decoding backslash escapes where there are
/// any.
final class TextFields {
  private final FieldNames names;

  TextFields(FieldNames names) {
    this.names = names;
  }

  FieldNames names() {
    return names;
  }

  /// Adds `line[start, end)` as it stands.
  ///
  /// @return the field's id, or [FieldNames#UNKNOWN]
  int add(EventRecord record, int key, int keyEnd, int start, int end) {
    return add(record, key, keyEnd, record.line(), start, end);
  }

  private int add(EventRecord record, int key, int keyEnd, byte[] base, int start, int end) {
    byte[] line = record.line();
    int id = names.find(line, key, keyEnd);
    if (id == FieldNames.UNKNOWN) {
      record.addUnknown(line, key, keyEnd, EventRecord.STRING, base, start, end);
    } else {
      record.add(id, EventRecord.STRING, base, start, end);
    }
    return id;
  }

  /// Adds `line[start, end)` with its escapes decoded: `\n`, `\r` and `\t` as in C, any other
  /// escaped byte as itself.
  int addEscaped(EventRecord record, int key, int keyEnd, int start, int end) {
    byte[] line = record.line();
    int first = Scan.find(line, start, end, (byte) '\\');
    if (first == end) {
      return add(record, key, keyEnd, line, start, end);
    }
    int to = record.reserve(end - start);
    byte[] scratch = record.scratch();
    int put = to;
    for (int at = start; at < end; at++) {
      byte b = line[at];
      if (b == '\\' && at + 1 < end) {
        b = escaped(line[++at]);
      }
      scratch[put++] = b;
    }
    record.trimScratch(put);
    return add(record, key, keyEnd, scratch, to, put);
  }

  private static byte escaped(byte b) {
    return switch (b) {
      case 'n' -> (byte) '\n';
      case 'r' -> (byte) '\r';
      case 't' -> (byte) '\t';
      default -> b;
    };
  }
}
