package io.ironpost.rules.match;

import io.ironpost.core.event.EventRecord;

/// A compiled predicate: a question about a whole record, answered without the index.
interface Check {
  boolean holds(EventRecord record);

  /// Some value of the field fits.
  record OfField(int fieldId, ValueTest test) implements Check {
    @Override
    public boolean holds(EventRecord record) {
      for (int e = record.first(fieldId); e >= 0; e = record.next(e)) {
        int kind = record.kind(e);
        if (kind != EventRecord.NULL
            && test.holds(record.bytes(e), record.start(e), record.end(e), kind)) {
          return true;
        }
      }
      return false;
    }
  }

  /// Some text of the event fits. Values taken out of other values are looked at once, where they
  /// came from.
  record OfAnyText(ValueTest test) implements Check {
    @Override
    public boolean holds(EventRecord record) {
      for (int e = 0; e < record.count(); e++) {
        if (isSearched(record, e)
            && test.holds(record.bytes(e), record.start(e), record.end(e), EventRecord.STRING)) {
          return true;
        }
      }
      return false;
    }

    static boolean isSearched(EventRecord record, int entry) {
      return record.kind(entry) == EventRecord.STRING && !record.isDerived(entry);
    }
  }

  /// The field is there, or is not.
  record OfPresence(int fieldId, boolean expected) implements Check {
    @Override
    public boolean holds(EventRecord record) {
      return record.first(fieldId) >= 0 == expected;
    }
  }

  /// The field is missing or null.
  record OfNull(int fieldId) implements Check {
    @Override
    public boolean holds(EventRecord record) {
      int entry = record.first(fieldId);
      if (entry < 0) {
        return true;
      }
      for (int e = entry; e >= 0; e = record.next(e)) {
        if (record.kind(e) == EventRecord.NULL) {
          return true;
        }
      }
      return false;
    }
  }

  /// A part of the record's own time, for rules that ask for `timestamp` of records without such a
  /// field.
  record OfTime(int fieldId, TimePartTest test) implements Check {
    @Override
    public boolean holds(EventRecord record) {
      if (record.first(fieldId) >= 0) {
        return new OfField(fieldId, test).holds(record);
      }
      return record.timeNanos() != EventRecord.NO_TIME && test.holdsAt(record.timeNanos());
    }
  }
}
