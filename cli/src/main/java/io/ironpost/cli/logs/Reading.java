package io.ironpost.cli.logs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How one line was read.
///
/// @param number of the line, from 1
/// @param format the parser that took it; empty when none did
/// @param outcome `parsed`, `pending` (part of an event that goes on) or `malformed`
/// @param time the event's time, or empty
/// @param refusals where parsers that know its format stopped
record Reading(
    long number,
    String text,
    String format,
    String outcome,
    String time,
    String logsource,
    List<Field> fields,
    List<Refused> refusals) {
  /// A field of the record.
  ///
  /// @param derived whether it repeats a part of another field
  record Field(String name, String value, boolean derived) {}

  boolean wasRead() {
    return !outcome.equals("malformed");
  }

  /// Fields by name, each with its values.
  Map<String, List<String>> fieldValues() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Field field : fields) {
      values.merge(field.name(), List.of(field.value()), Reading::joined);
    }
    return values;
  }

  private static List<String> joined(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
