package io.ironpost.rules.match;

import io.ironpost.core.event.EventRecord;
import io.ironpost.rules.model.Predicate.Relation;
import java.util.Arrays;

/// Compares two fields of one event (`fieldref`); with several values, any pair will do.
record SameAsCheck(int fieldId, int otherId, Relation relation, boolean cased) implements Check {
  @Override
  public boolean holds(EventRecord record) {
    for (int e = record.first(fieldId); e >= 0; e = record.next(e)) {
      for (int o = record.first(otherId); o >= 0; o = record.next(o)) {
        if (hasValue(record, e) && hasValue(record, o) && compare(record, e, o)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasValue(EventRecord record, int entry) {
    return record.kind(entry) != EventRecord.NULL;
  }

  private boolean compare(EventRecord record, int entry, int other) {
    byte[] needle = Arrays.copyOfRange(record.bytes(other), record.start(other), record.end(other));
    int room = record.end(entry) - record.start(entry) - needle.length;
    if (room < 0) {
      return false;
    }
    byte[] bytes = record.bytes(entry);
    int start = record.start(entry);
    int end = record.end(entry);
    return switch (relation) {
      case EQUALS -> room == 0 && standsAt(bytes, start, needle);
      case STARTS_WITH -> standsAt(bytes, start, needle);
      case ENDS_WITH -> standsAt(bytes, end - needle.length, needle);
      case CONTAINS -> new ContainsTest(needle, cased).indexOf(bytes, start, end) >= 0;
    };
  }

  private boolean standsAt(byte[] bytes, int at, byte[] needle) {
    return cased
        ? Arrays.equals(bytes, at, at + needle.length, needle, 0, needle.length)
        : Ascii.foldedAt(bytes, at, Ascii.fold(needle));
  }
}
