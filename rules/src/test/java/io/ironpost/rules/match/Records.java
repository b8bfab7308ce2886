package io.ironpost.rules.match;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsource;
import io.ironpost.core.event.Logsources;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Makes records for tests, field by field.
final class Records {
  final FieldNames names = new FieldNames();
  final Logsources logsources = new Logsources();

  EventRecord of(String... namesAndValues) {
    return of(logsources.unspecified(), namesAndValues);
  }

  EventRecord of(Logsource logsource, String... namesAndValues) {
    EventRecord record = new EventRecord(names, logsources);
    record.begin(new byte[0], 0, 0, 1);
    record.logsource(logsource);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      add(record, namesAndValues[i], EventRecord.STRING, namesAndValues[i + 1]);
    }
    return record;
  }

  EventRecord add(EventRecord record, String name, int kind, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    record.add(names.idOf(name), kind, bytes, 0, bytes.length);
    return record;
  }

  EventRecord withAll(List<String[]> fields) {
    EventRecord record = of();
    for (String[] field : fields) {
      add(record, field[0], EventRecord.STRING, field[1]);
    }
    return record;
  }
}
