package io.ironpost.core.parse;

import io.ironpost.core.event.EventRecord;

/// Takes one line apart into the fields of a record. An instance belongs to one thread and one
/// source, so it may remember (the year of the last line, half of a multi-line event).
public interface LogParser {
  /// The format's name as users write it (`rfc3164`, `json`, `auditd`).
  String format();

  /// Reads the line of `record` ([EventRecord#begin] was called) and adds its fields. On any
  /// outcome but [Outcome.Parsed] the record may hold rubbish: the caller forgets it. Never throws
  /// on any input and takes time linear in the line.
  Outcome parse(EventRecord record);

  /// Whether an event can span lines, so that all lines of a source must pass one instance in
  /// order.
  default boolean isStateful() {
    return false;
  }

  /// Whether it has an event in hand whose end has not come: what stands before the next line is
  /// not all judged yet.
  default boolean holdsBack() {
    return false;
  }

  /// The next event that was held back because its end had not come, at the end of the source; to
  /// be called until it says [Outcome.NotMine].
  default Outcome flush(EventRecord record) {
    return Outcome.NOT_MINE;
  }
}
